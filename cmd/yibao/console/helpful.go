package console

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/yibaowenwen/yibao/bot/store"
)

// helpful is the page of the thumbs, the surely worst entries first.
type helpful struct {
	Store  bool
	Thumbs int
	Rated  []rated
}

// A rated is what people thought of an entry's answer.
type rated struct {
	Entry              entryLink
	Helpful, Unhelpful int
	Share              float64 // of helpful thumbs
	// Low and High are where the share of all readers lies with 95 % confidence (Wilson):
	// three thumbs say little, three hundred much.
	Low, High float64
}

func (r *request) helpful() (any, error) {
	page := helpful{Store: r.server.Records != nil}
	if !page.Store {
		return page, nil
	}
	ratings, err := r.server.Records.Ratings(r.Context())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errStore, err)
	}
	for _, v := range ratings {
		page.Thumbs += v.Helpful + v.Unhelpful
		page.Rated = append(page.Rated, r.rate(v))
	}
	// By the upper bound: an entry is bad for sure only if even the best that fits the thumbs is bad.
	slices.SortFunc(page.Rated, func(a, b rated) int {
		return cmp.Or(cmp.Compare(a.High, b.High), cmp.Compare(b.Unhelpful, a.Unhelpful), cmp.Compare(a.Entry.ID, b.Entry.ID))
	})
	return page, nil
}

func (r *request) rate(v store.Rating) rated {
	out := rated{Entry: r.entryLink(v.Entry), Helpful: v.Helpful, Unhelpful: v.Unhelpful, Share: share(v.Helpful, v.Helpful+v.Unhelpful)}
	out.Low, out.High = wilson(v.Helpful, v.Helpful+v.Unhelpful)
	return out
}

// wilson returns the bounds of a share of which k in n were seen.
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	middle, width := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (middle-width)/(1+z*z/m)), min(1, (middle+width)/(1+z*z/m))
}

// Mark is where the share is marked, wholly inside the picture.
func (r rated) Mark() float64 { return r.Share * 0.985 }

// Spread is the width of the band of a share.
func (r rated) Spread() float64 { return r.High - r.Low }
