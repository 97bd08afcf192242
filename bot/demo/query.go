package demo

import (
	"encoding/json"
	"strconv"
)

const (
	maxToast         = 200 // UTF-16 units
	maxInlineResults = 50
	maxInlineText    = 256
)

// A query is a pressed button or an inline query that waits for the bot's answer.
type query struct {
	inline   bool
	room     *room // of a pressed button
	answered int   // how often
	results  []result
	button   *InlineButton
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
	var raws []json.RawMessage
	if p.values["results"] == "" {
		return nil, badRequest("can't parse inline query results: results are not specified")
	}
	if err := p.decode("results", "inline query results", &raws); err != nil {
		return nil, err
	}
	if len(raws) > maxInlineResults {
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	if len(p.values["next_offset"]) > 64 {
		return nil, badRequest("NEXT_OFFSET_INVALID")
	}
	results, err := readResults(raws)
	if err != nil {
		return nil, err
	}
	button, err := p.inlineButton()
	if err != nil {
		return nil, err
	}
	q, err := s.answer(p.values["inline_query_id"], true)
	if err != nil {
		return nil, err
	}
	q.results, q.button = results, button
	s.notify()
	return true, nil
}
