package knowledge

import (
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// locate fills every Pos field inside the struct that v points to with the line of the YAML
// mapping it was decoded from.
func locate(v any, n *yaml.Node, file string) {
	locateValue(reflect.ValueOf(v).Elem(), n, file)
}

func locateValue(v reflect.Value, n *yaml.Node, file string) {
	switch {
	case v.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for i := range min(v.Len(), len(n.Content)) {
			locateValue(v.Index(i), n.Content[i], file)
		}
	case v.Kind() == reflect.Struct && n.Kind == yaml.MappingNode:
		locateFields(v, n, file)
	}
}

func locateFields(v reflect.Value, n *yaml.Node, file string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case f.Type == reflect.TypeFor[Pos]():
			v.Field(i).Set(reflect.ValueOf(Pos{file, n.Line}))
		case opts == "inline":
			locateFields(v.Field(i), n, file)
		case f.IsExported() && name != "-":
			if child := child(n, name); child != nil {
				locateValue(v.Field(i), child, file)
			}
		}
	}
}

func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
