package telegram_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// Every request that the bot makes in the tests of this package is checked here against what
// the Bot API takes, apart from the local server, which has opinions of its own. Where the
// official list is at hand (see valid_spec_test.go) it is checked against that as well.

// checked reports what Telegram would not take of the requests to a handler.
func checked(t *testing.T, next http.Handler) http.Handler {
	t.Helper()
	spec, _ := loadSpec()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/bot") {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(io.LimitReader(r.Body, 60<<20))
		if err != nil {
			t.Errorf("read request: %v", err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		method := path.Base(r.URL.Path)
		f, err := readForm(r.Header.Get("Content-Type"), body)
		if err != nil {
			t.Errorf("%s: %v", method, err)
		}
		problems := problemsOf(method, f)
		if spec != nil {
			problems = append(problems, spec.problems(method, f)...)
		}
		for _, p := range problems {
			t.Errorf("%s: %s; fields %v", method, p, f)
		}
		next.ServeHTTP(w, r)
	})
}

// A form is the fields of a request; a file's is its name.
type form map[string]string

func readForm(kind string, body []byte) (form, error) {
	f := form{}
	if len(body) == 0 {
		return f, nil
	}
	kind, params, err := mime.ParseMediaType(kind)
	if err != nil {
		return nil, fmt.Errorf("content type: %w", err)
	}
	switch kind {
	case "application/json":
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(body, &fields); err != nil {
			return nil, err
		}
		for k, raw := range fields {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			f[k] = text
		}
		return f, nil
	case "multipart/form-data":
		return f, f.readParts(multipart.NewReader(bytes.NewReader(body), params["boundary"]))
	}
	values, err := url.ParseQuery(string(body))
	for k := range values {
		f[k] = values.Get(k)
	}
	return f, err
}

func (f form) readParts(r *multipart.Reader) error {
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return err
		}
		if _, twice := f[p.FormName()]; twice {
			return fmt.Errorf("field %s twice", p.FormName())
		}
		f[p.FormName()] = string(data)
		if p.FileName() != "" {
			f[p.FormName()] = "file " + p.FileName()
		}
	}
}

// required are the methods that the bot may use, and the fields that each must have.
func required() map[string]string {
	return map[string]string{
		"getMe":                 "",
		"getUpdates":            "",
		"setWebhook":            "url secret_token",
		"deleteWebhook":         "",
		"getWebhookInfo":        "",
		"sendMessage":           "chat_id text",
		"sendChatAction":        "chat_id action",
		"sendDocument":          "chat_id document",
		"editMessageText":       "chat_id message_id text",
		"deleteMessage":         "chat_id message_id",
		"answerCallbackQuery":   "callback_query_id",
		"answerInlineQuery":     "inline_query_id results",
		"setMyCommands":         "commands",
		"setMyDescription":      "description",
		"setMyShortDescription": "short_description",
	}
}

// problemsOf returns what is wrong with a request.
func problemsOf(method string, f form) (problems []string) {
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	fields, known := required()[method]
	if !known {
		return []string{"not a method that the bot uses"}
	}
	for field := range strings.FieldsSeq(fields) {
		if f[field] == "" {
			bad("no %s", field)
		}
	}
	for field, limit := range map[string]int{"text": 4096, "caption": 1024, "description": 512, "short_description": 120} {
		if method == "answerCallbackQuery" {
			limit = 200
		}
		text, err := plainText(f[field], f["parse_mode"])
		if err != nil {
			bad("%s: %v", field, err)
		}
		if n := len(utf16.Encode([]rune(text))); n > limit {
			bad("%s of %d characters, at most %d", field, n, limit)
		}
		if f[field] != "" && strings.TrimSpace(text) == "" && method != "answerCallbackQuery" {
			bad("%s is empty", field)
		}
	}
	if err := checkMarkup(f["reply_markup"]); err != nil {
		bad("reply_markup: %v", err)
	}
	if language := f["language_code"]; language != "" && !regexp.MustCompile(`^[a-z]{2}$`).MatchString(language) {
		bad("language_code %q", language)
	}
	for _, field := range []string{"chat_id", "message_id", "message_thread_id", "cache_time"} {
		if _, err := strconv.ParseInt(f[field], 10, 64); f[field] != "" && err != nil {
			bad("%s is no number", field)
		}
	}
	return append(problems, special(method, f)...)
}

// special checks what only one method has.
func special(method string, f form) (problems []string) {
	var err error
	switch method {
	case "answerInlineQuery":
		err = checkResults(f["results"])
	case "setMyCommands":
		err = checkCommands(f["commands"])
	case "setWebhook":
		if !regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`).MatchString(f["secret_token"]) {
			err = fmt.Errorf("secret_token %q", f["secret_token"])
		}
	}
	if err != nil {
		problems = append(problems, err.Error())
	}
	return problems
}

func checkCommands(raw string) error {
	var list []struct{ Command, Description string }
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		return fmt.Errorf("commands: %w", err)
	}
	if len(list) == 0 || len(list) > 100 {
		return fmt.Errorf("%d commands", len(list))
	}
	for _, c := range list {
		n := len(utf16.Encode([]rune(c.Description)))
		if !regexp.MustCompile(`^[a-z0-9_]{1,32}$`).MatchString(c.Command) || n == 0 || n > 256 {
			return fmt.Errorf("command %+v", c)
		}
	}
	return nil
}

func checkResults(raw string) error {
	var list []struct {
		Type, ID, Title string
		Content         struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
		Markup json.RawMessage `json:"reply_markup"`
	}
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		return fmt.Errorf("results: %w", err)
	}
	if len(list) > 50 {
		return fmt.Errorf("%d results", len(list))
	}
	seen := map[string]bool{}
	for _, r := range list {
		text, err := plainText(r.Content.Text, r.Content.Mode)
		n := len(utf16.Encode([]rune(text)))
		switch {
		case err != nil:
			return fmt.Errorf("result %s: %w", r.ID, err)
		case r.Type != "article" || r.ID == "" || len(r.ID) > 64 || seen[r.ID] || r.Title == "" || n == 0 || n > 4096:
			return fmt.Errorf("result %+v", r)
		}
		if err := checkMarkup(string(r.Markup)); err != nil {
			return fmt.Errorf("result %s: %w", r.ID, err)
		}
		seen[r.ID] = true
	}
	return nil
}

// checkMarkup checks the buttons under a message.
func checkMarkup(raw string) error {
	if raw == "" {
		return nil
	}
	var k struct {
		Rows [][]map[string]any `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(raw), &k); err != nil {
		return err
	}
	n := 0
	for _, row := range k.Rows {
		n += len(row)
		if len(row) == 0 || len(row) > 8 {
			return fmt.Errorf("%d buttons in a row", len(row))
		}
		for _, b := range row {
			text, _ := b["text"].(string)
			data, _ := b["callback_data"].(string)
			address, _ := b["url"].(string)
			if strings.TrimSpace(text) == "" || len(data) > 64 || (data == "") == (address == "") {
				return fmt.Errorf("button %v", b)
			}
			if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
				return fmt.Errorf("button %v", b)
			}
		}
	}
	if n > 100 {
		return fmt.Errorf("%d buttons", n)
	}
	return nil
}

var (
	tagPattern = regexp.MustCompile(`^<(/?)(b|i|blockquote)( expandable)?>`)
	refPattern = regexp.MustCompile(`^&(lt|gt|amp|quot|#[0-9]{1,6});`)
)

// plainText is what people see of an HTML text. Only the few tags that the bot uses are known.
func plainText(text, mode string) (string, error) {
	if mode != "HTML" {
		return text, nil
	}
	var out strings.Builder
	var open []string
	for text != "" {
		switch tag, ref := tagPattern.FindStringSubmatch(text), refPattern.FindStringSubmatch(text); {
		case tag != nil && tag[1] == "":
			if slices.Contains(open, tag[2]) || tag[3] != "" && tag[2] != "blockquote" {
				return "", fmt.Errorf("tag %s in %v", tag[0], open)
			}
			open = append(open, tag[2])
			text = text[len(tag[0]):]
		case tag != nil:
			if len(open) == 0 || open[len(open)-1] != tag[2] {
				return "", fmt.Errorf("end tag %s in %v", tag[0], open)
			}
			open = open[:len(open)-1]
			text = text[len(tag[0]):]
		case ref != nil:
			out.WriteByte('&') // one character, whichever
			text = text[len(ref[0]):]
		case strings.ContainsRune("<>&", rune(text[0])):
			return "", fmt.Errorf("%.20q is not escaped", text)
		default:
			n := strings.IndexAny(text, "<>&")
			if n < 0 {
				n = len(text)
			}
			out.WriteString(text[:n])
			text = text[n:]
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("tags left open: %v", open)
	}
	return out.String(), nil
}

// The checker itself: it lets good requests pass and finds one thing wrong with each other.
func TestRequestsAreChecked(t *testing.T) {
	long := strings.Repeat("长", 4097)
	tests := []struct {
		name, method string
		f            form
		want         string
	}{
		{"good", "sendMessage", form{"chat_id": "7", "text": "<b>好</b> &amp; <blockquote expandable>细</blockquote>", "parse_mode": "HTML"}, ""},
		{"emphasis counts for nothing", "sendMessage", form{"chat_id": "7", "text": "<b>" + long[3:] + "</b>", "parse_mode": "HTML"}, ""},
		{"unknown method", "sendFax", nil, "method"},
		{"no chat", "sendMessage", form{"text": "x"}, "no chat_id"},
		{"no text", "sendMessage", form{"chat_id": "7"}, "no text"},
		{"too long", "sendMessage", form{"chat_id": "7", "text": long}, "4097"},
		{"long toast", "answerCallbackQuery", form{"callback_query_id": "1", "text": strings.Repeat("长", 201)}, "201"},
		{"long caption", "sendDocument", form{"chat_id": "7", "document": "file a.ics", "caption": strings.Repeat("长", 1025)}, "1025"},
		{"not escaped", "sendMessage", form{"chat_id": "7", "text": "1 < 2", "parse_mode": "HTML"}, "escaped"},
		{"open tag", "sendMessage", form{"chat_id": "7", "text": "<b>x", "parse_mode": "HTML"}, "open"},
		{"crossed tags", "sendMessage", form{"chat_id": "7", "text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "end tag"},
		{"quote in quote", "sendMessage", form{"chat_id": "7", "text": "<blockquote><blockquote>x</blockquote></blockquote>", "parse_mode": "HTML"}, "tag"},
		{"long data", "sendMessage", form{"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("x", 65) + `"}]]}`}, "button"},
		{"two actions", "sendMessage", form{"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback_data":"x","url":"https://example.org"}]]}`}, "button"},
		{"empty row", "sendMessage", form{"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[[]]}`}, "row"},
		{"three letters", "setMyDescription", form{"description": "x", "language_code": "zh-hant"}, "language_code"},
		{"same result twice", "answerInlineQuery", form{"inline_query_id": "1", "results": `[` + article + `,` + article + `]`}, "result"},
		{"command in capitals", "setMyCommands", form{"commands": `[{"command":"Help","description":"x"}]`}, "command"},
		{"edit without text", "editMessageText", form{"chat_id": "7", "message_id": "1"}, "no text"},
	}
	for _, tt := range tests {
		got := strings.Join(problemsOf(tt.method, tt.f), "; ")
		if (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

const article = `{"type":"article","id":"a","title":"题","input_message_content":{"message_text":"答"}}`
