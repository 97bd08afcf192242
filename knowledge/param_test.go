package knowledge_test

import (
	"errors"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// A rule that begins later leaves the layer above in force until then; one that has ended
// leaves the place without a value, whatever the layer above says.
func TestValueOfLayers(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, param, place, on string
		want                   float64
		source                 string // of the value; empty if there is none
	}{
		{"江苏 on the first day of its own rule", "gap.employee_waiting_months", "320100", "2022-02-21", 3, "江苏省"},
		{"江苏 the day before: the nation's", "gap.employee_waiting_months", "320100", "2022-02-20", 6, "national"},
		{"江苏 before there was a national rule", "gap.employee_waiting_months", "320100", "2021-11-30", 0, ""},
		{"深圳 on the last day of its table", "retire.men_years", "440300", "2024-12-31", 25, "深圳市"},
		{"深圳 the day after: unknown", "retire.men_years", "440300", "2025-01-01", 0, ""},
		{"no rule of its own", "transfer.out_workdays", "440300", "2026-01-01", 10, "national"},
		{"a rule of the nation that ended", "transfer.letter_workdays", "", "2015-01-01", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			day, err := knowledge.ParseDate(tt.on)
			if err != nil {
				t.Fatal(err)
			}
			v, err := c.Value(tt.param, tt.place, day)
			if tt.source == "" {
				if !errors.Is(err, knowledge.ErrNoValue) {
					t.Errorf("got %v, want no value", v)
				}
				return
			}
			place := v.Place
			if place == "" {
				place = "national"
			}
			if err != nil || v.Value != tt.want || place != tt.source {
				t.Errorf("got %v of %s, %v; want %v of %s", v.Value, place, err, tt.want, tt.source)
			}
		})
	}
}
