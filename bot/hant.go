package bot

import (
	"errors"
	"strings"

	"github.com/longbridgeapp/opencc"
)

// hant turns Simplified characters into Traditional ones and recognises the latter.
type hant struct {
	toHant, toHans *opencc.OpenCC
	mend           *strings.Replacer
	traditional    charset // a text without these has nothing to be made Simplified
	simplified     charset // a text with one of these changes when it is made Traditional
}

// mends sets right, pair by pair, what the table of characters gets wrong in our field: 核 is 覈
// in no living text, and 發卡 is not hair.
func mends() []string { return []string{"覈", "核", "髮卡", "發卡"} }

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
	h := &hant{toHant: out, toHans: in, mend: strings.NewReplacer(mends()...)}
	h.traditional, h.simplified = needToChange(in), sureToChange(out)
	return h, nil
}

// simplify returns the text in Simplified characters, and whether it is written in
// Traditional ones: traditional and simplified are both false for a text that reads the same
// in either.
func (h *hant) simplify(s string) (out string, traditional, simplified bool) {
	changed, length := 0, 0
	if out = s; h.traditional.hasAny(s) { // most texts need no conversion
		out, changed, length = h.converted(s)
	}
	traditional = changed > 1 || changed*3 > length
	return out, traditional, changed == 0 && (h.simplified.hasAny(out) || h.write(out) != out)
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
