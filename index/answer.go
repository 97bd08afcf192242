package index

import (
	"regexp"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A parameter's place in a sentence, which nobody asks for.
var braces = regexp.MustCompile(`\{[^}]*\}`)

// said returns what an entry answers, as one canonical text. Answers are looked at second:
// their words count a little, and where no phrasing comes close they are searched.
func (x *Index) said(e *knowledge.Entry) string { return x.text.Canon(x.text.Fold(answerText(e))) }

func answerText(e *knowledge.Entry) string {
	var b strings.Builder
	for _, list := range [][]knowledge.Statement{e.Headline, e.Lines} {
		for _, s := range list {
			b.WriteString(braces.ReplaceAllString(s.Text, " "))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// unlike is the share of the question's weight below which no phrasing comes close.
const unlike = 0.3

// unlikeAny reports whether none of the phrasings found is like the question.
func (x *Index) unlikeAny(q *question, docs []int) bool {
	whole := &q.whole().canon
	for _, d := range docs {
		if share(x.terms.shared(whole.ids, x.docs[d].canon.ids), whole.weight) >= unlike {
			return false
		}
	}
	return true
}
