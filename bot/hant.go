package bot

import (
	"strings"

	"github.com/longbridgeapp/opencc"
)

// hant turns Simplified characters into Traditional ones and recognises the latter.
type hant struct {
	toHant, toHans *opencc.OpenCC
	mend           *strings.Replacer
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
	return &hant{out, in, mended()}, nil
}

// simplify returns the text in Simplified characters, and whether it is written in
// Traditional ones: traditional and simplified are both false for a text that reads the same
// in either.
func (h *hant) simplify(s string) (out string, traditional, simplified bool) {
	out, err := h.toHans.Convert(s)
	if err != nil {
		return s, false, false
	}
	was, is := []rune(s), []rune(out)
	changed := 0
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			changed++
		}
	}
	traditional = changed > 1 || changed*3 > len(was)
	return out, traditional, changed == 0 && h.write(out) != out
}

func (h *hant) write(s string) string {
	out, err := h.toHant.Convert(s)
	if err != nil {
		return s
	}
	return h.mend.Replace(out)
}
