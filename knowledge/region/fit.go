package region

import (
	"regexp"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// before and after return up to n characters beside a piece.
func before(s []rune, p piece, n int) string { return string(s[max(0, p.start-n):p.start]) }

func after(s []rune, p piece, n int) string { return string(s[p.end:min(len(s), p.end+n)]) }

// notAPlace reports whether a city's or province's name is part of another name: a dish, a
// bank, a street, a dialect.
func notAPlace(s []rune, p piece) bool {
	if len(p.text) > 3 {
		return false
	}
	next := after(s, p, 3)
	return otherName.MatchString(next) && !strings.HasPrefix(next, "酒厂")
}

var otherName = regexp.MustCompile(`^(银行|话|菜|火锅|拉面|烤鸭|啤酒|白药|时间|口音|腔|小吃|米线|人寿|证券|现代汽车|茶|酒|风味|方言|[东西南北中]?路|大道|大街|街道)`)

// countyFits reports whether something beside the short name of a county tells that a place is
// meant. County-level cities are better known and need less.
func (f *Finder) countyFits(s []rune, p piece) bool {
	name := string(p.text)
	switch g, _ := f.regions.Get(p.codes[0]); {
	case notAPlace(s, p):
		return false
	case f.besideUpper(s, p):
		return true
	case riskyName(name):
		return false
	case strings.HasSuffix(g.Name, "市") && len(p.codes) == 1 && !commonName(name):
		return true
	}
	return leadsTo.MatchString(before(s, p, 2)) || livesThere.MatchString(after(s, p, 5))
}

// What beside a county's short name tells that a place is meant.
var (
	leadsTo    = regexp.MustCompile(`(在|到|从|回|去|往|由|老家|来|转|至|返|离开|户口|嫁)$`)
	livesThere = regexp.MustCompile(`^的?(医保|社保|农合|新农合|合作医疗|居民|职工|那边|这边|人在|上班|工作|打工|参保|转|离职|辞职|户口|退休|新区|看病|住院|医院|灵活|城乡|异地|门诊|呢|参加|交|缴)`)
)

// besideUpper reports whether the place that a county belongs to stands just before it.
func (f *Finder) besideUpper(s []rune, p piece) bool {
	prev := strings.TrimRight(before(s, p, 6), "省市的 ")
	for _, c := range p.codes {
		for g, ok := f.regions.Get(c); ok && g.Parent != ""; {
			g, ok = f.regions.Get(g.Parent)
			if ok && (strings.HasSuffix(prev, g.Short) || strings.HasSuffix(prev, g.Name)) {
				return true
			}
		}
	}
	return false
}

// letterFits reports whether a single character stands where only a place can: 从沪转皖,
// 莞医保转穗, 川渝.
func letterFits(s []rune, p piece) bool {
	prev, next := before(s, p, 1), after(s, p, 2)
	if letterOwner.MatchString(next) && letterOpens.MatchString(prev) {
		return true
	}
	return letterMoves.MatchString(prev) && letterEnds.MatchString(next)
}

// What may stand beside a place of one character.
var (
	letterOpens = regexp.MustCompile(`^[从由转→>在回到至离把我 ,]?$`)
	letterOwner = regexp.MustCompile(`^(医保|社保|转|→|->|漂|籍)`)
	letterMoves = regexp.MustCompile(`^[从由转→>回至]$`)
	letterEnds  = regexp.MustCompile(`^$|^[的 ,吗怎要能呢]`)
)

// latin finds places written in pinyin: xi'an, Mian Yang.
func (f *Finder) latin(s []rune) []piece {
	var found []piece
	for i := 0; i < len(s); {
		if !isLatin(s[i]) {
			i++
			continue
		}
		start := i
		var spelled strings.Builder
		for ; i < len(s) && (isLatin(s[i]) || (s[i] == '\'' || s[i] == '’' || s[i] == ' ') && i+1 < len(s) && isLatin(s[i+1])); i++ {
			if isLatin(s[i]) {
				spelled.WriteRune(s[i])
			}
		}
		found = append(found, f.spelled(s, start, i, spelled.String())...)
	}
	return found
}

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' }

// spelled looks up a run of Latin letters, as a whole or else word by word.
func (f *Finder) spelled(s []rune, start, end int, all string) []piece {
	if codes, ok := f.pinyin[all]; ok {
		return []piece{{word{text: s[start:end], codes: codes, form: certain}, start, end}}
	}
	var found []piece
	for i := start; i < end; {
		j := i
		for j < end && s[j] != ' ' {
			j++
		}
		w := strings.NewReplacer("'", "", "’", "").Replace(string(s[i:j]))
		w = strings.TrimSuffix(strings.TrimSuffix(w, "shi"), "city")
		if codes, ok := f.pinyin[w]; ok {
			found = append(found, piece{word{text: s[i:j], codes: codes, form: certain}, i, j})
		}
		i = j + 1
	}
	return found
}

// pinyin lists the spellings of cities and provinces; a province hides a city. An alias in
// Latin letters settles what would be ambiguous.
func pinyin(regions *knowledge.Regions, aliases []knowledge.Alias) map[string][]string {
	m := map[string][]string{}
	for _, grade := range []knowledge.Grade{knowledge.Prefecture, knowledge.Province} {
		for _, g := range regions.All() {
			switch {
			case g.Grade != grade || len(g.Pinyin) < 4:
			case grade == knowledge.Province:
				m[g.Pinyin] = []string{g.Code}
			default:
				m[g.Pinyin] = append(m[g.Pinyin], g.Code)
			}
		}
	}
	for _, a := range aliases {
		if a.Alias == "" || !isLatin(rune(a.Alias[0])) {
			continue
		}
		m[a.Alias] = nil
		for _, name := range a.Places {
			if g, ok := regions.Named(name); ok {
				m[a.Alias] = append(m[a.Alias], g.Code)
			}
		}
	}
	return m
}
