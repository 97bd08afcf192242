package bot

import (
	"slices"
)

// What people say of having left the old place's insurance (停保) and of being enrolled in the
// new one (参保). What says no is looked for first.
var (
	notStopped = compile(`(还没有?|没有?|未|尚未|还未)(给我|帮我|办理?|去)?.{0,2}(停保|停缴|停交|停掉|停呢?$|减员|断保)|还在(给我)?(交|缴)`)
	stopped    = compile(`(已经?|都|办完|办好).{0,4}(停保|停缴|停交|停掉|停了|减员|断保)|停(保|缴|交|掉)?(了|好了|完了|过了)|(停保|减员)(办完|办好|手续办|成功)|(减员|断保)了`)
	cardStops  = compile(`卡.{0,2}停|停用`)
	thenAsks   = compile(`已经?.{0,2}(停保|停缴|停了|减员|断保|参保|交上|参上).{0,2}(能|可以|怎么|咋|要|还|该|可不可以)`)

	notEnrolled = compile(`(还没有?|没有?|未|尚未|还未)(给我|帮我|在.{1,4})?.{0,2}(参保|参上|入保|交上|交呢?$|缴上|缴呢?$|接上|增员)`)
	enrolled    = compile(`(已经?|都|刚).{0,5}(参保|参上|入保|交|缴|接|续|增员)|(参|交|缴|接|续)上了?|(参保|入保|增员)(了|好了|成功|完了)|(交|缴)了`)
	newPlace    = compile(`新(单位|公司|工作|地方|参保地)|现在的?(单位|公司)`)

	noArrears = compile(`(没有?|无)(欠费|欠缴)`)
	arrears   = compile(`(有|还有|存在)(欠费|欠缴)|欠(费|缴)了|还欠着`)
)

// says reports whether the clause states what the pattern tells, or asks about something else
// on the strength of it: 已经停保了能转吗.
func (c clause) says(pattern pattern) bool {
	if !pattern.MatchString(c.text) {
		return false
	}
	return c.states() || !c.supposes && thenAsks.MatchString(c.text)
}

// leaves takes the old place's side: stopped, arrears, and which place it is if no direction
// is known otherwise.
func (f told) leaves(list []clause, known Places) {
	for _, c := range list {
		if newPlace.MatchString(c.text) || cardStops.MatchString(c.text) || !atEnd(c, known.From, known.To) {
			continue
		}
		switch {
		case c.says(notStopped):
			f["stopped"] = "no"
		case c.says(stopped):
			f["stopped"] = "yes"
		case c.says(noArrears):
			f["arrears"] = "no"
			continue
		case c.says(arrears):
			f["arrears"] = "yes"
			continue
		default:
			continue
		}
		if known.From == "" && len(c.places) == 1 {
			f["from"] = c.places[0]
		}
	}
}

// arrives takes the new place's side. A clause that names no new place or employer may speak
// of the old one, and counts for nothing.
func (f told) arrives(list []clause, known Places) {
	from := known.From
	if from == "" {
		from = f["from"]
	}
	for _, c := range list {
		named := len(c.places) > 0 && atEnd(c, known.To, from) && (known.To != "" || from != "")
		if !named && !newPlace.MatchString(c.text) {
			continue
		}
		switch {
		case c.says(notEnrolled):
			f["enrolled"] = "no"
		case c.says(enrolled):
			f["enrolled"] = "yes"
		default:
			continue
		}
		if known.To == "" && named && len(c.places) == 1 {
			f["to"] = c.places[0]
		}
	}
}

// atEnd reports whether the clause may speak of one end of a move: it names that end, or, as
// long as the end is not known, not the other one; or no place at all.
func atEnd(c clause, end, other string) bool {
	switch {
	case len(c.places) == 0:
		return true
	case end != "":
		return slices.Contains(c.places, end)
	}
	return !slices.Contains(c.places, other)
}
