package knowledge

import (
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"
)

// A locator walks a decoded value beside the YAML that it came from. It fills in where each
// item stands and finds the fields that no type has, which is all that a second, strict
// parse would say.
type locator struct {
	file    string
	types   map[reflect.Type]*fields
	unknown []string // as the YAML package words it: line 3: field x not found in type y
}

// fields are those of a struct type, with those of structs inlined in it.
type fields struct {
	pos    [][]int // those of type Pos
	byName map[string][]int
}

// locate walks v, which a pointer reaches, and the node that it was decoded from.
func (l *locator) locate(v reflect.Value, n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch {
	case v.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for i := range min(v.Len(), len(n.Content)) {
			l.locate(v.Index(i), n.Content[i])
		}
	case v.Kind() == reflect.Struct && n.Kind == yaml.MappingNode:
		l.locateFields(v, n)
	}
}

func (l *locator) locateFields(v reflect.Value, n *yaml.Node) {
	known := l.fields(v.Type())
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if at, ok := known.byName[key.Value]; ok {
			l.locate(v.FieldByIndex(at), value)
		} else if key.Tag == "!!merge" {
			l.locateMerged(v, value)
		} else {
			l.unknown = append(l.unknown, fmt.Sprintf("line %d: field %s not found in type %s", key.Line, key.Value, v.Type()))
		}
	}
	for _, at := range known.pos {
		v.FieldByIndex(at).Set(reflect.ValueOf(Pos{l.file, n.Line}))
	}
}

// locateMerged looks at what << takes over: a mapping or several of them.
func (l *locator) locateMerged(v reflect.Value, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		l.locate(v, n)
		return
	}
	for _, from := range n.Content {
		l.locate(v, from)
	}
}

func (l *locator) fields(t reflect.Type) *fields {
	if f := l.types[t]; f != nil {
		return f
	}
	if l.types == nil {
		l.types = map[reflect.Type]*fields{}
	}
	f := &fields{byName: map[string][]int{}}
	f.add(t, nil)
	l.types[t] = f
	return f
}

func (f *fields) add(t reflect.Type, above []int) {
	for i := range t.NumField() {
		field := t.Field(i)
		at := append(above[:len(above):len(above)], i)
		name, opts, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		switch {
		case field.Type == reflect.TypeFor[Pos]():
			f.pos = append(f.pos, at)
		case opts == "inline":
			f.add(field.Type, at)
		case !field.IsExported() || name == "-":
		case name == "":
			f.byName[strings.ToLower(field.Name)] = at
		default:
			f.byName[name] = at
		}
	}
}
