package region

import (
	"regexp"
	"strings"
)

// How strongly the words beside a place say that it is one end of a move.
const (
	barred = -1
	none   = 0
	weak   = 1 // 我是A的, A人
	medium = 2 // A的医保, 在A上班
	strong = 3 // 从A, 转到A
)

// A view is one place of a line with what stands around it.
type view struct {
	line
	before, after string // see around
	owns          bool   // 的 follows
	hasNext       bool
	nextOwns      bool // what follows the next place is its insurance: A能用B的医保吗
	prevOwns      bool // what stands before it is the insurance of the place before: A医保B能用吗
	prevNative    bool // A人在B
	alone         bool // no other place is said
	claims        bool // see claimsBack
	nextClaims    bool // someone returns to the next place to claim: 在B住院,回A报销
	moves, away   bool // the sentence speaks of a transfer, of care or life elsewhere
	listed        bool // together with a neighbour: A和B
}

func (l line) view(i int, alone bool) view {
	v := view{line: l, alone: alone, hasNext: i+1 < len(l.at)}
	v.before, v.after, v.owns = l.around(i)
	v.moves = strings.ContainsAny(l.kinds, "mo")
	v.away = strings.Contains(l.kinds, "x")
	if v.hasNext {
		_, after, _ := l.around(i + 1)
		v.nextOwns = owned.MatchString(after)
		v.listed = l.listedWithNext(i)
		v.nextClaims = l.claimsBack(i + 1)
	}
	if i > 0 {
		v.prevNative = strings.HasSuffix(v.before, "p")
		v.prevOwns = ownedAnyhow.MatchString(v.before)
		v.listed = v.listed || l.listedWithNext(i-1)
	}
	v.claims = (!alone || v.away) && l.claimsBack(i)
	return v
}

var (
	listing     = regexp.MustCompile(`^[.EM,]*j[M]?$`)
	owned       = regexp.MustCompile(`^[.,]?(yM|M|r|y)`)
	ownedAnyhow = regexp.MustCompile(`(M[.ry]?|y)$`)
)

// listedWithNext reports whether a place and the next are only listed: A和B.
func (l line) listedWithNext(i int) bool {
	_, after, _ := l.around(i)
	return listing.MatchString(after) || l.places[i].end >= l.places[i+1].start
}

// claimsBack reports whether someone returns to the place to claim the cost of care elsewhere;
// in A医保回B用 it is A's insurance that is used.
func (l line) claimsBack(i int) bool {
	before, after, _ := l.around(i)
	if i > 0 && ownedAnyhow.MatchString(before) {
		return false
	}
	return backTo.MatchString(before) && claims.MatchString(after)
}
