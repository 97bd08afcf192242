package bot

import (
	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/say"
)

const (
	// sharePrefix marks buttons that give a link to a dialog's outcome.
	sharePrefix = "l:"
	// statePrefix begins the payload of a link that opens a dialog.
	statePrefix = "d-"
)

// shareButton offers a link that opens the outcome again, for someone else.
func shareButton(f *dialog.Flow, a dialog.Answers) []Button {
	return []Button{{Label: say.ButtonShare, Data: sharePrefix + f.Encode(a)}}
}

// LinkFlow returns the payload that opens a dialog with these answers, without those that say
// who someone is, such as the month of birth: whoever opens it is asked.
func LinkFlow(f *dialog.Flow, a dialog.Answers) string { return statePrefix + f.Encode(f.Public(a)) }

// pressShare gives the link of an outcome, to be sent on by hand: the bot sends nothing to
// anyone itself.
func (t *turn) pressShare(state string) Reply {
	saved, err := t.flows.Decode(state, t.env())
	if err != nil {
		return t.stale()
	}
	public := saved.Flow.Public(saved.Answers)
	link := say.LinkTo(t.Bot, LinkFlow(saved.Flow, public))
	lines := []Line{{Headline, say.ShareHead}, {Plain, link}}
	if len(public) < len(saved.Answers) {
		lines = append(lines, Line{Aside, say.ShareWithout})
	}
	r := Reply{Decision: Answer, Lines: append(lines, Line{Aside, say.ShareHint})}
	if t.Bot != "" {
		r.Buttons = [][]Button{{{Label: say.ButtonSendOn, URL: say.SendOn(link, saved.Flow.Title)}}}
	}
	return t.done(r)
}
