package button_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/knowledge"
)

// longest is the longest id of an entry or checklist that buttons are made for.
const longest = "transfer.progress.zero_balance"

func date(tb testing.TB, s string) knowledge.Date {
	tb.Helper()
	d, err := knowledge.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func places(from, to string, others ...string) bot.Places {
	return button.ParsePlaces(from + ">" + to + "," + strings.Join(others, ","))
}

// Every constructor goes there and back within Telegram's 64 bytes.
func TestThereAndBack(t *testing.T) {
	shown := button.Shown{Entry: longest, Places: places("510700", "510100"), Insured: knowledge.Retired}
	moved := button.Tracked{Accepted: date(t, "2026-09-21"), From: "440300", To: "510100", Placed: true}
	reminded := button.Reminded{Accepted: date(t, "2026-09-21"), From: "440300", To: "510100", Resident: true}
	for _, tt := range []struct {
		verb button.Verb
		data string
		back func(button.Data) any
		want any
	}{
		{button.Show, shown.Data(), func(d button.Data) any { s, _ := button.ParseShown(d); return s }, shown},
		{button.Show, button.Shown{}.Data(), func(d button.Data) any { s, _ := button.ParseShown(d); return s }, button.Shown{}},
		{button.Page, shown.PageData(9), func(d button.Data) any { s, n, _ := button.ParsePage(d); return []any{s, n} }, []any{shown, 9}},
		{button.Notify, shown.NotifyData(), func(d button.Data) any { _, _, s, _ := d.NotifyOf(); return s }, shown},
		{button.Notify, button.Notify.Switch(false), func(d button.Data) any { on, ok, _, said := d.NotifyOf(); return []bool{on, ok, said} }, []bool{false, true, false}},
		{button.Tick, button.TickData(longest, 1<<63|5), func(d button.Data) any { l, n, ok := button.ParseTick(d); return []any{l, n, ok} }, []any{longest, uint64(1<<63 | 5), true}},
		{button.Thumb, button.ThumbData(longest, true), func(d button.Data) any { e, up, ok := button.ParseThumb(d); return []any{e, up, ok} }, []any{longest, true, true}},
		{button.Home, button.Home.With("510700"), func(d button.Data) any { return string(d) }, "510700"},
		{button.Track, moved.Data(), func(d button.Data) any { m, _ := button.ParseTracked(d); return m }, moved},
		{button.Track, button.Track.With(""), func(d button.Data) any { return string(d) }, ""},
		{button.Flow, button.Flow.With(strings.Repeat("z", 56)), func(d button.Data) any { return string(d) }, strings.Repeat("z", 56)},
		{button.Leave, button.Leave.With(""), func(d button.Data) any { return string(d) }, ""},
		{button.Calendar, button.Calendar.With("tryzb"), func(d button.Data) any { return string(d) }, "tryzb"},
		{button.Share, button.Share.With("tryzb"), func(d button.Data) any { return string(d) }, "tryzb"},
		{button.Family, button.Family.Switch(true), func(d button.Data) any { on, ok := d.On(); return []bool{on, ok} }, []bool{true, true}},
		{button.Remind, reminded.Data(), afterAction(func(s string) any { r, _ := button.ParseReminded(s); return r }), []any{button.RemindTransfer, reminded}},
		{button.Remind, button.LapseData("2026-08"), afterAction(same), []any{button.RemindLapse, "2026-08"}},
		{button.Remind, button.LapseData(""), afterAction(same), []any{button.RemindLapse, ""}},
		{button.Remind, button.CancelData(button.All), afterAction(same), []any{button.RemindCancel, button.All}},
		{button.Sample, button.SampleData(button.SampleBad, longest), func(d button.Data) any { m, e := button.ParseSample(string(d)); return []string{m, e} }, []string{button.SampleBad, longest}},
		{button.Forget, button.Forget.With(""), func(d button.Data) any { return string(d) }, ""},
		{button.Open, button.Apart(button.Flow.With(strings.Repeat("z", 56))), func(d button.Data) any { return string(d) }, "d:" + strings.Repeat("z", 56)},
		{button.Open, button.Apart(moved.Data()), func(d button.Data) any {
			_, inner := button.Parse(string(d))
			m, _ := button.ParseTracked(inner)
			return m
		}, moved},
	} {
		t.Run(tt.data, func(t *testing.T) {
			if len(tt.data) > button.MaxData {
				t.Errorf("%d bytes", len(tt.data))
			}
			verb, data := button.Parse(tt.data)
			if verb != tt.verb {
				t.Errorf("verb %q, want %q", verb, tt.verb)
			}
			if d := cmp.Diff(tt.want, tt.back(data)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func same(s string) any { return s }

func afterAction(read func(string) any) func(button.Data) any {
	return func(d button.Data) any {
		action, arg := d.RemindAction()
		return []any{action, read(arg)}
	}
}

// Where there is no room, places beyond the two ends go first, and what cannot be said at all is
// not said by half.
func TestNoRoom(t *testing.T) {
	s := button.Shown{Entry: strings.Repeat("e", 40), Places: places("510700", "510100", "110000", "310000"), Insured: knowledge.Employee}
	back, ok := button.ParseShown(button.Data(strings.TrimPrefix(s.Data(), "a:")))
	if len(s.Data()) > button.MaxData || !ok || back.Places.From != "510700" || back.Places.To != "510100" || len(back.Places.Said) != 2 {
		t.Errorf("%s is read as %+v", s.Data(), back)
	}
	s.Entry = strings.Repeat("e", 60)
	if data := s.PageData(2); data != "" {
		t.Errorf("a page in %d bytes: %s", len(data), data)
	}
	if data := s.NotifyData(); data != "n:+" {
		t.Errorf("a notice: %s", data)
	}
	if full := strings.Repeat("d", button.MaxData); button.Apart(full) != full {
		t.Error("apart without room")
	}
}

func TestLink(t *testing.T) {
	want := button.Shown{Entry: "transfer.duration", Places: places("510700", "")}
	if d := cmp.Diff(want, button.ParseLink(button.Link(want.Entry, want.Places))); d != "" {
		t.Error(d)
	}
}

func TestNew(t *testing.T) {
	for label, want := range map[string][2]string{
		"📋 材料清单": {"📋", "材料清单"}, "要多久": {"", "要多久"}, "App 怎么用": {"", "App 怎么用"}, "👍": {"", "👍"}, "☐ 身份证": {"☐", "身份证"},
	} {
		if b := button.New(label, "x:"); b.Icon != want[0] || b.Label != want[1] {
			t.Errorf("%q is %q and %q", label, b.Icon, b.Label)
		}
	}
	if b := button.New("⏱ 测算", button.Apart("k:a:0")); button.VerbOf(b) != button.Tick {
		t.Errorf("a checklist apart is %q", button.VerbOf(b))
	}
	if n := len(button.Rows(make([]bot.Button, 5), 2)); n != 3 {
		t.Errorf("%d rows", n)
	}
}

// Whatever a button holds, reading it does no harm, and an answer read is written as it was.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", ":", "a:b:>:emp", "b:3:b:510700>:", "e:2026-09-21:1>2", "r:t:2026-09-21:>:r", "o:o:x:", "n:+:a:>:", "k:x:ffffffffffffffff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, d := button.Parse(s)
		button.ParsePage(d)
		button.ParseTick(d)
		button.ParseThumb(d)
		d.NotifyOf()
		_, arg := d.RemindAction()
		if r, err := button.ParseReminded(arg); err == nil && len(r.From) == 6 && len(r.To) == 6 {
			if _, inner := button.Parse(r.Data()); inner == "" {
				t.Errorf("%q is written as %q", s, r.Data())
			}
		}
		if tr, err := button.ParseTracked(d); err == nil {
			_, again := button.Parse(tr.Data())
			if back, err := button.ParseTracked(again); err != nil || back.Accepted != tr.Accepted || back.From != tr.From || back.To != tr.To {
				t.Errorf("%q comes back as %+v, %v", s, back, err)
			}
		}
		shown, ok := button.ParseShown(d)
		if !ok || len(shown.Data()) >= button.MaxData-7 || slices.ContainsFunc(shown.Places.Said, func(c string) bool { return strings.Contains(c, ">") }) {
			return
		}
		_, again := button.Parse(shown.Data())
		if back, _ := button.ParseShown(again); !cmp.Equal(shown, back) {
			t.Errorf("%q comes back as %+v, was %+v", s, back, shown)
		}
	})
}
