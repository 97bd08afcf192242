package dialog

import (
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge"
)

// locate fills every Pos field inside the struct that v points to with the line of the YAML
// mapping it was decoded from.
func locate(v any, n *yaml.Node, file string) { locateIn(reflect.ValueOf(v).Elem(), n, file) }

func locateIn(v reflect.Value, n *yaml.Node, file string) {
	switch {
	case v.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for i := range min(v.Len(), len(n.Content)) {
			locateIn(v.Index(i), n.Content[i], file)
		}
	case v.Kind() == reflect.Struct && n.Kind == yaml.MappingNode && v.Type() != reflect.TypeFor[yaml.Node]():
		locateFields(v, n, file)
	}
}

func locateFields(v reflect.Value, n *yaml.Node, file string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.Type == reflect.TypeFor[knowledge.Pos]() {
			v.Field(i).Set(reflect.ValueOf(knowledge.Pos{File: file, Line: n.Line}))
			continue
		}
		for j := 0; j+1 < len(n.Content); j += 2 {
			if n.Content[j].Value == name {
				locateIn(v.Field(i), n.Content[j+1], file)
			}
		}
	}
}
