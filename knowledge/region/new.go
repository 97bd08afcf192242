package region

import (
	"regexp"
	"strings"
)

// What makes a place the new one.
var (
	movedTo   = regexp.MustCompile(`^g?(I?t*R?m|>|F)`)                    // 转到B, →B
	movedIn   = regexp.MustCompile(`^M?mtI`)                              // B转入
	bareMove  = regexp.MustCompile(`^g?m`)                                // 转B
	backTo    = regexp.MustCompile(`^g?tR`)                               // 回A
	claims    = regexp.MustCompile(`^[.]?[uE]`)                           // 回A报销, 回A办
	atWard    = regexp.MustCompile(`^[.]?H`)                              // B协和
	goesTo    = regexp.MustCompile(`^g?t`)                                // 去B
	office    = regexp.MustCompile(`^[M.]?E`)                             // B医保局, B丢了
	treated   = regexp.MustCompile(`^([.wi]{1,2},?)?[.kHwnEgx]{0,2}[cu]`) // B住院
	locatedAt = regexp.MustCompile(`^g?i`)                                // 在B
	beingAt   = regexp.MustCompile(`^g?ip([^x]|$)`)                       // 人在B
	stranger  = regexp.MustCompile(`^g?i[^P,]*Mx`)                        // 外地医保在B
	strange   = regexp.MustCompile(`^[^P]*[uc][^P,]*(x[Mp]|gM)`)          // B能刷外地医保
	usedFrom  = regexp.MustCompile(`^[.n,ik]?M`)                          // 医保B能用吗
	usedAt    = regexp.MustCompile(`^[.Hc]*u`)
	newJob    = regexp.MustCompile(`^g?iwn`)                          // 新单位在B
	livesNow  = regexp.MustCompile(`^(g?i?[wz]?n|iw|g?i[^P,]{0,4}n)`) // 现在在B, 新单位在B
	livesAt   = regexp.MustCompile(`^[.k]?w`)                         // B上班
	paysNow   = regexp.MustCompile(`^[.,]?n[.]?y`)                    // B才开始交
	givenTo   = regexp.MustCompile(`^G`)                              // 给B的爸妈
	homePlace = regexp.MustCompile(`^i?g`)                            // 老家B
	comesHome = regexp.MustCompile(`[mtR]g([^P]|$)`)                  // 转回老家
	returning = regexp.MustCompile(`mt[^P]*$`)                        // ……想转回去
)

// new weighs the place as the new one, and says whether it is one of treatment or use.
func (v view) new() (strength int, cares bool) {
	cares = treated.MatchString(v.after)
	switch {
	case v.isHome(), v.listed:
		return barred, false
	case stranger.MatchString(v.before), strange.MatchString(v.after), v.usedHere():
		return strong, true
	case v.saidOld(), v.passing():
		return none, false
	case movedTo.MatchString(v.before), movedIn.MatchString(v.after):
		return strong, false
	case goesTo.MatchString(v.before) && office.MatchString(v.after), v.claims:
		return none, false
	case goesTo.MatchString(v.before):
		return strong, cares
	case v.homecoming(), newJob.MatchString(v.before):
		return strong, false
	case beingAt.MatchString(v.before) && !v.prevNative && !office.MatchString(v.after):
		return strong, true
	}
	return v.newByUse(cares)
}

// homecoming reports whether it is where someone comes from that the insurance goes: 我是B人,
// 在A打工,想转回老家.
func (v view) homecoming() bool { return v.native() && !v.alone && comesHome.MatchString(v.kinds) }

// newByUse weighs a place that nothing makes the new one outright.
func (v view) newByUse(cares bool) (int, bool) {
	located := locatedAt.MatchString(v.before)
	switch {
	case located && cares && v.alone && !v.away:
		return none, false
	case located && cares, v.usesOther(cares):
		return strong, true
	case atWard.MatchString(v.after), v.nextClaims, givenTo.MatchString(v.before):
		return medium, true
	case v.settles(located):
		return medium, false
	case located && !strings.HasPrefix(v.after, "y"), strings.HasPrefix(v.after, "w"):
		return weak, false
	}
	return none, false
}

// usesOther reports whether the insurance of another place is used at this one.
func (v view) usesOther(cares bool) bool {
	if v.prevOwns || v.nextOwns {
		return cares || usedAt.MatchString(v.after)
	}
	return usedFrom.MatchString(v.before) && usedAt.MatchString(v.after)
}

// settles reports whether someone lives or works there now, or goes back there.
func (v view) settles(located bool) bool {
	return livesNow.MatchString(v.before) || located && livesAt.MatchString(v.after) || paysNow.MatchString(v.after) ||
		homePlace.MatchString(v.before) && returning.MatchString(v.kinds)
}
