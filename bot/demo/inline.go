package demo

import (
	"context"
	"encoding/json"
	"regexp"
	"time"
)

var startParameter = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// inlineWait is how long a phone waits for the answer to an inline query.
const inlineWait = 8 * time.Second

// An InlineResult is what a person sees of one answer to an inline query.
type InlineResult struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	About string `json:"about,omitempty"`
}

// An InlineButton stands above the results and opens the private chat with the bot.
type InlineButton struct {
	Text  string `json:"text"`
	Start string `json:"start_parameter,omitempty"`
}

// result is an inline result with the message that is posted when it is chosen.
type result struct {
	InlineResult
	message Message
}

// Inline asks the bot from another chat, "@bot text", as [Server.InlineQuery] does, and waits
// for what it offers. The ID is that of the query, for [Server.Choose].
func (s *Server) Inline(ctx context.Context, userID int64, text string) (id string, list []InlineResult, b *InlineButton, err error) {
	ctx, cancel := context.WithTimeout(ctx, inlineWait)
	defer cancel()
	id = s.InlineQuery(userID, text)
	err = s.until(ctx, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		q := s.queries[id]
		if q.answered == 0 {
			return false
		}
		list, b = []InlineResult{}, q.button
		for _, r := range q.results {
			list = append(list, r.InlineResult)
		}
		return true
	})
	return id, list, b, err
}

// Choose posts one of the results of an inline query in a chat, by a person, via the bot. It
// returns the message's ID, or 0 if there is no such result.
func (s *Server) Choose(chatID, userID int64, queryID, resultID string) int {
	s.mu.Lock()
	var m Message
	if q := s.queries[queryID]; q != nil {
		for _, r := range q.results {
			if r.ID == resultID {
				m = r.message
			}
		}
	}
	s.mu.Unlock()
	if m.Text == "" {
		return 0
	}
	m.ViaBot = &s.me
	return s.tell(chatID, userID, m)
}

// inlineButton reads the field button.
func (p params) inlineButton() (*InlineButton, error) {
	var b *InlineButton
	if err := p.decode("button", "InlineQueryResultsButton", &b); err != nil || b == nil {
		return nil, err
	}
	if b.Text == "" || width(b.Text) > 64 {
		return nil, badRequest("BUTTON_TEXT_INVALID")
	}
	if !startParameter.MatchString(b.Start) {
		return nil, badRequest("START_PARAM_INVALID")
	}
	return b, nil
}

// readResults reads all inline results, of which no two may have the same ID.
func readResults(raws []json.RawMessage) ([]result, error) {
	var list []result
	seen := map[string]bool{}
	for _, raw := range raws {
		r, err := readResult(raw)
		if err != nil {
			return nil, err
		}
		if seen[r.ID] {
			return nil, badRequest("RESULT_ID_DUPLICATE")
		}
		seen[r.ID] = true
		list = append(list, r)
	}
	return list, nil
}

// readResult reads one inline result. One without a text is kept but cannot be posted here.
func readResult(raw json.RawMessage) (result, error) {
	var r struct {
		Type, ID, Title, Description string
		Content                      map[string]json.RawMessage `json:"input_message_content"`
		Markup                       json.RawMessage            `json:"reply_markup"`
	}
	if err := json.Unmarshal(raw, &r); err != nil || r.Type == "" {
		return result{}, badRequest("can't parse inline query result: %s", "Field \"type\" must be of type String")
	}
	switch {
	case r.ID == "" || len(r.ID) > 64:
		return result{}, badRequest("RESULT_ID_INVALID")
	case r.Type == "article" && r.Title == "":
		return result{}, badRequest("article title is empty")
	case r.Type == "article" && r.Content == nil:
		return result{}, badRequest("message content of the inline query result is empty")
	}
	out := result{InlineResult: InlineResult{r.ID, r.Title, r.Description}}
	p := fieldsOf(r.Content)
	p.values["reply_markup"] = string(r.Markup)
	var err error
	if out.message.Keyboard, _, err = p.markup(); err != nil {
		return result{}, err
	}
	if _, ok := r.Content["message_text"]; !ok {
		return out, nil
	}
	p.values["text"] = p.values["message_text"]
	if out.message.Text, out.message.Entities, err = p.text(); err != nil {
		return result{}, err
	}
	out.message.LinkPreview, err = p.linkPreview()
	return out, err
}
