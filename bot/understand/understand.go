// Package understand reads what a message says, once and before anything else: its characters,
// places and their direction, kind of insurance, whether it asks, and the facts that it states.
// What people say for a thing is data: the lists of words beside the knowledge, which package words
// looks for.
package understand

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/words"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// longest is how many characters of a message are looked at; a long letter says what it
// wants near its beginning.
const longest = 600

// A Reader understands messages. It is safe for concurrent use.
type Reader struct {
	corpus  *knowledge.Corpus
	places  *region.Finder
	scripts *zh.Scripts
	words   map[string]*words.List
	told    spoken
	fillers []string
	filling words.Characters
	talk    map[string]Talk
	slips   *strings.Replacer // of the commonest typing errors
}

// New returns a Reader. An error means that a list of words is missing.
func New(corpus *knowledge.Corpus, places *region.Finder, scripts *zh.Scripts) (*Reader, error) {
	r := &Reader{corpus: corpus, places: places, scripts: scripts, words: map[string]*words.List{}, talk: map[string]Talk{}}
	for _, id := range lists() {
		expr, err := corpus.Expression(id)
		if err != nil {
			return nil, fmt.Errorf("read the lists of words: %w", err)
		}
		l, err := words.New(expr, corpus.WordList(id))
		if err != nil {
			return nil, fmt.Errorf("read the list of words %s: %w", id, err)
		}
		r.words[id] = &l
	}
	var err error
	if r.told, err = circumstances(corpus); err != nil {
		return nil, err
	}
	for _, id := range talks() {
		for _, w := range corpus.WordList(string(id)) {
			r.talk[w] = id
		}
	}
	var slips []string
	for _, w := range corpus.WordList("slips") {
		wrong, right, _ := strings.Cut(w, "→")
		slips = append(slips, wrong, right)
	}
	r.slips = strings.NewReplacer(slips...)
	r.fillers = corpus.WordList("fillers")
	r.filling = words.CharactersOf(strings.Join(r.fillers, "") + r.words["insured.retired"].String() + r.words["insured.resident"].String() + r.words["insured.young"].String())
	return r, nil
}

// lists are the lists of words that the code asks for.
func lists() []string {
	return []string{
		"insured.retired", "insured.not_retired", "insured.denied", "insured.resident", "insured.young", "insured.two", "insured.paid_besides", "insured.leaves_resident", "insured.leaves_employee", "insured.kids_aside", "insured.employee", "insured.works_aside",
		"insured.flexible", "insured.scheme", "insured.lends_own", "insured.moved_to_work", "insured.own", "insured.supposed", "insured.stated", "insured.named", "insured.ours", "insured.others", "kin",
		"clause.end", "asks", "says.what", "says.move", "says.shift", "says.away", "says.here", "says.lapse", "says.share", "asks.whether_move",
		"statement.cut", "statement.question", "statement.asks", "statement.wishes", "statement.doubts",
		"lapse.said", "lapse.before", "lapse.vague", "lapse.unpaid", "lapse.residents",
		"accepted.said", "accepted.then", "accepted.is", "accepted.not", "accepted.submitted",
		"born.said", "born.alone", "sex.said", "post.said", "kin.women", "kin.men", "years.paid", "years.others", "cost.before", "level.third", "level.second", "level.first", "age.said",
		"kind.switches", "kind.flexible", "kind.employed",
		"stopped.not", "stopped.yes", "stopped.card", "stopped.then_asks", "enrolled.not", "enrolled.yes", "enrolled.new_place",
		"arrears.not", "arrears.yes", "reason.died", "reason.emigrated", "reason.cash", "reason.resigned",
		"year.rules", "asked.verb", "asked.complaint", "asked.grievance", "asked.deadline", "asked.how_long", "asked.papers", "asked.how_many", "asked.when", "asked.how_much", "asked.where",
		"asked.must", "asked.why", "asked.who", "asked.how", "asked.what", "asked.whether",
		"circumstances.weak", "follows_up", "talk.corrects", "talk.supposes", "talk.reverse", "talk.angry", "talk.shorter", "kin", "kin.for", "kin.uses", "kin.two", "kin.has", "kin.lacks", "kin.apart", "kin.same_province", "kin.introduction",
		"kin.self", "kin.mother", "kin.father", "kin.parents", "kin.wife", "kin.husband", "kin.child", "kin.old", "kin.sibling", "names.told",
	}
}

// says reports whether the text holds something of the list of words.
func (r *Reader) says(list, text string) bool { return r.words[list].In(text) }

// A Reading is what a message says.
type Reading struct {
	Text string // cleaned, in Simplified characters
	Cut  bool   // longer than what is looked at
	// Traditional and Simplified say in which characters it was written; both are false for a
	// text that reads the same in either.
	Traditional, Simplified bool
	Script                  Script
	Found                   region.Found // its places
	Insured                 knowledge.Insured
	Owner                   Owner // of whom the kind of insurance is said
	// Kinds are the kinds of insurance that persons are said to have, and Person is of whom the
	// asking clause speaks; see [Reader.person].
	Kinds  map[string]knowledge.Insured
	Person string
	About  string // Text without what is said of persons who are not asked about
	Clause string // the clause that asks; Text where none does
	// FollowsUp says that it asks nothing of its own but goes on with the question before: 居民的呢,
	// and Reverses that it turns a move round: 反过来呢.
	FollowsUp, Reverses bool
	// Year is the year whose rules are asked about, 0 if none is said: 2021年的标准.
	Year  int
	Asked knowledge.Asked // what the question word of its asking clause wants
	// Verb is what is asked whether one can do it: 退 of 能退吗; empty if nothing is.
	Verb string
	// AlsoAsked is what else it asks, in other clauses, in their order.
	AlsoAsked []knowledge.Asked
	// Told holds the circumstances spoken of, and whether each was said to be so or not to be so.
	Told map[string]bool
	// Place is the one place of the asking clause, where the message names others besides: its
	// rules are asked about.
	Place string
}

// Read understands a message.
func (r *Reader) Read(text string) Reading {
	var m Reading
	m.Text, m.Cut = Clean(text)
	m.Script = scriptOf(m.Text)
	m.Text, m.Traditional, m.Simplified = r.scripts.Simplify(m.Text)
	m.Text = r.slips.Replace(m.Text)
	m.Found = r.places.Find(m.Text)
	m.Insured = r.Insured(m.Text)
	who := r.persons(m.Text)
	m.Kinds, m.Person = who.kinds, who.asked
	if kind, ok := who.ofPersons(m.Text); ok {
		m.Insured = kind
	}
	m.About = who.ofAsked(m.Text)
	m.Owner = r.owner(m.Text, m.Insured)
	m.Told = r.circumstances(m.About)
	clause := r.asking(m.Text)
	m.Clause = clause
	m.Asked, m.AlsoAsked = r.askedBy(clause, m.Text)
	m.Verb = r.verb(clause)
	m.Year = r.year(m.Text)
	m.FollowsUp = m.Asked == "" && r.says("follows_up", m.Text)
	m.Reverses = Runes(m.Text) <= longestMove && r.says("talk.reverse", m.Text)
	if len(m.Found.Places) > 1 && clause != m.Text {
		if here := r.places.Find(clause).Places; len(here) == 1 {
			m.Place = here[0]
		}
	}
	return m
}

// Numbers reports whether the message is a number or a date and nothing else: 18, 1970-05, 1970年5月.
func (m Reading) Numbers() bool {
	figures := false
	for _, c := range m.Text {
		switch {
		case '0' <= c && c <= '9':
			figures = true
		case !strings.ContainsRune("年月日号岁点份-–/.,~:() ", c):
			return false
		}
	}
	return figures
}

// Bare reports whether nothing but places, kinds of insurance and fillers is said, so that a
// message like “换成都呢?” only changes a slot of the question before.
func (r *Reader) Bare(m Reading) bool { return r.bare(m.Found.Rest) }

// Corrects reports whether a message only sets a slot right or adds one, in so many words:
// 打错了,不是常州是南通. It asks nothing.
func (r *Reader) Corrects(m Reading) bool {
	return m.Asked == "" && r.says("talk.corrects", m.Text) && r.bare(r.without("talk.corrects", m.Found.Rest))
}

// Corrected reads what a correction sets right: 5万8 in 不对,改成5万8.
func (r *Reader) Corrected(m Reading) (Reading, bool) {
	if m.Asked != "" || !r.says("talk.corrects", m.Text) {
		return m, false
	}
	return r.Read(strings.Trim(r.without("talk.corrects", m.Text), " ,，。")), true
}

// Supposed reads what a message supposes instead of what was told before: 二级医院 in 那要是二级医院呢.
func (r *Reader) Supposed(m Reading) (Reading, bool) {
	if m.Asked != "" || !r.says("talk.supposes", m.Text) {
		return m, false
	}
	return r.Read(strings.Trim(r.without("talk.supposes", m.Text), " ,，。?？呢")), true
}

// Places finds the places in a text.
func (r *Reader) Places(text string) region.Found { return r.places.Find(text) }

// Nearest returns the city nearest to a position in degrees, and how many km away it is.
func (r *Reader) Nearest(lat, lng float64) (code string, km float64) {
	return r.places.Nearest(lat, lng)
}

// Asks reports whether the text is a question.
func (r *Reader) Asks(text string) bool { return r.says("asks", text) }

// Persons returns the relatives that a text speaks of, as it calls them.
func (r *Reader) Persons(text string) []string {
	if !r.says("kin", text) {
		return nil
	}
	return r.words["kin"].FindAllString(text, -1)
}

// Clean drops what nobody sees or means and cuts what is too long.
func Clean(text string) (s string, cut bool) {
	s = zh.Clean(text)
	n := 0
	for i := range s {
		if n++; n > longest {
			return strings.TrimSpace(s[:i]), true
		}
	}
	return s, false
}

// A Script is what a message is written in, roughly.
type Script int

// The scripts.
const (
	NoWords    Script = iota // emoji, punctuation, digits
	OtherWords               // letters, but no Chinese
	Chinese
)

func scriptOf(s string) Script {
	kind := NoWords
	for _, c := range s {
		switch {
		case unicode.Is(unicode.Han, c):
			return Chinese
		case unicode.IsLetter(c):
			kind = OtherWords
		}
	}
	return kind
}

// A Talk is small talk that is all that was said; it is the id of its list of words.
type Talk string

// The kinds of small talk.
const (
	Hello  Talk = "talk.hello"
	Thanks Talk = "talk.thanks"
	Bye    Talk = "talk.bye"
	Cancel Talk = "talk.cancel"
	WhoAmI Talk = "talk.who"
)

func talks() []Talk { return []Talk{Hello, Thanks, Bye, Cancel, WhoAmI} }

// SmallTalk reports which small talk a text is, if it is nothing else. Several in a row are the last
// of them: 好嘞谢谢啦.
func (r *Reader) SmallTalk(text string) (Talk, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if t, ok := r.talk[text]; ok {
		return t, true
	}
	bare := strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		return c
	}, text)
	if bare == "" || Runes(bare) > longestTalk {
		return "", false
	}
	return r.talks(bare)
}

// longestTalk is how many characters small talk has at most.
const longestTalk = 16

// particles end what is said without changing it.
const particles = "哈啊了啦哦呀噢喔哟嗯昂哒"

// talks takes a text apart into small talk and particles and returns the last talk.
func (r *Reader) talks(text string) (Talk, bool) {
	if t, ok := r.talk[text]; ok {
		return t, true
	}
	cut := len(text)
	for {
		_, size := utf8.DecodeLastRuneInString(text[:cut])
		if cut -= size; cut <= 0 {
			return "", false
		}
		before, last := text[:cut], text[cut:]
		if strings.Trim(last, particles) == "" {
			if t, ok := r.talks(before); ok {
				return t, true
			}
		} else if t, ok := r.talk[last]; ok {
			if _, ok := r.talks(before); ok {
				return t, true
			}
		}
	}
}

// A Mood is what someone wants of the talk, besides an answer.
type Mood int

// The moods.
const (
	Calm    Mood = iota
	Shorter      // the bare conclusion: 再短一点, 到底能不能
	Angry        // 答非所问
)

// longestMove is how many characters a message has at most that is a move of the talk and holds
// no question of its own.
const longestMove = 14

// Mood returns the mood of a short message.
func (r *Reader) Mood(text string) Mood {
	switch {
	case Runes(text) > longestMove:
		return Calm
	case r.says("talk.angry", text):
		return Angry
	case r.says("talk.shorter", text):
		return Shorter
	}
	return Calm
}

// Runes counts the characters of a text.
func Runes(s string) int { return utf8.RuneCountInString(s) }
