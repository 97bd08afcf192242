package index

import (
	"math/rand/v2"
	"testing"
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
		if got, want := newPattern(string(a)).lcs(string(b)), slowLCS(a, b); got != want {
			t.Fatalf("lcs of %q and %q is %d, want %d", string(a), string(b), got, want)
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
		if got := newPattern(tt.a).dice(tt.b); got != tt.want {
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
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := parts(tt.in); len(got) != tt.want {
				t.Errorf("parts of %q = %q, want %d", tt.in, got, tt.want)
			}
		})
	}
}
