package remind

import (
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// Every kind of reminder has words for all that is said of it, and offers that there are.
func TestKindsAreWhole(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 10, 13, 9, 0, 0, 0, time.UTC)
	seen := map[string]bool{}
	for _, k := range kinds() {
		if seen[k.name] {
			t.Errorf("%s is there twice", k.name)
		}
		seen[k.name] = true
		for _, places := range [][2]string{{"", ""}, {"深圳", "成都"}} {
			d := say.Due{DueWords: k.words, At: at, Since: at, Deadline: at.AddDate(0, 0, k.ahead), From: places[0], To: places[1]}
			for name, text := range map[string]string{
				"head": d.Head(), "what": d.What(), "to do": d.ToDo(), "listed": d.Listed(), "cancel": d.Cancel(), "gone": d.RemindGone(), "late": d.Late(at),
			} {
				if text == "" {
					t.Errorf("%s has nothing to say as %s", k.name, name)
				}
			}
		}
		if len(k.offers) == 0 {
			t.Errorf("%s offers nothing", k.name)
		}
		for _, o := range k.offers {
			if _, ok := c.Entry(o.entry); o.label == "" || o.entry != "" && !ok {
				t.Errorf("%s offers %q, %q", k.name, o.label, o.entry)
			}
		}
		if got := kindOf(k.name); got.name != k.name {
			t.Errorf("%s is found as %s", k.name, got.name)
		}
	}
	if got := kindOf("of an older version"); got.name != lapse {
		t.Errorf("an unknown kind is worded as %s", got.name)
	}
}

// The last day on which a lapse can be mended is that of a month, whatever its length.
func TestLapseLimit(t *testing.T) {
	for _, tt := range []struct {
		paid   string
		months int
		want   string
	}{
		{"2026-08-31", 3, "2026-11-30"}, {"2026-11-30", 3, "2027-02-28"}, {"2027-11-30", 3, "2028-02-29"}, {"2026-12-31", 1, "2027-01-31"}, {"2026-08-31", 0, "2026-08-31"},
	} {
		paid, err := knowledge.ParseDate(tt.paid)
		if err != nil {
			t.Fatal(err)
		}
		if got := lapseLimit(paid, tt.months).String(); got != tt.want {
			t.Errorf("%s and %d months: %s, want %s", tt.paid, tt.months, got, tt.want)
		}
	}
}
