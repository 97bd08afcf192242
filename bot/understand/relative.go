package understand

import "github.com/yibaowenwen/yibao/knowledge/region"

// relation takes whose use of the account is asked about: 给我妈用. It may be asked about, but
// must be one relative only.
func (t teller) relation(text string) {
	if t.says("kin.two", text) {
		return
	}
	found := ""
	for _, list := range []string{"kin.for", "kin.uses"} {
		for _, m := range t.words[list].FindAllStringSubmatch(text, -1) {
			if m[1] != "" || m[3] != "" || found != "" && found != m[2] {
				return // not for that one; someone of theirs; or two of them
			}
			found = m[2]
		}
	}
	if found != "" {
		t.facts["relation"] = found
	}
}

// relative takes what is stated of the relative's own insurance.
func (t teller) relative(c clause) {
	if !c.states() {
		return
	}
	switch {
	case t.says("kin.lacks", c.text):
		t.facts["relative_insured"] = "no"
	case t.says("kin.has", c.text):
		t.facts["relative_insured"] = "yes"
	}
	switch {
	case t.says("kin.apart", c.text):
		t.facts["same_province"] = "no"
	case t.says("kin.same_province", c.text):
		t.facts["same_province"] = "yes"
	}
}

// reason takes why someone wants the money out. The gravest one counts.
func (t teller) reason(text string, p region.Places) {
	switch {
	case t.says("reason.died", text):
		t.facts["reason"] = "death"
	case t.says("reason.emigrated", text):
		t.facts["reason"] = "emigrate"
	case t.says("reason.cash", text):
		t.facts["reason"] = "need_cash"
	case p.From != "" && p.To != "" && p.From != p.To:
		t.facts["reason"] = "moved"
	case t.says("reason.resigned", text):
		t.facts["reason"] = "stopped"
	}
}
