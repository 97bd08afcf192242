package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// errClosed means that the server ended while someone waited.
var errClosed = errors.New("server closed")

// Say writes to the bot in the private chat with a person and returns the message's ID.
// The chat begins with the first message; the person's ID is the chat's.
func (s *Server) Say(chatID int64, text string) int { return s.SayIn(chatID, chatID, text) }

// SayIn is Say in a group, whose ID is negative, by one of its members.
func (s *Server) SayIn(chatID, userID int64, text string) int {
	return s.tell(chatID, userID, Message{Text: text, Entities: detect(text, nil)})
}

// SendLocation shares a place, in degrees, and returns the message's ID.
func (s *Server) SendLocation(chatID int64, latitude, longitude float64) int {
	return s.SendLocationIn(chatID, chatID, latitude, longitude)
}

// Answer is SayIn as a reply to a message of the chat; to one that is gone it replies not.
func (s *Server) Answer(chatID, userID int64, messageID int, text string) int {
	m := Message{Text: text, Entities: detect(text, nil)}
	s.mu.Lock()
	if r := s.rooms[chatID]; r != nil {
		m.ReplyTo = r.quoted(messageID)
	}
	s.mu.Unlock()
	return s.tell(chatID, userID, m)
}

// SendLocationIn is SendLocation in a group, by one of its members.
func (s *Server) SendLocationIn(chatID, userID int64, latitude, longitude float64) int {
	return s.tell(chatID, userID, Message{Location: &Location{latitude, longitude}})
}

func (s *Server) tell(chatID, userID int64, m Message) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	m.From = person(userID)
	r := s.enter(chatID)
	r.blocked = false
	m = s.post(r, m)
	s.queue("message", m)
	return m.ID
}

// Press presses a button with the given data under a message of a private chat, whether or
// not the button is still there, and returns the ID of the callback query. It is "" if
// there is no such message.
func (s *Server) Press(chatID int64, messageID int, data string) string {
	return s.PressIn(chatID, chatID, messageID, data)
}

// PressIn is Press in a group, by one of its members.
func (s *Server) PressIn(chatID, userID int64, messageID int, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[chatID]
	if r == nil || r.find(messageID) == nil {
		return ""
	}
	id := s.ask(&query{room: r})
	press := map[string]any{"id": id, "from": person(userID), "chat_instance": fmt.Sprint(chatID), "data": data}
	if m := r.find(messageID).Message; m.ViaBot != nil {
		press["inline_message_id"] = fmt.Sprintf("AgAAA%d-%d", -chatID, m.ID) // the bot is not told where it is
	} else {
		press["message"] = m
	}
	s.queue("callback_query", press)
	return id
}

// InlineQuery asks the bot from another chat, "@bot text", and returns the query's ID.
func (s *Server) InlineQuery(userID int64, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.ask(&query{inline: true})
	s.queue("inline_query", map[string]any{
		"id": id, "from": person(userID), "query": text, "offset": "", "chat_type": "private",
	})
	return id
}

// Push queues an update as it is, for what no person could do. It gets the next update_id
// unless it has one, which may repeat an earlier one.
func (s *Server) Push(raw []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return fmt.Errorf("read update: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.push(fields)
	return nil
}

// Block lets the person of a private chat block the bot; writing again unblocks it.
func (s *Server) Block(chatID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.enter(chatID).blocked = true
}

// Messages returns the messages of a chat in order, deleted ones included.
func (s *Server) Messages(chatID int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.snapshot(chatID)
}

func (s *Server) snapshot(chatID int64) []Message {
	var all []Message
	if r := s.rooms[chatID]; r != nil {
		for _, m := range r.messages {
			all = append(all, m.Message)
		}
	}
	return all
}

// Wait returns nil as soon as the messages of a chat are as ok wants them, and an error
// when ctx or the server ends before.
func (s *Server) Wait(ctx context.Context, chatID int64, ok func([]Message) bool) error {
	return s.until(ctx, func() bool {
		s.mu.Lock()
		all := s.snapshot(chatID)
		s.mu.Unlock()
		return ok(all)
	})
}

// WaitCalls is Wait for the bot's calls of the given methods, or of all. A call counts as
// soon as it has come in.
func (s *Server) WaitCalls(ctx context.Context, ok func([]Call) bool, methods ...string) error {
	return s.until(ctx, func() bool { return ok(s.Calls(methods...)) })
}

func (s *Server) until(ctx context.Context, ok func() bool) error {
	var never <-chan time.Time
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return nil
		}
		if !s.pause(ctx, changed, never) {
			return fmt.Errorf("wait for the bot: %w", cmp.Or(context.Cause(ctx), errClosed))
		}
	}
}

// File returns a document's bytes by its file ID.
func (s *Server) File(id string) (File, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[id]
	return f, ok
}
