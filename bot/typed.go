package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// typed answers something that a person wrote.
func (t *turn) typed(ctx context.Context) (Reply, error) {
	text, cut := clean(string(t.Text))
	if kinds := private.Find(string(t.Text)); len(kinds) > 0 {
		return t.blocked(kinds), nil
	}
	if r, ok := t.unreadable(text); ok {
		return r, nil
	}
	if strings.HasPrefix(text, "/") {
		return t.command(text), nil
	}
	text, traditional, simplified := t.hant.simplify(text)
	t.words = text
	t.Session.Traditional = traditional || t.Session.Traditional && !simplified
	if r, ok := t.asked(text); ok {
		return r, nil
	}
	if r, ok := t.smallTalk(text); ok {
		return r, nil
	}
	r, err := t.question(ctx, text)
	if state, ok := strings.CutPrefix(t.asking, flowPrefix); ok && err == nil {
		r = t.resume(r, state)
	}
	if cut && err == nil {
		r.Lines = append([]Line{{Plain, say.TooLong}}, r.Lines...)
	}
	return t.offerSample(r), err
}

// asked takes the text as the answer to what the bot asked for; a text that is none is a
// question of its own.
func (t *turn) asked(text string) (Reply, bool) {
	switch t.asking {
	case askingCity:
		if found := t.places.Find(text); runes(text) <= 12 || bare(found.Rest) {
			return t.city(text), true
		}
	case askingFamily:
		return t.introduced(text)
	case askingAccepted:
		if _, ok := parseDay(text, t.day); ok || runes(text) <= 6 {
			return t.estimate(text), true
		}
	}
	if state, ok := strings.CutPrefix(t.asking, flowPrefix); ok {
		return t.typedFlow(state, text)
	}
	if left, ok := strings.CutPrefix(t.asking, askingSample); ok {
		return t.keepSample(text, left), true
	}
	return Reply{}, false
}

func (t *turn) blocked(kinds []private.Kind) Reply {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	lead, next, _ := strings.Cut(say.Blocked(words), "\n")
	return t.done(Reply{Decision: Blocked, Delete: true, Lines: []Line{{Headline, lead}, {Plain, next}}})
}

// unreadable answers what holds no Chinese words.
func (t *turn) unreadable(text string) (Reply, bool) {
	line := ""
	switch kind := scriptOf(text); {
	case text == "":
		line = say.Empty
	case strings.HasPrefix(text, "/"):
	case kind == noWords:
		line = say.NoWords
	case kind == otherWords && len(t.places.Find(text).Places) == 0:
		line = say.NotChinese
	}
	if line == "" {
		return Reply{}, false
	}
	return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(line), Buttons: t.starters()}), true
}

// question looks up what was asked; what was said before fills in what is left out.
func (t *turn) question(ctx context.Context, text string) (Reply, error) {
	found := t.places.Find(text)
	if isSharing.MatchString(t.Session.Topic) { // relatives live elsewhere; nobody moves
		found.From, found.To = "", ""
	}
	only := bare(found.Rest)
	t.counties = t.countiesOf(found.Mentions)
	t.Session.Places = region.Merge(t.Session.Places, found, only)
	insured := insuredIn(text)
	if insured != "" {
		t.Session.Insured = insured
	}
	if len(found.Places) == 0 && len(found.Ambiguous) > 0 {
		return t.whichPlace(found.Ambiguous[0]), nil
	}
	if only && (len(found.Places) > 0 || insured != "") {
		return t.slots(found.Places), nil
	}
	finding, err := t.find.Find(ctx, Question{Text: t.spellOut(found), Insured: t.Session.Insured, Topic: t.Session.Topic, Places: len(found.Places)})
	if err != nil {
		return Reply{}, fmt.Errorf("look up: %w", err)
	}
	finding, second := t.several(ctx, text, finding)
	r := t.decide(text, finding)
	if second != nil && r.Decision == Answer {
		r = t.alsoAsked(r, second)
	}
	return r, nil
}

var (
	saysWhat    = compile(`医|保|农合|卡|钱|余额|账户|关系|年限`)
	saysMove    = compile(`转|迁`)
	shifts      = compile(`(弄|挪|搬|倒腾|折腾)(到|去|回|过去|过来)`) // from one place to another: 转
	saysAway    = compile(`外地|异地|外省|跨省`)
	saysShare   = compile(`共济|共用|一起用|亲情|给(爸|妈|父母|家人|孩子|老公|老婆)`)
	asksWhether = compile(`(要不要|要|需不需要|用不用|必须).{0,3}转`)
	isRemote    = compile(`^remote\.`)
	isSharing   = compile(`^(family\.|account\.wallet)`)
)

// spellOut returns what is asked with that which goes without saying here: 从苏州转到南京 is about
// insurance, and after a question on care away from home, 买药能刷吗 means away from home.
func (t *turn) spellOut(found region.Found) string {
	text := found.Rest
	if found.From != "" && found.To != "" {
		text = shifts.ReplaceAllString(text, "转$2")
	}
	if found.From != "" && found.To != "" && saysMove.MatchString(text) && !saysWhat.MatchString(text) {
		text = "医保" + text
	}
	if t.corpus.Regions.Route(found.From, found.To) == knowledge.InProvince && asksWhether.MatchString(text) {
		text = "省内跨市" + text
	}
	if len(found.Places) > 1 && saysShare.MatchString(text) {
		text = acrossPlaces(t.corpus.Regions.Route(found.Places[0], found.Places[1])) + text
	}
	if isRemote.MatchString(t.Session.Topic) && !saysAway.MatchString(text) && runes(text) <= 10 {
		text = "外地" + text
	}
	return text
}

// acrossPlaces says how two places lie to each other.
func acrossPlaces(r knowledge.Route) string {
	switch r {
	case knowledge.CrossProvince:
		return "跨省"
	case knowledge.InProvince:
		return "同省跨市"
	case knowledge.SameArea:
	}
	return ""
}

// slots answers a message that only names a place or a kind of insurance.
func (t *turn) slots(said []string) Reply {
	if entry, ok := t.corpus.Entry(t.Session.Entry); ok {
		return t.answer(entry, 1)
	}
	var names []string
	for _, c := range said {
		names = append(names, t.short(c))
	}
	return t.done(Reply{Decision: Choose, Lines: []Line{{Headline, say.AboutPlace(names)}}, Buttons: t.starters()})
}

func (t *turn) decide(text string, f Finding) Reply {
	var r Reply
	switch {
	case f.Verdict == Sure:
		r = t.answer(f.Matches[0].Entry, f.Matches[0].Confidence)
	case f.Verdict == TooClose && len(f.Matches) > 1:
		r = t.choose(text, f.Matches)
	default:
		r = t.refuse(f.Matches)
	}
	for _, m := range f.Matches[:min(5, len(f.Matches))] {
		r.Candidates = append(r.Candidates, Candidate{m.Entry.ID, m.Entry.Topic, m.Confidence})
	}
	return r
}

// choose offers the nearest three questions.
func (t *turn) choose(text string, matches []knowledge.Match) Reply {
	best := matches[0]
	if best.Entry.Topic != knowledge.OutOfScope { // what comes next is most likely about this
		t.Session.Topic, t.Session.Entry = best.Entry.Topic, best.Entry.ID
	}
	r := Reply{Decision: Choose, Topic: best.Entry.Topic, Entry: best.Entry.ID, Confidence: best.Confidence}
	r.Lines = []Line{{Headline, say.DidYouMean(text)}}
	for _, m := range matches[:min(3, len(matches))] {
		r.Buttons = append(r.Buttons, []Button{t.show(m.Entry.Question, m.Entry.ID)})
	}
	r.Buttons = append(r.Buttons, t.toldButton(best.Entry.Topic)...)
	return t.done(r)
}

// refuse says that there is no answer, where to ask, and what is nearest.
func (t *turn) refuse(matches []knowledge.Match) Reply {
	r := Reply{Decision: Refuse, Topic: knowledge.OutOfScope}
	r.Lines = []Line{{Headline, say.NoMatch}, {Plain, say.NoMatchNext(t.short(t.insuredAt()))}}
	for _, m := range matches {
		if m.Entry.Topic != knowledge.OutOfScope && len(r.Buttons) < 3 {
			r.Buttons = append(r.Buttons, []Button{t.show(m.Entry.Question, m.Entry.ID)})
		}
	}
	if len(r.Buttons) == 0 {
		r.Buttons = t.starters()
	}
	if len(matches) > 0 {
		r.Confidence = matches[0].Confidence
	}
	return t.done(r)
}

// insuredAt returns the place whose agency answers what we cannot: where the person is insured.
func (t *turn) insuredAt() string {
	p := t.Session.Places
	if len(p.Said) > 0 {
		return cmp.Or(p.From, p.Said[0])
	}
	return t.Session.Home
}

// whichPlace asks which of several places of one name is meant.
func (t *turn) whichPlace(a region.Ambiguity) Reply {
	r := Reply{Decision: Choose, Lines: []Line{{Headline, say.WhichPlace(a.Name)}}}
	entry := t.Session.Entry
	codes := slices.Clone(a.Codes)
	slices.SortStableFunc(codes, func(a, b string) int { return rank(a) - rank(b) })
	for _, code := range codes[:min(3, len(codes))] {
		s := t.Session
		s.Places = region.Places{Said: []string{code}}
		data := "h:" + code
		if entry != "" {
			data = showData(entry, s)
		}
		r.Buttons = append(r.Buttons, []Button{{Label: t.Name(code), Data: data}})
	}
	return t.done(r)
}

// rank puts the municipalities, where most people are, before other cities.
func rank(code string) int {
	if knowledge.Municipality(code) {
		return 0
	}
	return 1
}

// paragraphs makes the first line of a text the headline and the rest plain lines.
func paragraphs(text string) []Line {
	var lines []Line
	for i, l := range strings.Split(text, "\n") {
		kind := Plain
		if i == 0 {
			kind = Headline
		}
		lines = append(lines, Line{kind, l})
	}
	return lines
}

func runes(s string) int { return utf8.RuneCountInString(s) }
