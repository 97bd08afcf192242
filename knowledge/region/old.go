package region

import (
	"regexp"
	"strings"
)

// Patterns are written in the letters of a line (see kinds). What stands before a place is
// read from the place outwards, so that 医保在A is "iM".

// What makes a place the old one.
var (
	home        = regexp.MustCompile(`^g?[iz!.]{0,2}h`)                 // 户口在A
	homeOf      = regexp.MustCompile(`^h`)                              // A户口
	homeGoes    = regexp.MustCompile(`^[.]?m`)                          // 户口从A迁
	leaves      = regexp.MustCompile(`^g?(f|o)`)                        // 从A, 离开A, 从老家A
	past        = regexp.MustCompile(`^g?[izyk.]{0,3}b`)                // 以前在A
	keptAt      = regexp.MustCompile(`^g?[izy]{1,3}[nbk.]{0,2}M`)       // 医保在A, 医保是A的
	paidAt      = regexp.MustCompile(`^g?iz?[yr]`)                      // 交在A
	handed      = regexp.MustCompile(`^a`)                              // 把A的医保
	quitting    = regexp.MustCompile(`^[MwynbkirE.]{0,4}q`)             // A离职, A医保停了
	losing      = regexp.MustCompile(`^[Mwynbkir.]{0,4}l`)              // A断保
	goingOff    = regexp.MustCompile(`^[M.]{0,3}m?o`)                   // A的医保转走
	goingTo     = regexp.MustCompile(`^[^P]*[mt]+[.]?[xg]`)             // A的医保转到外地, A离职回老家
	awayFrom    = regexp.MustCompile(`^[^Pu]*x([^Mp]|$)`)               // A医保在外地住院
	usedAway    = regexp.MustCompile(`^[.]?u[^P,]*x`)                   // 在外地用A的医保
	careOff     = regexp.MustCompile(`^M[.]?i[.]?H`)                    // A农合在同济
	moveOff     = regexp.MustCompile(`^M[.kn]?m`)                       // A的医保怎么转
	moveAway    = regexp.MustCompile(`^M?S?mt?[^tP]`)                   // A转去哪
	homeward    = regexp.MustCompile(`[mt]x|[mt]g|o`)                   // 嫁到外省, 户口也迁走
	path        = regexp.MustCompile(`[m>F]R?t*I?$|^[Mc.p,]{0,3}R?t+$`) // A转到B, A到B
	pathWith    = regexp.MustCompile(`t$`)                              // A上班,去B
	from        = regexp.MustCompile(`^(wM|w?,?yM|M|W|r|y|[.]M)`)       // A的医保, A退休
	native      = regexp.MustCompile(`^p`)                              // A人
	nativeAlone = regexp.MustCompile(`^([,i]|$)`)                       // A的,……
	nativeOf    = regexp.MustCompile(`^z`)                              // 我是A的
)

// old weighs the place as the old one.
func (v view) old() int {
	switch {
	case home.MatchString(v.before) && homeGoes.MatchString(v.after):
		return strong
	case v.isHome(), v.listed:
		return barred
	case stranger.MatchString(v.before), v.usedHere():
		return none
	case v.saidOld(), paidAt.MatchString(v.before) && !v.winters(), goingOff.MatchString(v.after):
		return strong
	case losing.MatchString(v.after) && (v.moves || !v.alone), v.alone && (v.leftAlone() || v.claims):
		return strong
	case v.claims:
		return medium
	case movedTo.MatchString(v.before) && !v.passing():
		return none
	}
	return v.oldByNext()
}

// winters reports whether someone retired only lives there: 退休了在A过冬.
func (v view) winters() bool {
	return strings.HasPrefix(v.before, "ir") && livesAt.MatchString(v.after)
}

// isHome reports whether someone is only registered there.
func (v view) isHome() bool { return home.MatchString(v.before) || homeOf.MatchString(v.after) }

// saidOld reports whether it is said outright that the insurance is or was there.
func (v view) saidOld() bool {
	return leaves.MatchString(v.before) || past.MatchString(v.before) || v.kept() || quitting.MatchString(v.after)
}

// kept reports whether the insurance is said to be at the place: 医保在A. In B医保在A it is
// that of the place before.
func (v view) kept() bool { return keptAt.MatchString(v.before) && !v.prevOwns }

// usedHere reports whether the insurance of another place is used at this one: 医保在B能用吗.
func (v view) usedHere() bool { return v.kept() && treated.MatchString(v.after) }

// passing reports whether a bare 转 stands before the place but its insurance goes on to the
// next: 转A医保到B.
func (v view) passing() bool { return bareMove.MatchString(v.before) && v.leads() }

// leads reports whether what follows leads to the next place. With three places it is not from
// 老家 that the way leads: 在A交的,老家B,想转到C.
func (v view) leads() bool { return v.hasNext && path.MatchString(v.after) && !v.onlyHome() }

// onlyHome reports whether the place, of three, is only where someone comes from.
func (v view) onlyHome() bool {
	return len(v.at) > 2 && homePlace.MatchString(v.before) && !leaves.MatchString(v.before)
}

// oldByNext weighs a place that nothing makes the old one outright.
func (v view) oldByNext() int {
	owns := from.MatchString(v.after)
	switch {
	case handed.MatchString(v.before) && owns && v.moves:
		return strong
	case v.nextClaims:
		return none
	case v.leads():
		return strong
	case v.onlyHome():
		return none
	case v.hasNext && pathWith.MatchString(v.after) && !goesTo.MatchString(v.before), owns:
		return medium
	case len(v.at) > 2 && locatedAt.MatchString(v.before) && livesAt.MatchString(v.after):
		return weak
	case v.native(), v.owns && nativeAlone.MatchString(v.after):
		return weak
	}
	return none
}

// native reports whether someone comes from there.
func (v view) native() bool { return native.MatchString(v.after) || nativeOf.MatchString(v.before) }

// leftAlone reports whether the only place of a sentence is one that someone leaves, or whose
// insurance is used elsewhere.
func (v view) leftAlone() bool {
	owns := from.MatchString(v.after)
	switch {
	case goesTo.MatchString(v.before), movedTo.MatchString(v.before), locatedAt.MatchString(v.before) && strings.HasPrefix(v.after, "x"):
		return false
	case goingTo.MatchString(v.after), awayFrom.MatchString(v.after), careOff.MatchString(v.after):
		return true
	case owns && (usedAway.MatchString(v.before) || homeward.MatchString(v.kinds)):
		return true
	}
	return v.owns && moveOff.MatchString(v.after) || moveAway.MatchString(v.after) && !strings.Contains(v.after, "I")
}
