package bot

import (
	"strings"
)

// A deep link t.me/BOT?start=PAYLOAD opens an answer with its places. Telegram allows only
// A–Z a–z 0–9 _ and - in a payload, at most 64, so a dot is written as a hyphen:
//
//	transfer-duration--510700_510100
//
// is the entry transfer.duration from 绵阳 to 成都; either place may be empty. And
//
//	d-STATE
//
// opens a dialog with the answers of its state, which is made of letters and digits.

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
	if state, ok := strings.CutPrefix(payload, statePrefix); ok {
		return t.followState(state)
	}
	name, places, _ := strings.Cut(payload, "--")
	entry, ok := t.corpus.Entry(strings.ReplaceAll(name, "-", "."))
	if !ok {
		return t.start()
	}
	from, to, _ := strings.Cut(places, "_")
	t.Session = t.Session.fresh()
	t.Session.Places = t.parsePlaces(from + ">" + to)
	return t.answer(entry, 1)
}

// followState opens a dialog that someone has shared.
func (t *turn) followState(state string) Reply {
	saved, err := t.flows.Decode(state, t.env())
	if err != nil {
		return t.start()
	}
	t.Session = t.Session.fresh()
	return t.resumed(saved)
}

// fresh forgets what was talked about, and keeps what the person has set for this chat.
func (s Session) fresh() Session {
	kept := Session{Home: s.Home, Traditional: s.Traditional, Big: s.Big, Notify: s.Notify, Reminders: s.Reminders}
	kept.Other = s.Other
	if s.Family { // back to oneself; the relative's profile waits
		kept.Home, kept.Other = s.Other.Home, s.profile()
	}
	return kept
}
