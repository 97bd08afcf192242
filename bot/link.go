package bot

import (
	"strings"
)

// A deep link t.me/BOT?start=PAYLOAD opens an answer with its places. Telegram allows only
// A–Z a–z 0–9 _ and - in a payload, at most 64, so a dot is written as a hyphen:
//
//	transfer-duration--510700_510100
//
// is the entry transfer.duration from 绵阳 to 成都; either place may be empty.

// Link returns the payload that opens an entry's answer for two places; it holds nothing about
// the person.
func Link(entry string, p Places) string {
	payload := strings.ReplaceAll(entry, ".", "-")
	if p.From != "" || p.To != "" {
		payload += "--" + p.From + "_" + p.To
	}
	return payload
}

// followLink answers /start with a payload; what is no payload of ours opens the welcome.
func (t *turn) followLink(payload string) Reply {
	name, places, _ := strings.Cut(payload, "--")
	entry, ok := t.corpus.Entry(strings.ReplaceAll(name, "-", "."))
	if !ok {
		return t.start()
	}
	from, to, _ := strings.Cut(places, "_")
	t.Session = Session{Home: t.Session.Home, Traditional: t.Session.Traditional, Places: t.parsePlaces(from + ">" + to)}
	return t.answer(entry, 1)
}
