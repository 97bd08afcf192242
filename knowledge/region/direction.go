package region

import (
	"regexp"
	"slices"
	"strings"
)

// A direction is which mention is the old and which the new place.
type direction struct {
	from, to string
	// care is set where To was said because of treatment or use there, not of a move.
	care bool
}

// Evidence for one end, from none to certain. Weak evidence counts only beside another place.
const (
	weak   = 1
	strong = 2
)

var (
	moving = regexp.MustCompile(`转|迁|搬|调到|调去|换到|换成|改到|改成|变更|弄[回到]|接[回到]|带[走到回]|过户|挪|移到|落户`)

	// what stands before the new place
	movedTo  = regexp.MustCompile(`((嫁|跑|考|派|分配|落户|定居)[到去往在]|转|迁|搬|调|换|改|变更|弄|挪|移|接|带|去|返|转学|考)(移|动|户口|关系|到|去|往|至|回|入|进|来|成|为|在|回到|回去|过去|过来|的是|了)*[到去往至回入进来成为返在]?$|(→|->|=>|>|—|——|~)$|返$|回到?$|前往$|准备去$|打算去$|要去$|过来$|来到?$`)
	goesTo   = regexp.MustCompile(`(到|去|往|至|来|回)$`)
	isIn     = regexp.MustCompile(`(人在|现在在|目前在|如今在|常住|住在|住|待在|人已经在|人现在在|我在|在|现在|如今|目前|刚到|回到)$`)
	wasIn    = regexp.MustCompile(`(以前|之前|原来|原先|先前|曾经|过去|早年|前几年|从前|原|前单位)(一直|都|是|的)?(在|是)?$`)
	outOf    = regexp.MustCompile(`(从|由|自|离开|离|把|将|医保(关系)?(是|在|交在|还在|都在|属于)|社保(是|在|交在|还在)|参保地?(是|在)|原参保地|卡是|交在|交的是|缴在)(老家|原来的?|以前的?)?$`)
	memberOf = regexp.MustCompile(`[我他她妈爸]是$`)
	givenTo  = regexp.MustCompile(`给(在)?$`)
	hukou    = regexp.MustCompile(`(户口|户籍|籍贯|身份证)(在|是|不在|还在|落在)?$`)
	joined   = regexp.MustCompile(`^(和|跟|与|及|同|或|还是|、|,|/)?$`)

	// what stands after the old place
	ownedBy  = regexp.MustCompile(`^(市|省|这边|那边)?的?(职工|居民|城乡居民|城镇职工|单位|老)?(医保|社保|新农合|农合|合作医疗|医疗保险|参保|卡|余额|钱)`)
	leftIt   = regexp.MustCompile(`^(那边|这边|单位|公司|的单位|的公司)?(已经?|刚|都)?(离职|辞职|辞工|辞了|停保|停了|断保|断了|退保|裸辞|失业|被裁|交了|交的|缴的|交过|缴过|参保|投保|干了|工作了|工作过|上过班|退工|毕业)|^.{0,4}(停的|断的|停了|断了|停保)`)
	movesOff = regexp.MustCompile(`^.{0,12}(转走|转出|转回老家|弄回|迁走|迁出|带走|转过去|转过来|转到外|转回去|转移出|转去哪|不回来)`)
	goesOff  = regexp.MustCompile(`^(市|省)?(医保|社保|的医保|的)?(关系|卡|余额)?(怎么|能|可以|想|要|咋|如何)?(转移?|迁移?|搬|换|改|变更|调|去|到|回|返|→|->|=>|>|—|~)`)
	livesOff = regexp.MustCompile(`^人(在|去|到)|^(退休的?|户口)`)

	// what stands after the new place
	worksIn  = regexp.MustCompile(`^(这边|那边)?(的?(新)?(单位|公司))?(上班|工作|打工|入职|就业|找|参保|新单位|开始交|才开始|才交|续交|接着交|落户|买房|上学|读书|读大学|上大学|带娃|带孩子|养老|定居|生活|做嘢)|^.{0,5}才?(开始|重新|新)交`)
	careIn   = regexp.MustCompile(`^(这边|那边|市|省|的?医院|的?.{0,6}医院|的?药店|.{0,4}药房)?(能|可以|可|也能|能不能|可不可以|能否)?(直接)?(用|刷|报|看病|就医|住院|治疗|手术|做手术|买药|结算|使用|门诊|看|治|生孩子)`)
	strange  = regexp.MustCompile(`(外地|异地|外省)的?(医保|卡|社保)`)
	awayCare = regexp.MustCompile(`异地(就医|看病|住院|报销|备案|安置|结算|门诊)|^.{0,8}(在外地|到外地|去外地)`)

	movedAway = regexp.MustCompile(`(嫁|搬|迁|去|到|回)(到|去|往|了)?(外省|外地|别的城市|别的省|老家)`)

	shared = regexp.MustCompile(`共济|亲情账户|绑定|绑|(能|可以|想让.*)用我(的|卡)|加起来|加一块|合起来`)
	errand = regexp.MustCompile(`丢了|挂失|补办|掉了|怎么走|在哪|电话|几点`)
)

// direct weighs what stands around each place.
func direct(s []rune, places []mention) direction {
	text := string(s)
	if len(places) == 0 {
		return direction{}
	}
	var d direction
	var from, to ends
	for i, m := range places {
		l, r := around(s, places, i)
		sides := side{l, r, text, i > 0, i+1 < len(places)}
		strength, care := sides.old()
		from.offer(m.code, strength, care)
		strength, care = sides.new()
		to.offer(m.code, strength, care)
	}
	all := codes(places)
	if shared.MatchString(text) && !strings.Contains(text, "钱包") || len(all) == 1 && len(places) > 1 {
		return d
	}
	d.from, d.to = settle(from, to, all, moving.MatchString(text))
	d.care = d.to != "" && to.care[d.to]
	return d
}

func codes(places []mention) []string {
	var list []string
	for _, m := range places {
		if !slices.Contains(list, m.code) {
			list = append(list, m.code)
		}
	}
	return list
}

// around returns what stands between a place and its neighbours.
func around(s []rune, places []mention, i int) (l, r string) {
	start, end := 0, len(s)
	if i > 0 {
		start = places[i-1].end
	}
	if i+1 < len(places) {
		end = places[i+1].start
	}
	start, end = min(start, places[i].start), max(end, places[i].end) // of a name for several places
	return strings.TrimRight(string(s[start:places[i].start]), " "), strings.TrimLeft(string(s[places[i].end:end]), " ")
}

// ends collects the evidence for one end of a move.
type ends struct {
	code []string
	by   map[string]int
	care map[string]bool
}

func (e *ends) offer(code string, strength int, care bool) {
	if e.by == nil {
		e.by, e.care = map[string]int{}, map[string]bool{}
	}
	if strength > 0 && !slices.Contains(e.code, code) {
		e.code = append(e.code, code)
	}
	if strength > e.by[code] {
		e.by[code] = strength
		e.care[code] = care
	}
}

// best returns the place with the strongest evidence of at least the strength, the last of equals
// where last is set.
func (e *ends) best(least int, not string, last bool) string {
	found := ""
	for _, c := range e.code {
		if c == not || e.by[c] < least {
			continue
		}
		if found == "" || e.by[c] > e.by[found] || last && e.by[c] == e.by[found] {
			found = c
		}
	}
	return found
}

// settle decides the two ends: strong evidence first, then weak evidence for the other end.
func settle(from, to ends, all []string, moves bool) (f, t string) {
	t = to.best(strong, "", true)
	f = from.best(strong, t, false)
	switch {
	case t == "" && f != "":
		t = to.best(weak, f, true)
	case t != "" && f == "":
		f = from.best(weak, t, false)
	case t == "" && len(all) > 1:
		t = to.best(weak, "", true)
		if f = from.best(weak, t, false); f == "" {
			t = ""
		}
	}
	if len(all) == 2 && moves {
		return otherEnd(f, t, all, from, to)
	}
	return f, t
}

// otherEnd takes the second of two places for the end that goes without saying.
func otherEnd(f, t string, all []string, from, to ends) (string, string) {
	other := all[0]
	if other == f || other == t {
		other = all[1]
	}
	switch {
	case f == "" && t != "" && from.by[other] >= 0:
		f = other
	case t == "" && f != "" && to.by[other] >= 0:
		t = other
	}
	return f, t
}

// A side is what stands left and right of a place.
type side struct {
	l, r, text string
	hasL, hasR bool // another place there
}

// A clue is something beside a place that speaks for, or against, its being one end of a move.
type clue struct {
	seen     func(s side) bool
	strength int // -1: it cannot be this end
	care     bool
}

// weigh returns what the first clue that is seen says.
func (s side) weigh(clues []clue) (int, bool) {
	for _, c := range clues {
		if c.seen(s) {
			return c.strength, c.care
		}
	}
	return 0, false
}

// old weighs the place as the old one.
func (s side) old() (int, bool) { return s.weigh(oldClues()) }

func oldClues() []clue {
	is := func(f func(s side) bool, strength int) clue { return clue{f, strength, false} }
	return []clue{
		is(func(s side) bool { return hukou.MatchString(s.l) && !moving.MatchString(s.r) }, -1),
		is(side.said, strong),
		is(func(s side) bool { return movesOff.MatchString(s.r) }, strong),
		is(func(s side) bool { return ownedBy.MatchString(s.r) && memberOf.MatchString(s.l) }, strong),
		is(func(s side) bool { return movedTo.MatchString(s.l) }, 0),
		is(func(s side) bool { return s.hasR && goesOff.MatchString(s.r) }, strong),
		is(func(s side) bool { return s.alone() && ownedBy.MatchString(s.r) && movedAway.MatchString(s.text) }, strong),
		is(func(s side) bool { return s.alone() && awayCare.MatchString(s.r) }, strong),
		is(func(s side) bool { return s.hasR && joined.MatchString(s.r) || s.hasL && joined.MatchString(s.l) }, 0),
		is(func(s side) bool { return ownedBy.MatchString(s.r) && careAway(s.r) }, strong),
		is(func(s side) bool { return ownedBy.MatchString(s.r) && s.hasR }, weak),
		is(func(s side) bool { return livesOff.MatchString(s.r) }, weak),
	}
}

// said reports whether the words beside the place say outright that the insurance is or was there.
func (s side) said() bool {
	return outOf.MatchString(s.l) || wasIn.MatchString(s.l) || leftIt.MatchString(s.r)
}

func (s side) alone() bool { return !s.hasL && !s.hasR }

// careAway reports whether care at a place that is not named as a region follows: 在同济可以报销吗.
func careAway(r string) bool {
	i := strings.Index(r, "在")
	return i > 0 && !strings.HasPrefix(r[i:], "在哪") && (strings.Contains(r[i:], "报") || strings.Contains(r[i:], "用") || strings.Contains(r[i:], "刷"))
}

// new weighs the place as the new one, and says whether it is one of treatment or use.
func (s side) new() (int, bool) {
	strength, care := s.weigh(newClues())
	if strength > 0 && !care {
		care = careIn.MatchString(s.r) && !moving.MatchString(s.l)
	}
	return strength, care
}

func newClues() []clue { //nolint:cyclop // a table, not branches
	move := func(f func(s side) bool, strength int) clue { return clue{f, strength, false} }
	care := func(f func(s side) bool) clue { return clue{f, strong, true} }
	return []clue{
		move(func(s side) bool { return hukou.MatchString(s.l) && !worksIn.MatchString(s.r) }, -1),
		move(side.said, 0),
		move(func(s side) bool {
			return movedTo.MatchString(s.l) && (s.hasL || moving.MatchString(s.text) || !goesTo.MatchString(s.l))
		}, strong),
		care(func(s side) bool { return strange.MatchString(s.r) && !strings.Contains(s.l, "转") }),
		care(func(s side) bool { return isIn.MatchString(s.l) && careIn.MatchString(s.r) }),
		move(func(s side) bool {
			return isIn.MatchString(s.l) && worksIn.MatchString(s.r) && !strings.Contains(s.text, "户口在") &&
				(!s.alone() || moving.MatchString(s.text))
		}, strong),
		move(func(s side) bool { return isIn.MatchString(s.l) && worksIn.MatchString(s.r) }, 0),
		move(func(s side) bool {
			return goesTo.MatchString(s.l) && (careIn.MatchString(s.r) || worksIn.MatchString(s.r))
		}, strong),
		care(func(s side) bool {
			return careIn.MatchString(s.r) && (s.hasL || strings.Contains(s.l, "医保") || strings.HasSuffix(s.l, "卡")) && !strings.HasSuffix(s.l, "和")
		}),
		care(func(s side) bool { return strings.HasSuffix(s.l, "人在") && !errand.MatchString(s.r) }),
		care(func(s side) bool { return givenTo.MatchString(s.l) && s.hasL }),
		move(func(s side) bool { return s.hasL && isIn.MatchString(s.l) && strings.Contains(s.l, "人") }, strong),
		move(func(s side) bool { return s.hasL && (isIn.MatchString(s.l) || goesTo.MatchString(s.l)) }, weak),
		move(func(s side) bool { return s.hasL && worksIn.MatchString(s.r) }, weak),
	}
}
