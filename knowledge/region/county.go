package region

import (
	"regexp"
	"strings"
)

// A doubt says how much the short name of a county is an everyday word as well. Most names are
// none, which is 0.
type doubt int

const (
	doubtful doubt = iota + 1 // it needs something on both sides
	hopeless                  // it needs its full form or the region above before it: 城区, 合作
)

// prev and next return up to n characters beside a piece.
func prev(s []rune, p piece, n int) string { return string(s[max(0, p.start-n):p.start]) }

func next(s []rune, p piece, n int) string { return string(s[p.end:min(len(s), p.end+n)]) }

// What stands after the short name of a city or province in the name of something else: a
// dish, a bank, a street, a dialect.
var otherName = regexp.MustCompile(`^(银行|话|菜|火锅|拉面|烤鸭|啤酒|白药|时间|口音|腔|小吃|米线|米粉|热干面|人寿|证券|现代汽车|茶|酒[^厂店]|酒$|风味|方言|航空|麻花|同仁堂|大麻花|[东西南北中]?路[^过上]|[东西南北中]?路$|大道|大街)`)

// What stands beside the short name of a county where a place is meant. What is tied to
// insurance or to a move is surer than the rest.
var (
	leadsTo  = regexp.MustCompile(`(在|到|从|回|去|往|由|老家|老家是|来|转|至|返|离开|户口|嫁|户籍|[→>~、,;?!。和跟与 ])$|^$`)
	mayLead  = regexp.MustCompile(`([是把给我的用刷原]|看病|医保)$`)
	trails   = regexp.MustCompile(`^的?(医保|社保|农合|新农合|合作医疗|居民|职工|那边|这边|这里|那里|那个|人|上班|工作|打工|参保|转|离职|辞职|户口|退休|新区|看病|住院|医院|灵活|城乡|异地|门诊|呢|参加|交|缴|县|市|区|旗|医疗|公司|单位|卡|→|->|—|能用|能报|能刷|老家|生孩子|药店|到|去|回|和|来)|^的$|^[ ,;?!。、]|^$`)
	insured  = regexp.MustCompile(`^的?(医保|社保|农合|新农合|合作医疗|居民医保|职工医保|参保|转|迁|离职|辞职|上班|打工|交医保|那边|这边)|^的$`)
	business = regexp.MustCompile(`^(医院|药店|药房|公司|饭店|酒店|银行|大厦|广场|小区)`) // 和平医院
	movesTo  = regexp.MustCompile(`(转|转到|转去|转回|转往|迁到|迁往|调到|换到|搬到)$`)
	closes   = regexp.MustCompile(`^$|^[的 ,;?吗怎咋要能呢后来了]`)
)

// fits reports whether what stands beside a name lets it be a place.
func (f *Finder) fits(s []rune, p piece) bool {
	switch p.form {
	case letter:
		return f.letterFits(s, p)
	case county:
		return f.countyFits(s, p)
	}
	return len(p.text) > 3 || !otherName.MatchString(next(s, p, 4))
}

// countyFits judges the short name of a county. County-level cities are better known than
// counties and need less.
func (f *Finder) countyFits(s []rune, p piece) bool {
	after := next(s, p, 5)
	if otherName.MatchString(after) {
		return false
	}
	if f.besideUpper(s, p) {
		return true
	}
	left := prev(s, p, 3)
	leads, maybe := leadsTo.MatchString(left), mayLead.MatchString(left)
	switch p.doubt {
	case hopeless:
		return false
	case doubtful:
		if business.MatchString(after) {
			return false
		}
		return leads && trails.MatchString(after) || maybe && insured.MatchString(after) || movesTo.MatchString(left) && closes.MatchString(after)
	}
	return leads || maybe || trails.MatchString(after) || f.wellKnown(p)
}

// wellKnown reports whether a name means a county-level city, or a county run by its province.
func (f *Finder) wellKnown(p piece) bool {
	g, _ := f.regions.Get(p.codes[0])
	c, _ := f.regions.City(g.Code)
	return len(p.codes) == 1 && (strings.HasSuffix(g.Name, "市") || c.Code == g.Code)
}

// besideUpper reports whether the place that a county belongs to stands just before it.
func (f *Finder) besideUpper(s []rune, p piece) bool {
	if p.start == 0 {
		return false
	}
	left := strings.TrimRight(prev(s, p, 8), "省市的 ")
	for _, c := range p.codes {
		for g, ok := f.regions.Get(c); ok && g.Parent != ""; {
			g, ok = f.regions.Get(g.Parent)
			if ok && (strings.HasSuffix(left, g.Short) || strings.HasSuffix(left, g.Name)) {
				return true
			}
		}
	}
	return false
}

// What may stand beside a place of one character.
var (
	letterOpens = regexp.MustCompile(`^[从由转→>在回到至离把我用 ,;、]?$`)
	letterOwner = regexp.MustCompile(`^(的?医保|的?社保|转|迁|返|→|->|漂|籍|户口)`)
	letterMoves = regexp.MustCompile(`^[从由转→>回返至]$`)
	letterTo    = regexp.MustCompile(`(转到|转去|转回|转往|迁到|迁往|调到|换到|搬到|迁|去)$`)
	letterEnds  = regexp.MustCompile(`^$|^[的 ,;?吗怎要能呢后]`)
	letterIn    = regexp.MustCompile(`^[在去来到进赴留抵]$`)
	letterUsed  = regexp.MustCompile(`^(能?[用刷报]|可以[用刷报]|看病|住院|就医|上班|工作|打工|务工|参保|退休|养老|治病)`)
)

// letterFits reports whether a single character stands where only a place can: 从沪转皖,
// 莞医保转穗, 来京看病.
func (f *Finder) letterFits(s []rune, p piece) bool {
	left, right := prev(s, p, 1), next(s, p, 4)
	switch {
	case f.lettersJoined(s, p):
		return true
	case letterTo.MatchString(prev(s, p, 2)) && letterEnds.MatchString(right):
		return true
	case letterOwner.MatchString(right) && letterOpens.MatchString(left):
		return true
	case letterMoves.MatchString(left):
		return letterEnds.MatchString(right)
	}
	return letterIn.MatchString(left) && letterUsed.MatchString(right)
}

// lettersJoined reports whether the character and another stand at both ends of 到 and nothing
// else is at their outer sides that would make words of them: 沪到京要转吗.
func (f *Finder) lettersJoined(s []rune, p piece) bool {
	short := func(i int) bool {
		o, ok := f.words[s[i]]
		return ok && o.alone != nil && o.alone.form == letter
	}
	switch i := p.start; {
	case i+2 < len(s) && s[i+1] == '到' && short(i+2):
		return letterOpens.MatchString(prev(s, p, 1)) && (i+3 == len(s) || letterEnds.MatchString(string(s[i+3])))
	case i >= 2 && s[i-1] == '到' && short(i-2):
		return letterEnds.MatchString(next(s, p, 1)) && (i == 2 || letterOpens.MatchString(string(s[i-3])))
	}
	return false
}
