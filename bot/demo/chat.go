package demo

import (
	"slices"
	"strconv"
	"time"
)

// A room is a chat with its messages.
type room struct {
	chat     Chat
	messages []*stored // in order of their IDs
	notes    []note    // the latest things that pass, for the page
	blocked  bool
}

// stored is a message and when it last changed, as the server's sequence number. The
// message is never changed but replaced, so that copies stay what they were.
type stored struct {
	Message
	rev int64
}

// room returns a chat that exists, as the bot names it in the field chat_id.
func (s *Server) room(p params) (*room, error) {
	raw := p.values["chat_id"]
	if raw == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || s.rooms[id] == nil {
		return nil, badRequest("chat not found")
	}
	r := s.rooms[id]
	if r.blocked {
		return nil, &apiError{Code: 403, Description: "Forbidden: bot was blocked by the user"}
	}
	return r, nil
}

// enter returns a chat, which is created if a person is the first to write there.
func (s *Server) enter(chatID int64) *room {
	if r := s.rooms[chatID]; r != nil {
		return r
	}
	r := &room{chat: Chat{ID: chatID, Type: "private", FirstName: person(chatID).FirstName}}
	if chatID < 0 {
		r.chat = Chat{ID: chatID, Type: "supergroup", Title: "家庭群"}
	}
	s.rooms[chatID] = r
	return r
}

// person returns the user with an ID.
func person(id int64) *User {
	return &User{ID: id, FirstName: "用户" + strconv.FormatInt(id%1000, 10), Language: "zh-hans"}
}

// post adds a message to a chat, with the next ID and the present time.
func (s *Server) post(r *room, m Message) Message {
	s.messageID++
	m.ID, m.Chat, m.Date = s.messageID, r.chat, s.opts.Now().Unix()
	s.seq++
	r.messages = append(r.messages, &stored{m, s.seq})
	s.notify()
	return m
}

// find returns a message that is still there.
func (r *room) find(id int) *stored {
	i, ok := slices.BinarySearchFunc(r.messages, id, func(m *stored, id int) int { return m.ID - id })
	if !ok || r.messages[i].Deleted {
		return nil
	}
	return r.messages[i]
}

// quoted returns a message as one that replies to it carries it, or nil if it is not there.
func (r *room) quoted(id int) *Message {
	m := r.find(id)
	if m == nil {
		return nil
	}
	quoted := m.Message
	quoted.ReplyTo = nil
	return &quoted
}

// family returns the ID of the group that a person's page shows beside the private chat. It is
// computed from the person's, so that every page has a group of its own.
func family(person int64) int64 { return -1_000_000_000_000 - person }

// replace puts a changed message in the place of the old.
func (s *Server) replace(old *stored, m Message) {
	s.seq++
	old.Message, old.rev = m, s.seq
	s.notify()
}

// keep stores a file under a new ID. The ID ends with the mark of this run: a bot that remembers one
// from an earlier run is told that it is wrong, instead of being given another file.
func (s *Server) keep(f File) *Document {
	id := "BQACAgUAAxkBAAI" + strconv.Itoa(len(s.files)+1) + s.epoch
	s.files[id] = f
	return s.document(id)
}

// document describes a stored file.
func (s *Server) document(id string) *Document {
	f := s.files[id]
	return &Document{ID: id, UniqueID: "AgAD" + id[len(id)-12:], Name: f.Name, Type: f.Type, Size: len(f.Data)}
}

// lifetime is how long after sending a message can still be deleted.
const lifetime = 48 * time.Hour
