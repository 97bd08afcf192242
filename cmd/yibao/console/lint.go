package console

import "github.com/yibaowenwen/yibao/knowledge/lint"

// findings is the page of what the rules of the house say.
type findings struct {
	Mistakes, Reminders int
	Rules               []ruleFindings
}

// ruleFindings are those of one rule.
type ruleFindings struct {
	Rule    string
	Warning bool
	Found   []finding
}

type finding struct{ Where, Item, Text string }

func (r *request) lint() (any, error) {
	sum, err := r.summary()
	if err != nil {
		return nil, err
	}
	var page findings
	page.Mistakes, page.Reminders = mistakes(sum.Findings)
	for _, warning := range []bool{false, true} {
		for _, rule := range lint.RuleNames() {
			g := ruleFindings{Rule: rule, Warning: warning}
			for _, f := range sum.Findings {
				if f.Rule == rule && f.Warning == warning {
					g.Found = append(g.Found, finding{r.where(f.Pos), f.Item, f.Text})
				}
			}
			if len(g.Found) > 0 {
				page.Rules = append(page.Rules, g)
			}
		}
	}
	return page, nil
}
