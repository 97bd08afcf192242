package understand

import (
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

// How many questions of a message are looked up.
const (
	mostClauses = 4
	ofALetter   = 3
)

// letter is how many characters a message has at least that tells of more than it asks.
const letter = 60

// Clauses returns the questions in a message that asks several things; fewer than two means that it
// asks one. Parts of one sentence are several questions (能转吗,带什么,多久); in a letter, whose story
// has question words too, only where it asks just two, plainly and each for something else.
func (r *Reader) Clauses(text string) []string {
	const shortest = 4
	var list []string
	for _, sentence := range r.words["clause.end"].Split(text, -1) {
		if sentence = strings.TrimSpace(sentence); Runes(sentence) >= shortest && r.Asks(sentence) {
			list = append(list, sentence)
		}
	}
	brief, most := Runes(text) < letter, ofALetter
	if brief {
		most = mostClauses
	}
	if brief || len(list) < 2 {
		var parts []string
		for _, sentence := range list {
			parts = append(parts, r.questionsIn(sentence, brief)...)
		}
		list = parts
	}
	if len(list) < 2 {
		return nil
	}
	return list[:min(most, len(list))]
}

// questionsIn returns the questions of a sentence: its parts that ask, if several do. The first keeps
// the story before it, unless that is long.
func (r *Reader) questionsIn(sentence string, brief bool) []string {
	var list, story []string
	seen := map[knowledge.Asked]bool{}
	for _, part := range r.words["statement.cut"].Split(sentence, -1) {
		asked := r.Asked(part)
		switch asks := r.asksPlainly(part) || brief && asked != "" && r.says("statement.asks", part); {
		case !asks:
			if brief && len(list) == 0 {
				story = append(story, part)
			}
			continue
		case !brief && seen[asked]:
			return []string{sentence}
		case len(list) == 0:
			list = append(list, strings.Join(append(story, part), ","))
		default:
			list = append(list, strings.TrimSpace(part))
		}
		seen[asked] = true
	}
	if len(list) < 2 || !brief && len(list) > 2 {
		return []string{sentence}
	}
	return list
}

// asksPlainly reports whether a clause has a question word that says what it wants.
func (r *Reader) asksPlainly(clause string) bool {
	a := r.Asked(clause)
	return a != "" && a != knowledge.AskedWhether && a != knowledge.AskedWhat && a != knowledge.AskedHow
}

// fewWords is how long a question is that leaves out that it is about care away from home.
const fewWords = 10

// SpellOut returns what is asked with that which goes without saying here: 从苏州转到南京 is about
// insurance, and after a question on care away from home (topic), 买药能刷吗 means away from home.
func (r *Reader) SpellOut(found region.Found, topic string) string {
	text := found.Rest
	if found.From != "" && found.To != "" {
		text = r.words["says.shift"].ReplaceAllString(text, "转$2")
	}
	if found.From != "" && found.To != "" && r.says("says.move", text) && !r.says("says.what", text) {
		text = "医保" + text
	}
	if r.corpus.Regions.Route(found.From, found.To) == knowledge.InProvince && r.says("asks.whether_move", text) {
		text = "省内跨市" + text
	}
	if len(found.Places) > 1 && r.says("says.share", text) {
		text = acrossPlaces(r.corpus.Regions.Route(found.Places[0], found.Places[1])) + text
	}
	return r.inTalk(text, topic)
}

// inTalk says of a few words what the topic talked about makes of them: away from home where care there
// is talked about, and that a patient is moved and not insurance where treatment is.
func (r *Reader) inTalk(text, topic string) string {
	switch {
	case Runes(text) > fewWords:
	case strings.HasPrefix(topic, "remote.") && !r.says("says.away", text):
		return "外地" + text
	case strings.HasPrefix(topic, "reimburse.") && !r.NamesInsurance(text) && !strings.Contains(text, "转院"):
		return strings.Replace(text, "转", "转院", 1)
	}
	return text
}

// AfterMove says of a short question on a lapse or on stopping that it is about a move to another city,
// for someone who is known to have moved.
func (r *Reader) AfterMove(text string) string {
	if Runes(text) <= moveWords && r.says("says.lapse", text) && !r.says("says.move", text) && !r.says("says.away", text) {
		return "换城市" + text
	}
	return text
}

// moveWords is how long a question is that leaves out that it is about a move.
const moveWords = 14

// HereIsAway says of a question on 这边 that it means away from home, for someone who is known to be.
func (r *Reader) HereIsAway(text string) string {
	if r.says("says.here", text) && !r.says("says.away", text) {
		return "外地" + text
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

// terse is how many characters what is typed after the bot's name may have to need filling up.
const terse = 6

// SpellOutTerse is SpellOut for what is typed in a hurry: 绵阳 成都 材料.
func (r *Reader) SpellOutTerse(found region.Found) string {
	rest := found.Rest
	if found.From != "" && found.To != "" && Runes(rest) <= terse && !r.says("says.what", rest) && !r.says("says.move", rest) {
		found.Rest = "医保转移" + rest
	}
	return r.SpellOut(found, "")
}
