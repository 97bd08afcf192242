package dialog

import (
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
		words: []string{"accepted", "out_by", "in_by", "out_workdays", "in_workdays", "balance_workdays"},
		reads: []string{
			policy.ParamLetterWorkdays, policy.ParamOutWorkdays, policy.ParamInWorkdays,
			policy.ParamBalanceWorkdays, policy.ParamBalanceStays,
		},
		run: timeline,
	}
}

// timeline reckons by when a transfer accepted on the day is due: the old place (by its own
// rules) sends the record, then the new place takes it in. The day of acceptance does not
// count. Under the rules before 2021-12 the new place first had time for a letter.
func timeline(c *knowledge.Corpus, env Env, in []input) (finding, error) {
	from, to, day := in[0].Text, in[1].Text, in[3].Day
	letter, err := c.Value(policy.ParamLetterWorkdays, to, day)
	if err != nil {
		return finding{}, err
	}
	out, err := c.Value(policy.ParamOutWorkdays, from, day)
	if err != nil {
		return finding{}, err
	}
	into, err := c.Value(policy.ParamInWorkdays, to, day)
	if err != nil {
		return finding{}, err
	}
	outDays, inDays := int(letter.Value+out.Value), int(into.Value)
	outBy, sure := env.Calendar.After(day, outDays)
	inBy, alsoSure := env.Calendar.After(outBy, inDays)
	f := finding{
		values: map[string]any{"accepted_on": day.String()},
		words: map[string]string{
			"accepted": dayWords(day), "out_by": dayWords(outBy), "in_by": dayWords(inBy),
			"out_workdays": number(float64(outDays)), "in_workdays": into.String(),
		},
		timeline: []Stage{
			{Name: "transfer_out", Latest: outBy, Workdays: outDays, Certain: sure, Note: "transfer_out"},
			{Name: "transfer_in", Latest: inBy, Workdays: inDays, Certain: sure && alsoSure, Note: "transfer_in"},
		},
		basis: []knowledge.Basis{out.Basis, into.Basis},
	}
	if in[2].Text != string(knowledge.Resident) { // residents have no personal account
		f.balance(c, env, in, inBy)
	}
	return f, nil
}

// balance adds when the money arrives: no national rule says, some places do.
func (f *finding) balance(c *knowledge.Corpus, env Env, in []input, inBy knowledge.Date) {
	stage := Stage{Name: "balance", Note: "balance"}
	if stays, b := policy.BalanceStays(c, in[0].Text, in[1].Text, in[3].Day); stays {
		stage.Note = "balance_stays"
		f.basis = append(f.basis, b)
	} else if v, err := c.Value(policy.ParamBalanceWorkdays, in[1].Text, in[3].Day); err == nil {
		stage.Note, stage.Workdays = "balance_local", int(v.Value)
		stage.Latest, _ = env.Calendar.After(inBy, stage.Workdays)
		f.words["balance_workdays"] = v.String()
		f.basis = append(f.basis, v.Basis)
	}
	f.timeline = append(f.timeline, stage)
}
