package knowledge_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge/data"
)

// What ships keeps to the schema, so that an editor is not warned of what is right; and what
// is wrong is refused, so that the schema is not empty words.
func TestShippedKeepsToSchema(t *testing.T) {
	check := checker(t)
	files := 0
	err := fs.WalkDir(data.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") ||
			strings.HasPrefix(name, "calendar/") || strings.HasPrefix(name, "flows/") {
			return err
		}
		text, err := fs.ReadFile(data.FS, name)
		if err != nil {
			return err
		}
		files++
		for _, p := range check(t, string(text)) {
			t.Errorf("%s:%s", name, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 40 {
		t.Errorf("only %d files", files)
	}
}

func TestSchemaRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown list", "entires: []", "1: entires is not a field"},
		{"unknown field", "params:\n  - {id: a, name: b, unit: c, place: d}", "2: place is not a field"},
		{"missing field", "params:\n  - {id: a, name: b}", "2: unit is missing"},
		{"unknown word", "topics:\n  - {id: a, name: b, about: c, rules: some}", `2: "some" is none of [both enrolment new none]`},
		{"bad date", "sources:\n  - {id: a, title: b, level: law, repealed: 2026-1-2}", `2: "2026-1-2" does not match`},
		{"field of an inlined struct", "notes:\n  - {place: a, topic: b, text: c, until: soon}", `2: "soon" does not match`},
		{"wrong type", "params: {id: a}", "1: want array"},
		{"number for a word", "params:\n  - {id: 7, name: b, unit: c}", "2: want string"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := checker(t)(t, tt.text)
			if len(got) != 1 || !strings.HasPrefix(got[0], tt.want) {
				t.Errorf("got %q, want one that begins with %q", got, tt.want)
			}
		})
	}
}

// checker returns a function that lists where a YAML text breaks the committed schema. It
// knows the keywords that our schema uses.
func checker(t *testing.T) func(*testing.T, string) []string {
	t.Helper()
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var root jsonschema.Schema
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	return func(t *testing.T, text string) []string {
		t.Helper()
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		if len(doc.Content) == 0 {
			return nil
		}
		v := validator{defs: root.Definitions}
		v.value(&root, doc.Content[0])
		return v.broken
	}
}

type validator struct {
	defs   jsonschema.Definitions
	broken []string
}

func (v *validator) add(n *yaml.Node, format string, args ...any) {
	v.broken = append(v.broken, fmt.Sprintf("%d: ", n.Line)+fmt.Sprintf(format, args...))
}

func (v *validator) value(s *jsonschema.Schema, n *yaml.Node) {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		s = v.defs[name]
	}
	kinds := map[string]bool{
		"object": n.Kind == yaml.MappingNode, "array": n.Kind == yaml.SequenceNode,
		"string": n.Tag == "!!str" || n.Tag == "!!timestamp", "boolean": n.Tag == "!!bool",
		"number": n.Tag == "!!int" || n.Tag == "!!float",
	}
	if ok, known := kinds[s.Type]; !ok {
		v.add(n, "want %s (known: %v), have %s", s.Type, known, n.Tag)
		return
	}
	for _, item := range n.Content {
		if s.Type == "array" {
			v.value(s.Items, item)
		}
	}
	switch {
	case s.Type == "object":
		v.object(s, n)
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, any(n.Value)):
		v.add(n, "%q is none of %v", n.Value, s.Enum)
	case s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(n.Value):
		v.add(n, "%q does not match %s", n.Value, s.Pattern)
	}
}

func (v *validator) object(s *jsonschema.Schema, n *yaml.Node) {
	has := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		has[key.Value] = true
		field, ok := s.Properties.Get(key.Value)
		if !ok {
			v.add(key, "%s is not a field", key.Value)
			continue
		}
		v.value(field, n.Content[i+1])
	}
	for _, name := range s.Required {
		if !has[name] {
			v.add(n, "%s is missing", name)
		}
	}
}
