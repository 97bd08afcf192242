package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// Read reads judged lines and adds them to the set; name is for messages. Empty lines are
// skipped; the first line that is not JSON ends it with an error that names the line.
func (s *Set) Read(name string, r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		where := fmt.Sprintf("%s:%d", name, n)
		var line struct {
			Question
			Conversation
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return fmt.Errorf("read judged questions: %s: %w", where, err)
		}
		switch {
		case len(line.Turns) > 0:
			line.Conversation.Where = where
			s.Conversations = append(s.Conversations, line.Conversation)
		case line.Q != "":
			line.Question.Where = where
			s.Questions = append(s.Questions, line.Question)
		default:
			return fmt.Errorf("read judged questions: %s: neither a question nor a conversation", where)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read judged questions: %s: %w", name, err)
	}
	return nil
}
