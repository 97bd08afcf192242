package bot

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/longbridgeapp/opencc"
)

// hant turns Simplified characters into Traditional ones and recognises the latter.
type hant struct {
	toHant, toHans *opencc.OpenCC
	mend           *strings.Replacer
	kinds          [1 << 16]atomic.Uint32 // kinds of characters already looked up
}

// mend sets right what the table of characters gets wrong in our field: 核 is 覈 in no living
// text, and 發卡 is not hair.
func mended() *strings.Replacer { return strings.NewReplacer("覈", "核", "髮卡", "發卡") }

func newHant() (*hant, error) {
	out, err := opencc.New("s2t")
	if err != nil {
		return nil, err
	}
	in, err := opencc.New("t2s")
	if err != nil {
		return nil, err
	}
	for _, c := range []*opencc.OpenCC{out, in} {
		if len(c.DictChains) != 1 || len(c.DictChains[0].Dicts) != 2 {
			return nil, errors.New("tables are not those of words and of characters")
		}
	}
	return &hant{toHant: out, toHans: in, mend: mended()}, nil
}

// What a character says of the script of a text.
const (
	lookedUp        = 1 << iota
	traditionalForm // has a Simplified form
	simplifiedForm  // is written in no Traditional text
)

// kind says what a character is by the tables of characters.
func (h *hant) kind(r rune) uint32 {
	if int(r) >= len(h.kinds) {
		return h.lookUp(r)
	}
	k := h.kinds[r].Load()
	if k == 0 {
		k = h.lookUp(r)
		h.kinds[r].Store(k)
	}
	return k
}

func (h *hant) lookUp(r rune) uint32 {
	k := uint32(lookedUp)
	if _, ok := forms(h.toHans, r); ok {
		k |= traditionalForm
	}
	if list, ok := forms(h.toHant, r); ok && !slices.Contains(list, string(r)) {
		k |= simplifiedForm
	}
	return k
}

// forms returns what a character is in the other script, if its table has it.
func forms(c *opencc.OpenCC, r rune) ([]string, bool) {
	found, err := c.DictChains[0].Dicts[1].PrefixMatch(string(r))
	list, ok := found[string(r)]
	return list, ok && err == nil
}

// simplify returns the text in Simplified characters, and whether it is written in
// Traditional ones: traditional and simplified are both false for a text that reads the same
// in either.
func (h *hant) simplify(s string) (out string, traditional, simplified bool) {
	var kinds uint32
	for _, r := range s {
		kinds |= h.kind(r)
	}
	changed, length := 0, 0
	if out = s; kinds&traditionalForm != 0 { // most texts need no conversion
		out, changed, length = h.converted(s)
	}
	traditional = changed > 1 || changed*3 > length
	return out, traditional, changed == 0 && (kinds&simplifiedForm != 0 || h.write(out) != out)
}

// converted returns the text in Simplified characters, and how many of how many are others.
func (h *hant) converted(s string) (out string, changed, length int) {
	out, err := h.toHans.Convert(s)
	if err != nil {
		return s, 0, 0
	}
	was, is := []rune(s), []rune(out)
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			changed++
		}
	}
	return out, changed, len(was)
}

func (h *hant) write(s string) string {
	out, err := h.toHant.Convert(s)
	if err != nil {
		return s
	}
	return h.mend.Replace(out)
}
