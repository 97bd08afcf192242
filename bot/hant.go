package bot

import (
	"strings"

	"github.com/longbridgeapp/opencc"
)

// hant turns Simplified characters into Traditional ones and recognises the latter.
type hant struct{ toHant, toHans *opencc.OpenCC }

func newHant() (*hant, error) {
	out, err := opencc.New("s2t")
	if err != nil {
		return nil, err
	}
	in, err := opencc.New("t2s")
	if err != nil {
		return nil, err
	}
	return &hant{out, in}, nil
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
	return out
}

// reply returns the reply in Traditional characters; button data stay as they are.
func (h *hant) reply(r Reply) Reply {
	lines := make([]Line, len(r.Lines))
	for i, l := range r.Lines {
		lines[i] = Line{l.Kind, h.write(l.Text)}
	}
	r.Lines = lines
	rows := make([][]Button, len(r.Buttons))
	for i, row := range r.Buttons {
		for _, b := range row {
			b.Label = h.write(b.Label)
			rows[i] = append(rows[i], b)
		}
	}
	r.Buttons = rows
	r.Toast = h.write(r.Toast)
	r.Sources = strings.Split(h.write(strings.Join(r.Sources, "\n")), "\n")
	return r
}
