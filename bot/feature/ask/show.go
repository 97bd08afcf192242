package ask

import (
	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
	"github.com/yibaowenwen/yibao/bot/feature"
	"github.com/yibaowenwen/yibao/bot/say"
)

func pressShow(t *feature.Turn, d button.Data) bot.Reply {
	shown, ok := button.ParseShown(d)
	return show(t, shown, ok)
}

// show shows the answer that a button means.
func show(t *feature.Turn, shown button.Shown, ok bool) bot.Reply {
	entry, known := t.Corpus.Entry(shown.Entry)
	if !ok || !known {
		return t.Stale()
	}
	s := t.Session
	s.Places, s.Insured = t.Known(shown.Places), shown.Insured
	s.General = s.General || s.Insured != s.Own
	return answered(t.With(s), matchOf(entry))
}

// pressPage shows a further page of an answer.
func pressPage(t *feature.Turn, d button.Data) bot.Reply {
	shown, page, ok := button.ParsePage(d)
	r := show(t, shown, ok)
	r.Page = page
	return r
}

// followLink opens an answer that someone has shared, for someone of whom nothing is known yet.
func followLink(t *feature.Turn, payload string) (bot.Reply, bool) {
	shown := button.ParseLink(payload)
	entry, ok := t.Corpus.Entry(shown.Entry)
	if !ok {
		return bot.Reply{}, false
	}
	s := t.Session.Fresh()
	s.Places = t.Known(shown.Places)
	return answered(t.With(s), matchOf(entry)), true
}

// pressThumb takes what someone thinks of an answer.
func pressThumb(t *feature.Turn, d button.Data) bot.Reply {
	entry, up, ok := button.ParseThumb(d)
	if _, known := t.Corpus.Entry(entry); !known || !ok {
		return t.Stale()
	}
	r := bot.Reply{Decision: bot.SmallTalk, Toast: say.Thumbed, Feedback: &bot.Feedback{Entry: entry, Helpful: up}}
	if !up {
		r.Toast = say.ThumbedDown
	}
	return t.Done(r)
}

// pressMore shows the same answer with all its buttons.
func pressMore(t *feature.Turn, d button.Data) bot.Reply {
	shown, ok := button.ParseShown(d)
	r := show(t, shown, ok)
	if entry, known := t.Corpus.Entry(r.Entry); ok && known {
		r.Buttons = all(t.With(r.Session), entry)
		r.Full, r.Edit = true, true
	}
	return r
}

func thumbs(entry string) []bot.Button {
	return []bot.Button{
		{Icon: say.ButtonGood, Spoken: say.ButtonHelpful, Data: button.ThumbData(entry, true)},
		{Icon: say.ButtonBad, Spoken: say.ButtonUnhelpful, Data: button.ThumbData(entry, false)},
	}
}
