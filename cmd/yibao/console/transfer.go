package console

import (
	"strings"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/knowledge"
)

// transferPage is the picture of how long a transfer takes.
type transferPage struct {
	Accepted, From, To string // as asked
	Wrong              string // what is wrong with the question
	Places             []string
	Stages             []stage
	Uncertain          bool
	Line               timeline
}

// A stage is a step of a transfer and what its deadline rests on.
type stage struct {
	Name     string
	Latest   knowledge.Date
	Workdays int
	Guessed  bool // reaches into a year whose holidays are not announced
	Basis    basis
	Tone     string
}

// transfer asks the same rules as the bot's own estimate (package dialog), so that an editor sees what
// people are told. A day for which no rule is known gives no picture.
func (r *request) transfer() (any, error) {
	page := transferPage{Accepted: r.FormValue("accepted"), From: r.FormValue("from"), To: r.FormValue("to"), Places: r.cities()}
	if page.Accepted == "" {
		page.Accepted = r.day.String()
	}
	move, wrong := r.move(page)
	if wrong != "" {
		page.Wrong = wrong
		return page, nil
	}
	stages, err := dialog.Deadlines(r.Corpus, r.Calendar, move)
	if err != nil {
		page.Wrong = "那一天还没有查到规定,不猜。"
		return page, nil //nolint:nilerr // it is what the page says
	}
	for _, s := range stages {
		guessed := !s.Certain && s.Name != dialog.Balance
		page.Stages = append(page.Stages, stage{stageWord(s.Name), s.Latest, s.Workdays, guessed, r.basis(s.Basis), s.Name})
		page.Uncertain = page.Uncertain || guessed
	}
	page.Line = draw(r.Calendar, move.Accepted, r.day, page.Stages)
	return page, nil
}

// move reads what was asked, or says what is wrong with it.
func (r *request) move(p transferPage) (dialog.Move, string) {
	day, err := knowledge.ParseDate(p.Accepted)
	if err != nil {
		return dialog.Move{}, "日期要写成 2026-09-21 这样。"
	}
	m := dialog.Move{Accepted: day}
	for _, place := range []struct {
		name string
		code *string
	}{{p.From, &m.From}, {p.To, &m.To}} {
		if place.name = strings.TrimSpace(place.name); place.name == "" {
			continue
		}
		code, ok := r.placeCode(place.name)
		if !ok {
			return m, "没有“" + place.name + "”这个地方,写全名试试,例如绵阳市。"
		}
		*place.code = code
	}
	return m, ""
}

// placeCode finds a province or a city by the name that it has or that people give it.
func (r *request) placeCode(name string) (string, bool) {
	if g, ok := r.Corpus.Regions.Named(name); ok {
		return g.Code, true
	}
	for _, g := range r.Corpus.Regions.All() {
		if g.Short == name && g.Grade != knowledge.County {
			return g.Code, true
		}
	}
	return "", false
}

// cities are the names to choose from.
func (r *request) cities() (names []string) {
	for _, g := range r.Corpus.Regions.All() {
		if g.Grade == knowledge.Prefecture || knowledge.Municipality(g.Code) {
			names = append(names, g.Name)
		}
	}
	return names
}

func stageWord(name string) string {
	return word(map[string]string{
		dialog.TransferOut: "转出地办完", dialog.TransferIn: "转入地办完", dialog.Balance: "余额到账",
	}, name)
}
