package lint

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Lengths in characters, numbers filled in.
const (
	maxHeadline = 40
	maxLine     = 90
	maxAnswer   = 600
	maxSays     = 16
)

func textRules() []rule {
	return []rule{
		{"headline-length", "a headline has at most 40 characters", headlineLength},
		{"line-length", "a line has at most 90 characters", lineLength},
		{"answer-length", "headline and lines have at most 600 characters together", answerLength},
		{"full-stop", "a sentence ends with a full stop, question mark or exclamation mark", fullStop},
		{"jargon", "officialese is put into plain words", jargon},
		{"traditional", "the data are written in Simplified characters", traditional},
		{"stands-alone", "a headline is understood without the question", standsAlone},
		{"forbidden", "no passwords, no ways to cash out, no lending of cards", forbidden},
		{"vague", "nothing is promised that no one can promise", vague},
	}
}

// fill puts numbers into a text; what cannot be filled stays in braces.
func (l *linter) fill(s sentence) string {
	text, err := l.Fill(s.Text, s.place, l.today, map[string]string{"from": "绵阳", "to": "成都"})
	if err != nil {
		return s.Text
	}
	return text
}

func headlineLength(l *linter) {
	for _, s := range l.sentences() {
		if n := utf8.RuneCountInString(l.fill(s)); s.headline && n > maxHeadline {
			l.report(s.Pos, s.item, "the headline has %d characters, at most %d fit a phone", n, maxHeadline)
		}
	}
}

func lineLength(l *linter) {
	for _, s := range l.sentences() {
		if n := utf8.RuneCountInString(l.fill(s)); !s.headline && n > maxLine {
			l.report(s.Pos, s.item, "a line has %d characters; make two of it (at most %d)", n, maxLine)
		}
	}
}

func answerLength(l *linter) {
	for _, e := range l.Entries {
		n := 0
		for i, s := range append(e.Headline[:1:1], e.Lines...) {
			n += utf8.RuneCountInString(l.fill(sentence{Statement: s, headline: i == 0}))
		}
		if n > maxAnswer {
			l.report(e.Pos, e.ID, "headline and lines have %d characters, at most %d; move details to more", n, maxAnswer)
		}
	}
}

func fullStop(l *linter) {
	for _, s := range l.sentences() {
		if r, _ := utf8.DecodeLastRuneInString(s.Text); !strings.ContainsRune("。?!?!)”】", r) {
			l.report(s.Pos, s.item, "the sentence %q does not end with 。", s.Text)
		}
	}
}

// plainWords puts officialese (官话) beside what people say (白话).
func plainWords() map[string]string {
	return map[string]string{
		"予以": "给", "方可": "才能", "系指": "就是", "据此": "所以", "须": "要", "之日起": "那天起", "凭有效": "带", "逾期": "过了时间",
		"应当": "要", "不予": "不", "视为": "算作", "按照有关规定": "按规定(写明哪条)", "所述": "", "上述": "这些", "该参保人": "你", "兹": "",
		"届时": "到时候", "亦可": "也可以", "均可": "都可以", "如需": "要是需要", "若": "如果", "此项": "这", "办理机构": "办事的地方",
	}
}

// harmless holds words that only look like officialese.
var harmless = regexp.MustCompile(`必须|[地双对]方可|方可以|相应当`)

func jargon(l *linter) {
	words := plainWords()
	for _, s := range l.sentences() {
		text := harmless.ReplaceAllString(s.Text, "")
		for official, plain := range words {
			if strings.Contains(text, official) {
				l.report(s.Pos, s.item, "%q is officialese; say %q", official, plain)
			}
		}
	}
}

func traditional(l *linter) {
	check := func(s sentence, text string) {
		if simple := l.scripts.Simple(text); simple != text {
			l.report(s.Pos, s.item, "%q holds Traditional characters; write %q", text, simple)
		}
	}
	for _, s := range l.sentences() {
		check(s, s.Text)
	}
	for _, e := range l.Entries {
		check(sentence{item: e.ID, Statement: headOf(e.Pos)}, e.Question)
	}
}

var (
	badAdvice = regexp.MustCompile(`(初始|默认|原始)密码|密码(一般)?[是为]|[0-9]{6}(是|为)?密码|套现(方法|渠道|教程)|可以套现|帮你套现|(卡|医保卡|社保卡)(可以|能)借给|代刷|刷卡换现`)
	promise   = regexp.MustCompile(`保证(到账|通过|能转|成功)|一定(能|会)(到账|通过|成功)|百分之百|绝对(能|会|不会)|最快当天到账`)
)

func forbidden(l *linter) {
	for _, s := range l.sentences() {
		if m := badAdvice.FindString(s.Text); m != "" {
			l.report(s.Pos, s.item, "%q must not be in an answer", m)
		}
	}
}

func vague(l *linter) {
	for _, s := range l.sentences() {
		if m := promise.FindString(s.Text); m != "" {
			l.report(s.Pos, s.item, "%q promises what we cannot know", m)
		}
	}
}

// alone is the most characters of a headline that says only yes or no (要交。), not to what.
const alone = 3

var leansBack = regexp.MustCompile(`^(这|那|它|上面|下面|同上|也是|也要|也能|都是|都要)`)

// standsAlone finds headlines that only make sense after the question: “要交。”, “它不报。”.
func standsAlone(l *linter) {
	for _, s := range l.sentences() {
		if !s.headline {
			continue
		}
		if text := strings.TrimRight(s.Text, "。！？"); len([]rune(text)) <= alone || leansBack.MatchString(text) {
			l.report(s.Pos, s.item, "the headline %q cannot stand alone; name what it is about", s.Text)
		}
	}
}
