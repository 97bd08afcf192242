package suggest

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// A Measure tells how alike two questions are: the cosine of their pairs of characters, each
// weighted by how rare it is. So 医保 and 怎么 make no two questions alike.
type Measure struct {
	n  int            // texts counted
	in map[string]int // in how many of them a pair occurs
}

// NewMeasure counts pairs in texts of the same kind.
func NewMeasure(texts []string) *Measure {
	m := &Measure{in: map[string]int{}}
	for _, t := range texts {
		m.n++
		for pair := range pairs(t) {
			m.in[pair]++
		}
	}
	return m
}

// Alike is 1 for the same words, 0 for those that share nothing.
func (m *Measure) Alike(a, b string) float64 { return dot(m.vector(a), m.vector(b)) }

// A vector is what a text is made of, in order, so that sums come out the same every time.
type vector []weighted

type weighted struct {
	pair   string
	weight float64
}

// vector returns the weights of the pairs of a text; their squares add up to 1.
func (m *Measure) vector(text string) vector {
	counts := pairs(text)
	v := make(vector, 0, len(counts))
	square := 0.0
	for _, pair := range slices.Sorted(maps.Keys(counts)) {
		w := float64(counts[pair]) * math.Log(1+float64(m.n+1)/float64(m.in[pair]+1))
		v = append(v, weighted{pair, w})
		square += w * w
	}
	for i := range v {
		v[i].weight /= math.Sqrt(square)
	}
	return v
}

func dot(a, b vector) (sum float64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].pair < b[0].pair:
			a = a[1:]
		case a[0].pair > b[0].pair:
			b = b[1:]
		default:
			sum += a[0].weight * b[0].weight
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// pairs counts the neighbouring characters of a text; its beginning counts as one.
func pairs(text string) map[string]int {
	counts := map[string]int{}
	last := '^'
	for _, r := range letters(text) {
		counts[string([]rune{last, r})]++
		last = r
	}
	return counts
}

// letters returns the letters and digits of a text, without regard to width and case.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, width.Fold.String(text))
}

// tidy makes wordings one that differ in blanks only.
func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }
