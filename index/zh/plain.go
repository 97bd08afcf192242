package zh

import (
	"fmt"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// A script knows the characters that 繁→简 never changes: the simplified ones of GB 2312.
// Nearly all texts have no others, and telling so is much cheaper than converting them.
type script struct {
	simplified [1 << 16 / 64]uint64 // a bit for each character
}

// both are characters of GB 2312 that are also the traditional form of others, alone or in
// some words (答覆 → 答复).
const both = "乾吒夥後徵捱摺於榘甯菸薹醣麴麽藉覆沈"

func newScript() (*script, error) {
	var codes []byte
	for row := byte(0xB0); row <= 0xF7; row++ {
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			codes = append(codes, row, cell)
		}
	}
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(codes)
	if err != nil {
		return nil, fmt.Errorf("list simplified characters: %w", err)
	}
	s := &script{}
	for _, r := range string(text) {
		if unicode.Is(unicode.Han, r) {
			s.simplified[r>>6] |= 1 << (r & 63)
		}
	}
	for _, r := range both {
		s.simplified[r>>6] &^= 1 << (r & 63)
	}
	return s, nil
}

// plain reports whether 繁→简 leaves the text as it is.
func (s *script) plain(text string) bool {
	for _, r := range text {
		if r < 0x2E80 { // no Han character
			continue
		}
		if r > 0xFFFF || s.simplified[r>>6]&(1<<(r&63)) == 0 && unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}
