package dialog_test

import (
	"errors"
	"testing"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

func TestDeadlines(t *testing.T) {
	k, _ := load(t)
	days := calendar(t)
	for _, tt := range []struct {
		name            string
		move            dialog.Move
		out, in, money  string
		stages          int
		certain         bool
		outDays, inDays int
	}{
		{"nothing known but the day", dialog.Move{Accepted: day("2026-09-21")}, "2026-10-12", "2026-10-19", "", 3, true, 10, 5},
		{"residents have no balance", dialog.Move{Accepted: day("2026-09-21"), Resident: true}, "2026-10-12", "2026-10-19", "", 2, true, 10, 5},
		{"a place with a day for the balance", dialog.Move{From: "510100", To: "630100", Accepted: day("2026-03-02")}, "2026-03-16", "2026-03-23", "2026-03-30", 3, true, 10, 5},
		{"into a year without notice", dialog.Move{Accepted: day("2026-12-14")}, "2026-12-28", "2027-01-04", "", 3, false, 10, 5},
		{"the old rules, with time for a letter", dialog.Move{Accepted: day("2021-11-30")}, "2022-01-11", "2022-02-01", "", 3, false, 30, 15},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := dialog.Deadlines(k, days, tt.move)
			if err != nil || len(s) != tt.stages {
				t.Fatalf("got %+v, %v", s, err)
			}
			if s[0].Latest.String() != tt.out || s[1].Latest.String() != tt.in || s[1].Certain != tt.certain {
				t.Errorf("out by %s, in by %s, certain %v", s[0].Latest, s[1].Latest, s[1].Certain)
			}
			if s[0].Workdays != tt.outDays || s[1].Workdays != tt.inDays || s[0].Basis.IsZero() || s[1].Basis.IsZero() {
				t.Errorf("%d and %d working days, on %+v", s[0].Workdays, s[1].Workdays, s[0].Basis)
			}
			if len(s) == 3 && s[2].Latest.String() != tt.money {
				t.Errorf("balance by %q, want %q", s[2].Latest, tt.money)
			}
		})
	}
	if _, err := dialog.Deadlines(k, days, dialog.Move{Accepted: day("2016-08-31")}); !errors.Is(err, knowledge.ErrNoValue) {
		t.Errorf("before any rule: %v", err)
	}
}

// Told the day of acceptance once, on any later day it is known which step is due and by how
// many working days anything is late.
func TestStandingOn(t *testing.T) {
	k, _ := load(t)
	days := calendar(t)
	stages, err := dialog.Deadlines(k, days, dialog.Move{Accepted: day("2026-09-21")}) // out 10-12, in 10-19
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		on         string
		step       string
		over       bool
		left, late int
		behind     []int
	}{
		{"2026-09-21", dialog.TransferOut, false, 10, 0, nil},
		{"2026-09-30", dialog.TransferOut, false, 4, 0, nil},
		{"2026-10-11", dialog.TransferOut, false, 1, 0, nil},
		{"2026-10-12", dialog.TransferOut, false, 0, 0, nil},
		{"2026-10-13", dialog.TransferIn, false, 4, 0, []int{1}},
		{"2026-10-19", dialog.TransferIn, false, 0, 0, []int{5}},
		{"2026-10-20", dialog.TransferIn, true, 0, 1, []int{6, 1}},
		{"2026-10-24", dialog.TransferIn, true, 0, 4, []int{9, 4}},
		{"2026-11-24", dialog.TransferIn, true, 0, 26, []int{31, 26}},
	} {
		s := dialog.StandingOn(stages, day(tt.on), days)
		var behind []int
		for _, b := range s.Behind {
			behind = append(behind, b.Workdays)
		}
		if s.Step.Name != tt.step || s.Over != tt.over || s.Left != tt.left || s.Late != tt.late || len(behind) != len(tt.behind) {
			t.Errorf("%s: %+v", tt.on, s)
			continue
		}
		for i := range behind {
			if behind[i] != tt.behind[i] {
				t.Errorf("%s: behind by %v, want %v", tt.on, behind, tt.behind)
			}
		}
	}
	// Day by day it never gets better by itself.
	before := dialog.Standing{Left: 1 << 30}
	for d := day("2026-09-21"); d.Before(day("2026-12-31")); d = d.AddDays(1) {
		s := dialog.StandingOn(stages, d, days)
		if s.Late < before.Late || before.Over && !s.Over || s.Step.Name == before.Step.Name && s.Left > before.Left {
			t.Errorf("%s: %+v after %+v", d, s, before)
		}
		before = s
	}
}

// What is shared tells no month of birth, and everything else.
func TestPublic(t *testing.T) {
	_, set := load(t)
	f, _ := set.Flow("retire")
	a := dialog.Answers{"sex": {Text: "male"}, "born": {Day: day("1970-05-01")}, "years_total": {Num: 18}}
	b := f.Public(a)
	if _, told := b["born"]; told || len(b) != 2 || len(a) != 3 {
		t.Errorf("shared %v of %v", b, a)
	}
	for _, f := range set.Flows() {
		for _, q := range f.Questions {
			if q.Kind == dialog.Month && !q.Private {
				t.Errorf("%s: %s is a month of birth, and not private", f.Name, q.ID)
			}
		}
	}
}
