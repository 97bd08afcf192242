package feature

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/answer"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/layout"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/workday"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// A Kit is what features work with. It does not change.
type Kit struct {
	Corpus   *knowledge.Corpus
	Finder   bot.Finder
	Reader   *understand.Reader
	Model    bot.Reader // nil if there is none
	Calendar *workday.Calendar
	Flows    *dialog.Set
	Layout   *layout.Layout
	Table    *Table

	setApart sync.Map // *knowledge.Entry → setApart, when it is first needed
}

// Unsaid returns how many circumstances the entry's question speaks of that the message does not,
// beyond those of its topic.
func (t *Turn) Unsaid(e *knowledge.Entry) int {
	n := 0
	for _, id := range t.apart(e).question {
		if !t.Reading.Told[id] {
			n++
		}
	}
	return n
}

// Heard reports whether the message speaks of a circumstance that sets the entry apart from its topic.
func (t *Turn) Heard(e *knowledge.Entry) bool {
	a := t.apart(e)
	return t.SpeaksOf(a.needs...) || t.SpeaksOf(a.question...)
}

// setApart are the circumstances of an entry that its topic's main entry does not speak of.
type setApart struct{ needs, question []string }

func (k *Kit) apart(e *knowledge.Entry) setApart {
	if a, ok := k.setApart.Load(e); ok {
		return a.(setApart)
	}
	ofTopic := map[string]bool{}
	if main, ok := k.Corpus.Entry(e.Topic); ok {
		ofTopic = k.Reader.Circumstances(main.Question)
	}
	a := setApart{needs: slices.DeleteFunc(slices.Clone(e.Needs), func(id string) bool { return ofTopic[id] })}
	for id, so := range k.Reader.Circumstances(e.Question) {
		if so && !ofTopic[id] && !k.Reader.Weak(id) {
			a.question = append(a.question, id)
		}
	}
	k.setApart.Store(e, a)
	return a
}

// Presumes reports whether an entry is for someone in circumstances that were not told: its needs, or
// where it states none those that its question speaks of beyond its topic's.
func (t *Turn) Presumes(e *knowledge.Entry) bool {
	if len(e.Needs) == 0 {
		return t.Unsaid(e) > 0
	}
	return !t.SpeaksOf(e.Needs...)
}

// A Turn is one message to be answered, and what is known of it. Handlers only read it.
type Turn struct {
	*Kit
	bot.Message // its Session waits for nothing any more
	Day         knowledge.Date
	Awaited     bot.Awaited // what the bot had asked for
	State       string      // and what is needed to take it
	Reading     understand.Reading
	Kept        understand.Facts // told at the menu of the estimators, before one was chosen
	told        *told
	assume      bool
}

// Read returns the turn of a message that was understood as the reading.
func (t *Turn) Read(m understand.Reading) *Turn {
	read := *t
	read.Reading, read.told = m, &told{}
	return &read
}

// Asking returns the turn as if that alone were asked, "" for what the message asks.
func (t *Turn) Asking(asked knowledge.Asked) *Turn {
	if asked == "" || asked == t.Reading.Asked {
		return t
	}
	one := *t
	one.Reading.Asked = asked
	return &one
}

// Words is what was typed, cleaned and in Simplified characters; empty for a command or press.
func (t *Turn) Words() string { return t.Reading.Text }

// Done returns the reply with the session as it was.
func (t *Turn) Done(r bot.Reply) bot.Reply {
	r.Session = t.Session
	return r
}

// Say returns a reply of the bot's own words: a conclusion and plain lines.
func (t *Turn) Say(text string) bot.Reply {
	return t.Done(bot.Reply{Decision: bot.SmallTalk, Lines: bot.Paragraphs(text)})
}

// With returns the turn as it would be with another session.
func (t *Turn) With(s bot.Session) *Turn {
	other := *t
	other.Session = s
	return &other
}

// Stale answers a button that nobody knows any more.
func (t *Turn) Stale() bot.Reply { return t.Say(say.OldButton).With(t.Starters()...) }

// Starters returns three questions that people come with most.
func (t *Turn) Starters() [][]bot.Button {
	var rows [][]bot.Button
	for _, e := range t.Common("") {
		rows = append(rows, []bot.Button{t.ShowButton(e.Question, e.ID)})
	}
	return rows
}

// Common returns the three entries that people with a kind of insurance come for most; all people for
// the empty kind.
func (t *Turn) Common(kind knowledge.Insured) []*knowledge.Entry {
	ids := map[knowledge.Insured][]string{
		"":                 {"transfer.overview", "transfer.duration", "enroll.resignation"},
		knowledge.Employee: {"enroll.resignation", "transfer.overview", "retire.years"},
		knowledge.Resident: {"enroll.payment", "reimburse.inpatient", "remote.filing"},
		knowledge.Retired:  {"account.retiree_credit", "retire.keep_paying", "remote.relocated_parents"},
	}
	var list []*knowledge.Entry
	for _, id := range ids[kind] {
		if entry, ok := t.Corpus.Entry(id); ok {
			list = append(list, entry)
		}
	}
	return list
}

// ShowButton returns a button that shows an entry in this conversation.
func (t *Turn) ShowButton(label, entry string) bot.Button {
	return button.New(label, button.ShownIn(entry, t.Session).Data())
}

// Known leaves out places that there are not.
func (t *Turn) Known(p bot.Places) bot.Places {
	unknown := func(code string) bool { _, ok := t.Corpus.Regions.Get(code); return !ok }
	p.Said = slices.DeleteFunc(slices.Clone(p.Said), unknown)
	if unknown(p.From) {
		p.From = ""
	}
	if unknown(p.To) {
		p.To = ""
	}
	return p
}

// Route is how the two ends of the conversation's move lie to each other.
func (t *Turn) Route() knowledge.Route {
	return t.Corpus.Regions.Route(t.Session.Places.From, t.Session.Places.To)
}

// InsuredAt returns the place whose agency answers what we cannot: where the person is insured.
func (t *Turn) InsuredAt() string {
	p := t.Session.Places
	if len(p.Said) > 0 {
		return cmp.Or(p.From, p.Said[0])
	}
	return t.Session.Home
}

// Case is whom an answer in this conversation is for.
func (t *Turn) Case() answer.Case {
	k := answer.CaseOf(t.Session, t.Day)
	k.Words = string(t.Text)
	k.Asked, k.Told, k.Place, k.Verb = t.Reading.Asked, t.Circumstances(), t.Reading.Place, t.Reading.Verb
	k.Counties = answer.CountiesOf(t.Corpus.Regions, t.Reading.Found.Mentions)
	return k
}

// Recalling returns the turn with the circumstances told earlier of what is talked about, for a
// message that goes on with it (要带什么 after 爷爷去世了卡里的钱咋取). A question that names its
// subject stands on its own, unless what was found for it is of the topic that is talked about.
func (t *Turn) Recalling(found string) *Turn {
	if found != t.Session.Topic && t.Reader.NamesInsurance(t.Words()) || len(t.Session.Told) == 0 || understand.Runes(t.Words()) > followsUp {
		return t
	}
	all := maps.Clone(t.Session.Told)
	maps.Copy(all, t.Reading.Told)
	still := *t
	still.Reading.Told = all
	return &still
}

// followsUp is how many characters a message has at most that goes on with what was talked about.
const followsUp = 14

// Circumstances returns what the message speaks of, with what follows from it: how long a lapse was.
func (t *Turn) Circumstances() map[string]bool {
	more := t.follows()
	if len(more) == 0 {
		return t.Reading.Told
	}
	all := make(map[string]bool, len(more)+len(t.Reading.Told))
	maps.Copy(all, more)
	maps.Copy(all, t.Reading.Told)
	return all
}

// SpeaksOf reports whether one of the circumstances is told or follows.
func (t *Turn) SpeaksOf(ids ...string) bool {
	if slices.ContainsFunc(ids, func(id string) bool { return t.Reading.Told[id] }) {
		return true
	}
	for id, so := range t.follows() {
		if _, told := t.Reading.Told[id]; so && !told && slices.Contains(ids, id) {
			return true
		}
	}
	return false
}

// follows returns the circumstances that follow from what the message and the talk say.
func (t *Turn) follows() map[string]bool {
	more := map[string]bool{}
	if t.Uninsured() {
		more[uninsured] = true
	}
	if len(t.Reading.Found.Places) > 1 {
		more[away] = true
	}
	if !t.Reading.Told["lapsed"] {
		return more
	}
	if months, ok := zh.Span(t.Told()["gap_months"]); ok {
		short := months.InMonths() < shortLapse || months.InMonths() == shortLapse && months.Approx != zh.Over
		more["lapse_short"], more["lapse_long"] = short, !short
	}
	return more
}

// away is the circumstance of being elsewhere than at home: who names two cities is.
const away = "away"

// uninsured is the circumstance of having no cover now.
const uninsured = "uninsured"

// Uninsured reports whether the one who is spoken of has no cover now, as the message says or as was
// said of them before.
func (t *Turn) Uninsured() bool {
	if now, said := t.Reading.Told[uninsured]; said {
		return now
	}
	of := t.Reading.Person
	return t.Session.Lapsed != "" && (of == "" || of == t.Session.Lapsed)
}

// Lapsed returns whom the conversation knows to have no cover now, "" if nobody is known to.
func (t *Turn) Lapsed() string {
	now, said := t.Reading.Told[uninsured]
	switch {
	case said && now:
		return cmp.Or(t.Reading.Person, understand.Self)
	case said:
		return ""
	}
	return t.Session.Lapsed
}

// shortLapse is the longest lapse, in months, that a transfer mends without waiting
// (医保办发〔2021〕43号).
const shortLapse = 3

// WhichPlace asks which of several places of one name is meant; the answer is the entry's, or
// else sets the city of /city.
func (t *Turn) WhichPlace(a region.Ambiguity, entry string) bot.Reply {
	r := bot.Reply{Decision: bot.Choose, Lines: []bot.Line{{Kind: bot.Headline, Text: say.WhichPlace(a.Name)}}}
	codes := slices.Clone(a.Codes)
	slices.SortStableFunc(codes, func(a, b string) int { return rank(a) - rank(b) })
	for _, code := range codes[:min(3, len(codes))] {
		s := t.Session
		s.Places = bot.Places{Said: []string{code}}
		data := button.Home.With(code)
		if entry != "" {
			data = button.ShownIn(entry, s).Data()
		}
		r.Buttons = append(r.Buttons, []bot.Button{{Label: t.Corpus.Regions.Name(code), Data: data}})
	}
	return t.Done(r)
}

// rank puts the municipalities, where most people are, before other cities.
func rank(code string) int {
	if knowledge.Municipality(code) {
		return 0
	}
	return 1
}

// Find looks a question up.
func (t *Turn) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	return t.Finder.Find(ctx, q)
}

// Buttons that several features offer.

// LapseButton offers to remind before a lapse gets too long to be mended. In a group it only
// says where that can be had.
func (t *Turn) LapseButton() bot.Button {
	if t.Group {
		return button.New(say.ButtonLapseAlone, button.LapseData(""))
	}
	return button.New(say.ButtonLapse, button.LapseData(""))
}

// RemindButton offers to remind of the deadlines of a transfer.
func (t *Turn) RemindButton(m dialog.Move) bot.Button {
	data := button.Reminded{Accepted: m.Accepted, From: m.From, To: m.To, Resident: m.Resident}.Data()
	if t.Group {
		return button.New(say.ButtonRemindAlone, data)
	}
	return button.New(say.ButtonRemind, data)
}

// FamilyButton offers to ask for a relative.
func FamilyButton() []bot.Button {
	return []bot.Button{button.New(say.ButtonFamily, button.Family.Switch(true))}
}
