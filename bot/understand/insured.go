package understand

import (
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Insured returns the kind of insurance that the text speaks of, or "" if it speaks of none
// or compares two.
func (r *Reader) Insured(text string) knowledge.Insured {
	text = r.without("insured.denied", text)
	resident, employee := r.says("insured.resident", text), r.works("insured.scheme", text)
	switch {
	case r.says("insured.lends_own", text): // only an employee has an account to share
		return knowledge.Employee
	case (resident || employee) && r.says("insured.two", text):
		return ""
	case r.says("insured.retired", text) && !r.says("insured.not_retired", text):
		return knowledge.Retired
	case resident && employee:
		return r.oneOfTwo(text)
	case resident && r.says("insured.paid_besides", text):
		return ""
	case resident:
		return knowledge.Resident
	case employee:
		return knowledge.Employee
	}
	return r.implied(text)
}

// works reports whether a text says something of the list of words for those who work, and not
// only in passing: 定点单位.
func (r *Reader) works(list, text string) bool {
	return r.says(list, text) && r.says(list, r.without("insured.works_aside", text))
}

// implied returns the kind that follows from who someone is, where none is named: a child is
// insured as a resident, who left a job was an employee.
func (r *Reader) implied(text string) knowledge.Insured {
	switch {
	case r.says("insured.young", text) && r.says("insured.young", r.without("insured.kids_aside", text)):
		return knowledge.Resident
	case r.says("insured.flexible", text):
		return ""
	case r.works("insured.employee", text), r.says("insured.moved_to_work", text):
		return knowledge.Employee
	}
	return ""
}

// oneOfTwo returns which of the two schemes, both named, is meant: the one that is left, the one
// that the person says to have, or the one that the asking clause names.
func (r *Reader) oneOfTwo(text string) knowledge.Insured {
	switch {
	case r.says("insured.leaves_resident", text):
		return knowledge.Resident
	case r.says("insured.leaves_employee", text):
		return knowledge.Employee
	}
	for _, c := range r.clauses(text) {
		if c.states() && r.says("insured.own", c.text) && !r.says("kin", c.text) {
			if kind := r.onlyNamed(c.text); kind != "" {
				return kind
			}
		}
	}
	return r.onlyNamed(r.asking(text))
}

// onlyNamed returns the one scheme that a clause names, "" if none or both.
func (r *Reader) onlyNamed(clause string) knowledge.Insured {
	resident, employee := r.says("insured.resident", clause), r.works("insured.scheme", clause)
	switch {
	case resident == employee:
		return ""
	case resident:
		return knowledge.Resident
	}
	return knowledge.Employee
}

// An Owner is of whom a message says that the kind of insurance is theirs.
type Owner int

// Of whom a kind of insurance may be.
const (
	Anyone   Owner = iota // it is asked about: 退休医保要交满多少年
	Oneself               // the person says to have it: 我退休了, 我的职工医保, or as a fact, 深圳单位刚停
	Relative              // it is told of a relative: 我妈退休了
)

// owner returns of whom the text says that the kind of insurance is theirs.
func (r *Reader) owner(text string, kind knowledge.Insured) Owner {
	if kind == "" {
		return Anyone
	}
	for _, c := range r.clauses(text) {
		own := r.says("insured.own", c.text) || c.states() && r.says("insured.stated", c.text)
		switch {
		case r.Insured(c.text) != kind:
		case r.says("insured.lends_own", c.text):
			return Oneself
		case !own || r.says("insured.supposed", c.text):
		case r.says("kin", c.text):
			return Relative
		default:
			return Oneself
		}
	}
	return Anyone
}

// NamesInsurance reports whether the text says that it is about insurance, so that it is a question
// of its own and no longer about the kind of insurance that was asked about before.
func (r *Reader) NamesInsurance(text string) bool { return r.says("insured.named", text) }

// NamesOurs reports whether the text names the insurance that we know about, and not only a product
// or another's that is called like it: 商业医疗保险.
func (r *Reader) NamesOurs(text string) bool {
	return r.says("insured.ours", r.without("insured.others", text))
}

// NamesOthers reports whether the text names a commercial insurance and not ours.
func (r *Reader) NamesOthers(text string) bool {
	return r.says("insured.others", text) && !r.NamesOurs(text)
}

// without takes out of a text what is in the list of words.
func (r *Reader) without(list, text string) string {
	return r.words[list].ReplaceAllString(text, "")
}

// bare reports whether nothing but kinds of insurance and fillers is left of a text whose places
// have been taken out.
func (r *Reader) bare(rest string) bool {
	for _, c := range rest {
		if unicode.IsLetter(c) && !r.filling.May(c) {
			return false
		}
	}
	for _, list := range []string{"insured.retired", "insured.resident", "insured.young"} {
		rest = r.without(list, rest)
	}
	for _, w := range r.fillers {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return !strings.ContainsFunc(rest, unicode.IsLetter)
}

// BareText is [Reader.Bare] for a text whose places have been taken out.
func (r *Reader) BareText(rest string) bool { return r.bare(rest) }

// Introduces reports whether nothing but a relative, places and a kind of insurance is said:
// 我妈,长春→杭州. Which relative it is, is not kept.
func (r *Reader) Introduces(m Reading) bool {
	return r.bare(r.without("kin.introduction", m.Found.Rest))
}
