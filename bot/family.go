package bot

import (
	"slices"

	"github.com/yibaowenwen/yibao/bot/say"
)

// askingFamily marks a session in which the next message may say where a relative is insured.
const askingFamily = "family"

// kin are the words for relatives in an introduction such as 我妈,长春→杭州. Which relative it
// is, is not kept.
var kin = compile(`(帮|给|替|为)|我?(家)?(里|的)?(爸妈|父母|妈妈?|爸爸?|母亲|父亲|老婆|老公|妻子|丈夫|爱人|媳妇|儿子|女儿|孩子|小孩|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|哥哥?|弟弟?|姐姐?|妹妹?|老人|家人|亲戚)|问|看|→|->|现在`)

// profile is what is known of the one who is asked for.
func (s Session) profile() Profile { return Profile{s.Places, s.Insured, s.Home} }

// switched returns the session with the two profiles swapped, and nothing of what was talked
// about: an answer for one must not lead to a follow-up for the other.
func (s Session) switched() Session {
	other := s.Other
	s.Other = s.profile()
	s.Places, s.Insured, s.Home = other.Places, other.Insured, other.Home
	s.Family = !s.Family
	s.Topic, s.Entry, s.Asking = "", "", ""
	return s
}

// family begins or ends asking for a relative. Saying the same twice changes nothing.
func (t *turn) family(on bool) Reply {
	if on != t.Session.Family {
		t.Session = t.Session.switched()
	}
	lines := paragraphs(say.BackToOneself)
	if on {
		lines = paragraphs(say.ForFamily)
		if names := t.profileNames(); len(names) > 0 {
			lines = paragraphs(say.FamilyKnown(names))
		}
		t.Session.Asking = askingFamily
	}
	return t.done(Reply{Decision: SmallTalk, Lines: lines})
}

// profileNames are the places held for the one who is asked for.
func (t *turn) profileNames() []string {
	var names []string
	for _, c := range append(slices.Clone(t.Session.Places.Said), t.Session.Home) {
		if name := t.short(c); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// introduced takes a message of nothing but a relative, places and a kind of insurance for the
// relative's profile. Anything else is a question.
func (t *turn) introduced(text string) (Reply, bool) {
	found := t.places.Find(text)
	insured := insuredIn(text)
	if !bare(kin.ReplaceAllString(found.Rest, "")) || len(found.Places) == 0 && insured == "" {
		return Reply{}, false
	}
	if len(found.Places) > 0 {
		t.Session.Places = Places{From: found.From, To: found.To, Said: found.Places}
	}
	if len(found.Places) == 1 {
		t.Session.Home = found.Places[0]
	}
	if insured != "" {
		t.Session.Insured = insured
	}
	t.Session.Asking = askingFamily // there may be more to say
	from, to := t.short(found.From), t.short(found.To)
	return t.done(Reply{
		Decision: SmallTalk, Lines: paragraphs(say.FamilyNoted(from, to, t.profileNames())), Buttons: t.starters(),
	}), true
}

// forFamily reminds whom the questions are for, below every reply while it is a relative.
func (r Reply) forFamily() Reply {
	if !r.Session.Family || len(r.Lines) == 0 {
		return r
	}
	r.Lines = slices.Concat(r.Lines, []Line{{Aside, say.AskingForFamily}})
	r.Buttons = append(slices.Clone(r.Buttons), []Button{{Label: say.ButtonOneself, Data: "p:-"}})
	return r
}

func familyButton() []Button { return []Button{{Label: say.ButtonFamily, Data: "p:+"}} }
