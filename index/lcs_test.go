package index

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// slowLCS is the textbook table.
func slowLCS(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, r := range a {
		diagonal := 0
		for j, s := range b {
			above := row[j+1]
			if r == s {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func TestLCS(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	text := func() []rune {
		rs := make([]rune, rng.IntN(65))
		for i := range rs {
			rs[i] = '一' + rng.Int32N(6)
		}
		return rs
	}
	for range 2000 {
		a, b := text(), text()
		p := newPattern(string(a), len(a))
		if got, want := p.lcs(string(b)), slowLCS(a, b); got != want {
			t.Fatalf("lcs of %q and %q is %d, want %d", string(a), string(b), got, want)
		}
		if got, most := p.dice(string(b), len(b)), p.most(len(b)); got > most {
			t.Fatalf("dice of %q and %q is %v, above its bound %v", string(a), string(b), got, most)
		}
	}
}

func TestDice(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"", "", 0},
		{"医保", "", 0},
		{"医保转移", "医保转移", 1},
		{"医保转移", "转移医保", 0.5},
	} {
		p := newPattern(tt.a, utf8.RuneCountInString(tt.a))
		if got := p.dice(tt.b, utf8.RuneCountInString(tt.b)); got != tt.want {
			t.Errorf("dice of %q and %q = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestParts(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     int
	}{
		{"short", "医保 转移", 0},
		{"long in one piece", "我去年从原来的单位离职以后医保断了两个月怎么补交", 0},
		{"two clauses", "我去年从原来的单位离职了 医保断了两个月怎么补交", 2},
		{"three clauses and their pairs", "我去年从原来的单位离职了 医保断了两个月 现在怎么补交", 5},
		{"as many as there are views besides the whole", strings.Repeat("医保断了两个月 ", 20), maxViews - 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := parts(tt.in); len(got) != tt.want {
				t.Errorf("parts of %q = %q, want %d", tt.in, got, tt.want)
			}
		})
	}
}
