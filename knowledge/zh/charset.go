package zh

// A charset is a set of characters, one bit each.
type charset []uint64

func (s *charset) add(r rune) {
	i := int(r >> 6)
	for len(*s) <= i {
		*s = append(*s, 0)
	}
	(*s)[i] |= 1 << (r & 63)
}

func (s *charset) addAll(text string) {
	for _, r := range text {
		s.add(r)
	}
}

func (s charset) has(r rune) bool {
	i := int(r >> 6)
	return i < len(s) && s[i]>>(r&63)&1 != 0
}

// hasAny reports whether one of the characters is in the text.
func (s charset) hasAny(text string) bool {
	for _, r := range text {
		if s.has(r) {
			return true
		}
	}
	return false
}
