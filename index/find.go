package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A Query is a question as it was asked.
type Query struct {
	// Text is what the person typed; place words are best taken out first.
	Text string
	// Places is how many places were named in the question.
	Places int
	// Insured is the kind of insurance, if it is known from elsewhere.
	Insured knowledge.Insured
	// Topic is that of the turn before; a question that cannot stand alone is understood
	// in its light.
	Topic string
	// Limit is the greatest number of matches to return; 0 means 5.
	Limit int
}

// A Verdict says what the matches are good for.
type Verdict string

// The verdicts.
const (
	Answer Verdict = "answer" // the first match answers the question
	Choose Verdict = "choose" // one of the first matches may
	Refuse Verdict = "refuse" // nothing comes close
)

// A Result is what was found for a question.
type Result struct {
	Matches []knowledge.Match // best first, one for each entry
	Verdict Verdict
}

// candidates is how many phrasings are compared closely.
const candidates = 40

// Find returns the entries that best fit the question. A question in which nothing is
// known returns no matches and the verdict [Refuse]; the error is that of ctx.
func (x *Index) Find(ctx context.Context, q Query) (Result, error) {
	asked := x.question(q, x.topics)
	if len(asked.whole().canon.ids) == 0 {
		return Result{Verdict: Refuse}, ctx.Err()
	}
	found, err := x.phrasings(ctx, asked.whole().canon.text)
	if err != nil {
		return Result{}, fmt.Errorf("search phrasings: %w", err)
	}
	if x.unlikeAny(&asked, found) {
		answers, err := x.answersLike(ctx, asked.whole().canon.text)
		if err != nil {
			return Result{}, fmt.Errorf("search answers: %w", err)
		}
		found = append(found, answers...)
	}
	ranked := x.rank(&asked, x.likely(&asked, found))
	r := x.result(&asked, ranked)
	r.Verdict = asked.vetoed(r)
	return r, nil
}

// The odds of being about 医保 below which an answer is only offered, and below which nothing is:
// other offices are asked in our words too.
const (
	vetoAt   = 0.5
	refuseAt = -1.5
)

// vetoed returns the verdict in the light of the question's scope. What goes on from the turn
// before is about what that was about.
func (q *question) vetoed(r Result) Verdict {
	switch {
	case len(r.Matches) == 0 || q.goesOn || r.Matches[0].Entry.Topic == knowledge.OutOfScope:
		return r.Verdict
	case q.inScope < refuseAt && r.Verdict == Choose:
		return Refuse
	case q.inScope < vetoAt && r.Verdict == Answer:
		return Choose
	}
	return r.Verdict
}

// phrasings returns the numbers of the phrasings that share the rarest terms with the text.
func (x *Index) phrasings(ctx context.Context, text string) ([]int, error) {
	return x.asked.search(ctx, x.queryTerms(text))
}

// answersLike returns the first phrasings of the entries whose answers share the rarest terms
// with the text.
func (x *Index) answersLike(ctx context.Context, text string) ([]int, error) {
	replies, err := x.replies()
	if err != nil {
		return nil, err
	}
	return replies.search(ctx, x.queryTerms(text))
}

// The rarest terms are searched for; the others of a question are in so many phrasings that
// they cost time and find nothing.
const (
	maxTerms    = 28   // at most
	fewTerms    = 6    // however common
	maxPostings = 2000 // phrasings to be looked at, counted once for each term
)

// queryTerms returns the grams of the text to search for, rarest first.
func (x *Index) queryTerms(text string) []string {
	type known struct {
		term      string
		phrasings int32
	}
	var list []known
	for _, g := range x.split(text) {
		if id, ok := x.terms.ids[g]; ok {
			list = append(list, known{g, x.terms.df[id]})
		}
	}
	slices.SortFunc(list, func(a, b known) int {
		if a.phrasings != b.phrasings {
			return cmp.Compare(a.phrasings, b.phrasings)
		}
		return cmp.Compare(a.term, b.term)
	})
	list = slices.Compact(list)
	terms := make([]string, 0, min(maxTerms, len(list)))
	postings := 0
	for i, k := range list {
		postings += int(k.phrasings)
		if i == maxTerms || i >= fewTerms && postings > maxPostings {
			break
		}
		terms = append(terms, k.term)
	}
	return terms
}

func (x *Index) result(q *question, list []candidate) Result {
	limit := q.Limit
	if limit <= 0 {
		limit = 5
	}
	r := Result{Verdict: Refuse}
	for i, c := range list[:min(limit, len(list))] {
		conf := x.confidence(list, i)
		r.Matches = append(r.Matches, knowledge.Match{Entry: x.entry(c), Asked: x.as(&x.docs[c.doc]), Confidence: conf, Why: x.explain(q, list, i)})
	}
	if len(r.Matches) > 0 {
		r.Verdict = verdict(r.Matches[0].Confidence)
	}
	return r
}

// gap returns how far the score of candidate i lies above the best of another topic;
// negative if below.
func (x *Index) gap(list []candidate, i int) float64 {
	for j, c := range list {
		if j != i && x.entry(c).Topic != x.entry(list[i]).Topic {
			return list[i].score - c.score
		}
	}
	return list[i].score
}

func verdict(confidence float64) Verdict {
	switch {
	case confidence >= AnswerAt:
		return Answer
	case confidence >= ChooseAt:
		return Choose
	}
	return Refuse
}
