package demo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// maxNotes is how many passing things a chat keeps for a page that was away for a moment.
const maxNotes = 20

// A note is something the page shows for a moment: that the bot is typing, or what it
// answered to a pressed button.
type note struct {
	Chat  int64  `json:"chat"`
	Kind  string `json:"kind"` // action or answer
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
	Query string `json:"query,omitempty"`
	seq   int64
}

// note shows something passing in a chat. It is kept apart from the messages: a page that is opened
// later must not see an old toast.
func (s *Server) note(r *room, n note) {
	s.seq++
	n.seq, n.Chat = s.seq, r.chat.ID
	r.notes = append(r.notes, n)
	if len(r.notes) > maxNotes {
		r.notes = slices.Delete(r.notes, 0, 1)
	}
	s.notify()
}

// An event tells the page what has changed. Its sequence number is where the page goes on
// when its connection breaks.
type event struct {
	seq  int64
	kind string // profile, message, deleted, note, ready
	data any
}

// shown is a message as the page gets it, with the reply keyboard that came along.
type shown struct {
	Message
	Menu json.RawMessage `json:"menu,omitempty"`
}

// since returns what changed in a person's two chats after a sequence number, in order. From
// 0 it is everything there is, without what has passed, and a last event that says so.
func (s *Server) since(person, seq int64) []event {
	var all []event
	if seq == 0 || s.profile.rev > seq {
		all = append(all, event{max(s.profile.rev, 1), "profile", s.about(person)})
	}
	for _, chatID := range []int64{person, family(person)} {
		if r := s.rooms[chatID]; r != nil {
			all = append(all, r.since(seq)...)
		}
	}
	slices.SortStableFunc(all, func(a, b event) int { return cmp.Compare(a.seq, b.seq) })
	if seq == 0 {
		all = append(all, event{s.seq, "ready", struct{}{}})
	}
	return all
}

func (r *room) since(seq int64) []event {
	var all []event
	for _, m := range r.messages {
		switch {
		case m.rev <= seq:
		case !m.Deleted:
			all = append(all, event{m.rev, "message", shown{m.Message, m.Menu}})
		case seq > 0:
			all = append(all, event{m.rev, "deleted", m.ID})
		}
	}
	for _, n := range r.notes {
		if seq > 0 && n.seq > seq {
			all = append(all, event{n.seq, "note", n})
		}
	}
	return all
}

// about describes the bot, and a person's two chats with it, to the page.
func (s *Server) about(person int64) any {
	return map[string]any{
		"name": s.me.FirstName, "username": s.me.Username, "about": s.text("description", "zh"),
		"commands": s.commands(person), "group_commands": s.commands(family(person)),
		"group": family(person), "explain": s.opts.Explain != nil,
	}
}

// encode writes an event as a server-sent event; its ID also names this run of the server.
func (s *Server) encode(e event) ([]byte, error) {
	data, err := json.Marshal(e.data)
	if err != nil {
		return nil, fmt.Errorf("encode event: %w", err)
	}
	return fmt.Appendf(nil, "id: %s-%d\nevent: %s\ndata: %s\n\n", s.epoch, e.seq, e.kind, data), nil
}
