package button

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// Shown is an entry's answer for places and a kind of insurance:
//
//	a:ENTRY:PLACES:INSURED
//	b:PAGE:ENTRY:PLACES:INSURED
//
// PLACES is FROM>TO,OTHER,…; either end may be empty. INSURED is the first three letters.
type Shown struct {
	Entry   string
	Places  bot.Places
	Insured knowledge.Insured
}

// ShownIn returns what a button that shows the entry in the conversation means.
func ShownIn(entry string, s bot.Session) Shown { return Shown{entry, s.Places, s.Insured} }

// Data returns the data of the button. Places beyond the two ends are left out where there is no
// room.
func (s Shown) Data() string {
	data, _ := s.fit(Show.With(""))
	return data
}

// MoreData returns the data of the button that shows the answer with all its buttons.
func (s Shown) MoreData() string {
	data, _ := s.fit(More.With(""))
	return data
}

// PageData returns the data of the button that shows a page, "" if it has no room.
func (s Shown) PageData(n int) string {
	if n > 9 {
		return ""
	}
	data, ok := s.fit(Page.With(string(rune('0'+n)) + ":"))
	if !ok {
		return ""
	}
	return data
}

// NotifyData returns the data of the button that asks to be told when this answer changes;
// where there is no room, when any does.
func (s Shown) NotifyData() string {
	if data := Notify.With("+:" + s.written(len(s.others()))); len(data) <= MaxData {
		return data
	}
	return Notify.With("+")
}

// fit writes as many of the places as there is room for.
func (s Shown) fit(before string) (data string, ok bool) {
	for n := len(s.others()); n >= 0; n-- {
		if data = before + s.written(n); len(data) <= MaxData {
			return data, true
		}
	}
	return data, false
}

// others are the places that are neither end.
func (s Shown) others() []string {
	return slices.DeleteFunc(slices.Clone(s.Places.Said), func(c string) bool { return c == s.Places.From || c == s.Places.To })
}

func (s Shown) written(others int) string {
	places := s.Places.From + ">" + s.Places.To
	for _, c := range s.others()[:others] {
		places += "," + c
	}
	return s.Entry + ":" + places + ":" + string(s.Insured[:min(3, len(s.Insured))])
}

// ParseShown reads the data of a button that shows an answer.
func ParseShown(d Data) (s Shown, ok bool) {
	f := strings.Split(string(d), ":")
	if len(f) != 3 {
		return Shown{Entry: f[0]}, false
	}
	return Shown{f[0], ParsePlaces(f[1]), parseInsured(f[2])}, true
}

// ParsePage reads the data of a button that shows a further page.
func ParsePage(d Data) (s Shown, page int, ok bool) {
	n, rest, _ := strings.Cut(string(d), ":")
	s, ok = ParseShown(Data(rest))
	if len(n) == 1 && n[0] >= '2' && n[0] <= '9' {
		page = int(n[0] - '0')
	}
	return s, page, ok
}

// ParsePlaces reads FROM>TO,OTHER,…; the codes may be of places that there are not.
func ParsePlaces(s string) (p bot.Places) {
	ends, others, _ := strings.Cut(s, ",")
	p.From, p.To, _ = strings.Cut(ends, ">")
	for _, c := range append([]string{p.From, p.To}, strings.Split(others, ",")...) {
		if c != "" && !slices.Contains(p.Said, c) {
			p.Said = append(p.Said, c)
		}
	}
	return p
}

func parseInsured(s string) knowledge.Insured {
	for _, k := range []knowledge.Insured{knowledge.Employee, knowledge.Resident, knowledge.Retired} {
		if s != "" && strings.HasPrefix(string(k), s) {
			return k
		}
	}
	return ""
}
