package knowledge

import (
	"fmt"
	"regexp"
	"strconv"
)

// A Param is a number with a meaning, such as the working days that a transfer may take.
type Param struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	Unit string `yaml:"unit"`
	Pos  Pos    `yaml:"-"`
}

// A Value is what a parameter is at one place in one period. Periods of the same
// parameter and place neither overlap nor, once begun, leave gaps.
type Value struct {
	Param  string  `yaml:"param"`
	Place  string  `yaml:"place,omitempty"` // full name; empty for the nation
	Value  float64 `yaml:"value"`
	Period `yaml:",inline"`
	Basis  Basis `yaml:"basis"`
	// PlaceCode is the region's code, filled in by Load.
	PlaceCode string `yaml:"-"`
	Pos       Pos    `yaml:"-"`
}

// String returns the number as people write it.
func (v Value) String() string { return strconv.FormatFloat(v.Value, 'f', -1, 64) }

// Value returns the parameter in force at the place on the day: the city's own, else the
// province's, else the nation's. A place whose own rule only begins later follows the layer
// above until then. One whose rule has ended without another is unknown, not what it was nor
// what holds elsewhere: [ErrNoValue], as where there is none at all.
func (c *Corpus) Value(param, place string, day Date) (Value, error) {
	for _, layer := range c.Regions.Layers(place) {
		begun := false
		for _, v := range c.values[valueKey{param, layer}] {
			if v.Holds(day) {
				return *v, nil
			}
			begun = begun || !day.Before(v.From)
		}
		if begun {
			break
		}
	}
	return Value{}, fmt.Errorf("%w: %s in %q on %s", ErrNoValue, param, place, day)
}

var placeholder = regexp.MustCompile(`\{([a-z_]+(?:\.[a-z0-9_]+)?)\}`)

// Placeholders returns the names in braces in a text, in order.
func Placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

// Fill replaces each {name} in text by words[name] or, failing that, by the value of the
// parameter of that name at the place on the day. It returns the first error.
func (c *Corpus) Fill(text, place string, day Date, words map[string]string) (string, error) {
	var first error
	out := placeholder.ReplaceAllStringFunc(text, func(s string) string {
		name := s[1 : len(s)-1]
		if w, ok := words[name]; ok {
			return w
		}
		v, err := c.Value(name, place, day)
		if err != nil {
			if first == nil {
				first = err
			}
			return s
		}
		return v.String()
	})
	return out, first
}
