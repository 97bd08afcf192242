package dialog

import (
	"strconv"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// pooling gives the basis on which two places count as one area.
func pooling(c *knowledge.Corpus, _ Env, in []input) (finding, error) {
	_, b := policy.Pools(c, in[0].Text, in[1].Text, in[2].Text == string(knowledge.Resident), in[3].Day)
	if b.IsZero() {
		return finding{}, nil
	}
	return finding{basis: []knowledge.Basis{b}}, nil
}

func timelineFunc() computeFunc {
	return computeFunc{
		kinds: []Kind{Place, Place, Choice, Day},
		words: []string{"accepted", "if_today", "out_by", "in_by", "out_workdays", "in_workdays", "balance_workdays"},
		reads: []string{
			policy.ParamLetterWorkdays, policy.ParamOutWorkdays, policy.ParamInWorkdays,
			policy.ParamBalanceWorkdays, policy.ParamBalanceStays,
		},
		run: timeline,
	}
}

// timeline puts the deadlines of the transfer in words, for texts.
func timeline(c *knowledge.Corpus, env Env, in []input) (finding, error) {
	m := Move{From: in[0].Text, To: in[1].Text, Resident: in[2].Text == string(knowledge.Resident), Accepted: in[3].Day}
	stages, err := Deadlines(c, env.Calendar, m)
	if err != nil {
		return finding{}, err
	}
	out, into := stages[0], stages[1]
	f := finding{
		values: map[string]any{"accepted_on": m.Accepted.String()},
		words: map[string]string{
			"accepted": dayWords(m.Accepted), "out_by": dayWords(out.Latest), "in_by": dayWords(into.Latest),
			"out_workdays": strconv.Itoa(out.Workdays), "in_workdays": strconv.Itoa(into.Workdays),
		},
		timeline: stages,
	}
	if in[3].today {
		f.words["if_today"] = dayWords(into.Latest)
	}
	for _, s := range stages {
		if !s.Basis.IsZero() {
			f.basis = append(f.basis, s.Basis)
		}
		if s.Note == "balance_local" {
			f.words["balance_workdays"] = strconv.Itoa(s.Workdays)
		}
	}
	return f, nil
}
