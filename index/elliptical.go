package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// ellipticalLength is how many canonical characters a question has at most that says too
// little by itself.
const ellipticalLength = 9

// Elliptical reports whether a question is too short to stand alone, such as 那要多久?
// or 需要什么材料, and must be understood from what was asked before.
func (x *Index) Elliptical(text string) bool { return x.elliptical(x.text.Fold(text)) }

// elliptical says so of a short text that names neither 医保 nor another office: 转移要多久
// stands alone, 要多久 does not.
func (x *Index) elliptical(folded string) bool {
	canon := x.text.Canon(folded)
	return utf8.RuneCountInString(canon) <= ellipticalLength &&
		x.schemes.Tags(folded)&^x.schemes.Tag("medical") == 0 &&
		!slices.ContainsFunc(subjects(), func(w string) bool { return strings.Contains(canon, w) })
}

// subjects are canonical words that a short question may stand on.
func subjects() []string {
	return []string{"医保", "社保", "门诊", "住院", "转移", "共济", "参保地", "备案", "异地就医", "钱包", "亲情账户", "个人账户", "视同", "灵活就业"}
}

// families returns the words that stand for a topic, or for all topics of a family.
func families() (map[string]string, error) {
	lines, err := words.ReadFile("words/families.txt")
	if err != nil {
		return nil, fmt.Errorf("read families: %w", err)
	}
	m := map[string]string{}
	for line := range strings.Lines(string(lines)) {
		line, _, _ = strings.Cut(line, "#")
		if topic, said, ok := strings.Cut(line, "="); ok {
			m[strings.TrimSpace(topic)] = strings.TrimSpace(said)
		}
	}
	return m, nil
}

// inContext returns what an elliptical question means after a turn about topic: the words
// for the topic, then the question. It returns "" if it stands alone or topic says nothing.
func (x *Index) inContext(folded, topic string) string {
	if topic == "" || !x.elliptical(folded) {
		return ""
	}
	about := x.families[topic]
	if about == "" {
		about = x.families[family(topic)]
	}
	if about == "" {
		return ""
	}
	return x.text.Fold(about) + folded
}
