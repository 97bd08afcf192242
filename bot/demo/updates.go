package demo

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// An update waits to be fetched or delivered.
type update struct {
	id   int
	body json.RawMessage
}

// queue adds an update of a kind, such as message.
func (s *Server) queue(kind string, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		return // cannot happen: v is made of our own types
	}
	s.push(map[string]json.RawMessage{kind: body})
}

// push adds an update unless the bot does not want its kind.
func (s *Server) push(fields map[string]json.RawMessage) {
	id, err := strconv.Atoi(string(fields["update_id"]))
	if err != nil {
		id = s.updateID + 1
		fields["update_id"] = json.RawMessage(strconv.Itoa(id))
	}
	s.updateID = max(s.updateID, id)
	for kind := range fields {
		if kind != "update_id" && s.kinds != nil && !s.kinds[kind] {
			return
		}
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return // cannot happen: the fields were read as JSON
	}
	s.updates = append(s.updates, update{id, body})
	s.notify()
}

// allow keeps the kinds of update that the bot asks for. An empty list means all; without
// the field the former list stays.
func (s *Server) allow(p params) error {
	if p.values["allowed_updates"] == "" {
		return nil
	}
	var kinds []string
	if err := p.decode("allowed_updates", "allowed_updates", &kinds); err != nil {
		return err
	}
	s.kinds = nil
	for _, k := range kinds {
		if s.kinds == nil {
			s.kinds = map[string]bool{}
		}
		s.kinds[k] = true
	}
	return nil
}

// confirm forgets the updates before an offset; a negative one keeps only the last ones.
func (s *Server) confirm(offset int) {
	if offset < 0 {
		s.updates = s.updates[max(0, len(s.updates)+offset):]
		return
	}
	s.updates = slices.DeleteFunc(s.updates, func(u update) bool { return u.id < offset })
}

// conflict is how one of two programs with the same token learns of the other.
func conflict(text string) error {
	return &apiError{Code: http.StatusConflict, Description: "Conflict: " + text}
}

// getUpdates waits for updates. It is the only action that unlocks the server meanwhile.
func (s *Server) getUpdates(ctx context.Context, p params) (any, error) {
	if s.hook != nil {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if err := s.allow(p); err != nil {
		return nil, err
	}
	limit := p.number("limit")
	if limit < 1 || limit > 100 {
		limit = 100
	}
	s.confirm(p.number("offset"))
	s.polls++
	poll := s.polls
	s.notify() // ends the poll before
	timer := time.NewTimer(time.Duration(min(max(p.number("timeout"), 0), 50)) * time.Second)
	defer timer.Stop()
	for waiting := true; ; {
		switch {
		case s.polls != poll:
			return nil, conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		case s.hook != nil:
			return nil, conflict("terminated by setWebhook request")
		case len(s.updates) > 0 || !waiting:
			return s.batch(limit), nil
		}
		changed := s.changed
		s.mu.Unlock()
		waiting = s.pause(ctx, changed, timer.C)
		s.mu.Lock()
	}
}

// batch returns the oldest updates. They stay until a later call confirms them with its offset.
func (s *Server) batch(limit int) []json.RawMessage {
	bodies := []json.RawMessage{}
	for _, u := range s.updates[:min(limit, len(s.updates))] {
		bodies = append(bodies, u.body)
	}
	return bodies
}
