package knowledge_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"

	"github.com/yibaowenwen/yibao/knowledge"
)

var update = flag.Bool("update", false, "rewrite data/schema.json")

const schemaFile = "data/schema.json"

// The schema with which an editor completes and checks what is typed is made of the Go types
// and the constants of their words, so that it cannot fall behind them.
func TestSchemaIsThatOfTheTypes(t *testing.T) {
	got := schema(t)
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run go test ./knowledge -run Schema -update (-file +types):\n%s", diff)
	}
}

func schema(t *testing.T) []byte {
	t.Helper()
	words := constants(t)
	r := jsonschema.Reflector{FieldNameTag: "yaml", Anonymous: true, Mapper: func(typ reflect.Type) *jsonschema.Schema {
		if typ == reflect.TypeFor[knowledge.Date]() {
			return &jsonschema.Schema{Type: "string", Pattern: `^\d{4}-\d{2}-\d{2}$`}
		}
		if list, ok := words[typ.Name()]; ok && typ.Kind() == reflect.String {
			return &jsonschema.Schema{Type: "string", Enum: list}
		}
		return nil
	}}
	if err := r.AddGoComments("github.com/yibaowenwen/yibao/knowledge", "."); err != nil {
		t.Fatal(err)
	}
	s := r.Reflect(&knowledge.File{})
	s.Title = "医保问问的知识文件"
	if place, ok := s.Definitions["Condition"].Properties.Get("place"); ok {
		place.Enum = []any{knowledge.PlaceUnknown}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// constants returns the words of each string type of the package that has named constants,
// such as the statuses of Status.
func constants(t *testing.T) map[string][]any {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string][]any{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			typ, ok := spec.Type.(*ast.Ident)
			value, ok2 := spec.Values[0].(*ast.BasicLit)
			if ok && ok2 && value.Kind == token.STRING {
				word, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				words[typ.Name] = append(words[typ.Name], word)
			}
			return true
		})
	}
	return words
}

// Every field that editors may write is explained to them.
func TestFormatExplainsEveryField(t *testing.T) {
	text, err := os.ReadFile("data/FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var visit func(typ reflect.Type)
	visit = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] || typ == reflect.TypeFor[knowledge.Date]() {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
			if name != "-" && name != "" && !explained(string(text), name) {
				t.Errorf("FORMAT.md does not speak of %s.%s, written %q", typ.Name(), f.Name, name)
			}
			if name != "-" {
				visit(f.Type)
			}
		}
	}
	visit(reflect.TypeFor[knowledge.File]())
	if len(seen) < 12 {
		t.Errorf("only %d types seen", len(seen))
	}
}

// explained reports whether the text shows the field as `name`, or in an example as name:.
func explained(text, name string) bool {
	for _, before := range []string{"`", "\n", " ", "{"} {
		if strings.Contains(text, before+name+":") {
			return true
		}
	}
	return strings.Contains(text, "`"+name+"`") || strings.Contains(text, "`"+name+":")
}
