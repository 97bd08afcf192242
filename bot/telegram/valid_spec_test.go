package telegram_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// A botAPI is the official list of methods and types, as JSON. It is not part of the project:
// YIBAO_BOT_API_JSON says where it is, or it lies beside the repository.
type botAPI struct {
	Version string             `json:"version"`
	Methods map[string]apiType `json:"methods"`
	Types   map[string]apiType `json:"types"`
}

type apiType struct {
	Fields   []apiField
	Subtypes []string
}

type apiField struct {
	Name     string
	Types    []string
	Required bool
}

// loadSpec returns the list, or nil if it is not at hand.
var loadSpec = sync.OnceValues(func() (*botAPI, error) {
	file := os.Getenv("YIBAO_BOT_API_JSON")
	if file == "" {
		file = filepath.Join("..", "..", "..", "shared", "telegram", "api.min.json")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var api botAPI
	if err := json.Unmarshal(data, &api); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return &api, nil
})

// problems returns what the list does not allow about a request.
func (a *botAPI) problems(method string, f form) (problems []string) {
	m, ok := a.Methods[method]
	if !ok {
		return []string{"no method of " + a.Version}
	}
	known := map[string]bool{}
	for _, field := range m.Fields {
		known[field.Name] = true
		value, set := f[field.Name]
		switch {
		case field.Required && !set:
			problems = append(problems, "no "+field.Name)
		case set:
			problems = append(problems, a.value(field.Name, value, field.Types)...)
		}
	}
	for name := range f {
		attached := slices.ContainsFunc(m.Fields, func(field apiField) bool { return f[field.Name] == "attach://"+name })
		if !known[name] && !attached {
			problems = append(problems, "unknown field "+name)
		}
	}
	return problems
}

// value checks a field of a form; texts stand for themselves, the rest is JSON.
func (a *botAPI) value(name, value string, types []string) []string {
	if slices.Contains(types, "String") || slices.Contains(types, "InputFile") {
		return nil
	}
	var v any
	d := json.NewDecoder(strings.NewReader(value))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return []string{name + " is no JSON"}
	}
	return a.anyOf(name, v, types)
}

// anyOf returns nothing if the value has one of the types.
func (a *botAPI) anyOf(name string, v any, types []string) (problems []string) {
	for _, typ := range types {
		found := a.is(name, v, typ)
		if len(found) == 0 {
			return nil
		}
		problems = append(problems, found...)
	}
	return problems
}

func (a *botAPI) is(name string, v any, typ string) []string {
	if element, ok := strings.CutPrefix(typ, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return []string{name + " is no list"}
		}
		for i, e := range list {
			if found := a.is(name+"["+strconv.Itoa(i)+"]", e, element); len(found) > 0 {
				return found
			}
		}
		return nil
	}
	var ok bool
	switch typ {
	case "Integer":
		n, number := v.(json.Number)
		_, err := n.Int64()
		ok = number && err == nil
	case "Float":
		_, ok = v.(json.Number)
	case "Boolean", "True":
		_, ok = v.(bool)
	case "String":
		_, ok = v.(string)
	default:
		return a.object(name, v, typ)
	}
	if !ok {
		return []string{name + " is no " + typ}
	}
	return nil
}

func (a *botAPI) object(name string, v any, typ string) (problems []string) {
	t, known := a.Types[typ]
	if !known || len(t.Fields) == 0 && len(t.Subtypes) == 0 {
		return nil // a type that the list does not describe as fields
	}
	if len(t.Subtypes) > 0 {
		return a.anyOf(name, v, t.Subtypes)
	}
	object, ok := v.(map[string]any)
	if !ok {
		return []string{name + " is no " + typ}
	}
	fields := map[string]bool{}
	for _, field := range t.Fields {
		fields[field.Name] = true
		value, set := object[field.Name]
		switch set = set && value != nil; {
		case field.Required && !set:
			problems = append(problems, name+" has no "+field.Name)
		case set:
			problems = append(problems, a.anyOf(name+"."+field.Name, value, field.Types)...)
		}
	}
	for field := range object {
		if !fields[field] {
			problems = append(problems, name+" has an unknown field "+field)
		}
	}
	return problems
}

// The table of this package against the official list.
func TestRequiredFieldsAreThoseOfTheBotAPI(t *testing.T) {
	api, err := loadSpec()
	if err != nil {
		t.Skip("the list of the Bot API is not here; set YIBAO_BOT_API_JSON to check against it")
	}
	for method, fields := range required() {
		m, ok := api.Methods[method]
		if !ok {
			t.Errorf("%s is no method of %s", method, api.Version)
		}
		for _, f := range m.Fields {
			if f.Required && !strings.Contains(" "+fields+" ", " "+f.Name+" ") {
				t.Errorf("%s: %s is required", method, f.Name)
			}
		}
	}
	good := form{"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}`, "link_preview_options": `{"is_disabled":true}`}
	if got := api.problems("sendMessage", good); len(got) > 0 {
		t.Errorf("good request: %v", got)
	}
	for name, bad := range map[string]form{
		"no text":       {"chat_id": "7"},
		"unknown field": {"chat_id": "7", "text": "x", "txt": "y"},
		"no number":     {"chat_id": "7", "text": "x", "message_thread_id": "eins"},
		"button":        {"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[[{"callback_data":"b"}]]}`},
		"row":           {"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[{"text":"b"}]}`},
		"odd option":    {"chat_id": "7", "text": "x", "link_preview_options": `{"disabled":true}`},
	} {
		if len(api.problems("sendMessage", bad)) == 0 {
			t.Errorf("%s: nothing found", name)
		}
	}
}
