package demo

import (
	"encoding/json"
	"strconv"
)

const (
	maxToast         = 200 // UTF-16 units
	maxInlineResults = 50
)

// A query is a pressed button or an inline query that waits for the bot's answer.
type query struct {
	inline   bool
	room     *room // of a pressed button
	answered int   // how often
}

// ask opens a query and returns its ID.
func (s *Server) ask(q *query) string {
	id := strconv.FormatInt(4_000_000_000_000_000+int64(len(s.queries))+1, 10)
	s.queries[id] = q
	return id
}

// answer looks up a query and counts its answers; a second one is let pass, as by Telegram.
func (s *Server) answer(id string, inline bool) (*query, error) {
	q := s.queries[id]
	if q == nil || q.inline != inline || q.answered > 1 {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	q.answered++
	return q, nil
}

func (s *Server) answerCallbackQuery(p params) (any, error) {
	if width(p.values["text"]) > maxToast {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	id := p.values["callback_query_id"]
	q, err := s.answer(id, false)
	if err != nil {
		return nil, err
	}
	s.note(q.room, note{Kind: "answer", Text: p.values["text"], Alert: p.flag("show_alert"), Query: id})
	return true, nil
}

func (s *Server) answerInlineQuery(p params) (any, error) {
	var results []json.RawMessage
	if p.values["results"] == "" {
		return nil, badRequest("can't parse inline query results: results are not specified")
	}
	if err := p.decode("results", "inline query results", &results); err != nil {
		return nil, err
	}
	if len(results) > maxInlineResults {
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	if len(p.values["next_offset"]) > 64 {
		return nil, badRequest("NEXT_OFFSET_INVALID")
	}
	seen := map[string]bool{}
	for _, raw := range results {
		if err := checkResult(raw, seen); err != nil {
			return nil, err
		}
	}
	if _, err := s.answer(p.values["inline_query_id"], true); err != nil {
		return nil, err
	}
	return true, nil
}

// checkResult refuses a bad inline result and one whose ID was seen before.
func checkResult(raw json.RawMessage, seen map[string]bool) error {
	var r struct {
		Type, ID, Title string
		Content         map[string]json.RawMessage `json:"input_message_content"`
		Markup          json.RawMessage            `json:"reply_markup"`
	}
	if err := json.Unmarshal(raw, &r); err != nil || r.Type == "" {
		return badRequest("can't parse inline query result: %s", "Field \"type\" must be of type String")
	}
	switch {
	case r.ID == "" || len(r.ID) > 64:
		return badRequest("RESULT_ID_INVALID")
	case seen[r.ID]:
		return badRequest("RESULT_ID_DUPLICATE")
	case r.Type == "article" && r.Title == "":
		return badRequest("article title is empty")
	case r.Type == "article" && r.Content == nil:
		return badRequest("message content of the inline query result is empty")
	}
	seen[r.ID] = true
	p := fieldsOf(r.Content)
	p.values["reply_markup"] = string(r.Markup)
	if _, _, err := p.markup(); err != nil {
		return err
	}
	if _, ok := r.Content["message_text"]; !ok {
		return nil
	}
	p.values["text"] = p.values["message_text"]
	_, _, err := p.text()
	return err
}
