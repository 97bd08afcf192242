package demo

import (
	"encoding/json"
	"strings"
)

// maxRich is how many UTF-16 units the texts of a rich message may have together.
const maxRich = 32_768

// richBlock is a block of a rich message. Of the blocks of the Bot API only those are known
// that need no media, and texts are plain.
type richBlock struct {
	Type    string      `json:"type"`
	Text    string      `json:"text,omitempty"`
	Size    int         `json:"size,omitempty"` // of a heading, 1 is the largest
	Items   []richItem  `json:"items,omitempty"`
	Summary string      `json:"summary,omitempty"`
	Blocks  []richBlock `json:"blocks,omitempty"`
	IsOpen  bool        `json:"is_open,omitempty"`
}

type richItem struct {
	Label  string      `json:"label"`
	Blocks []richBlock `json:"blocks"`
}

// rich reads the field rich_message, and returns it as the Bot API describes it.
func (p params) rich() (json.RawMessage, error) {
	var m struct {
		Blocks []richBlock `json:"blocks"`
		HTML   string      `json:"html,omitempty"`
		Mark   string      `json:"markdown,omitempty"`
	}
	if err := p.decode("rich_message", "rich message", &m); err != nil {
		return nil, err
	}
	if m.HTML != "" || m.Mark != "" {
		return nil, badRequest("rich messages are known here as blocks only")
	}
	if len(m.Blocks) == 0 {
		return nil, badRequest("rich message is empty")
	}
	n, err := checkBlocks(m.Blocks)
	if err != nil {
		return nil, err
	}
	if n > maxRich {
		return nil, badRequest("rich message is too long")
	}
	raw, err := json.Marshal(map[string]any{"blocks": m.Blocks})
	if err != nil {
		return nil, badRequest("can't parse rich message")
	}
	return raw, nil
}

// checkBlocks labels the items of lists and returns how long the texts are.
func checkBlocks(blocks []richBlock) (int, error) {
	sum := 0
	for _, b := range blocks {
		n, err := b.check()
		if err != nil {
			return 0, err
		}
		sum += n + width(b.Text) + width(b.Summary)
	}
	return sum, nil
}

func (b richBlock) check() (int, error) {
	switch b.Type {
	case "heading":
		if b.Size < 1 || b.Size > 6 {
			return 0, badRequest("heading size must be from 1 to 6")
		}
		fallthrough
	case "paragraph", "footer":
		if strings.TrimSpace(b.Text) == "" {
			return 0, badRequest("text of the block must be non-empty")
		}
		return 0, nil
	case "divider":
		return 0, nil
	case "details":
		if b.Summary == "" || len(b.Blocks) == 0 {
			return 0, badRequest("details need a summary and blocks")
		}
		return checkBlocks(b.Blocks)
	case "list":
		return b.checkItems()
	}
	return 0, badRequest("block of type %q is not known here", b.Type)
}

func (b richBlock) checkItems() (int, error) {
	if len(b.Items) == 0 {
		return 0, badRequest("list must be non-empty")
	}
	sum := 0
	for i := range b.Items {
		n, err := checkBlocks(b.Items[i].Blocks)
		if err != nil || len(b.Items[i].Blocks) == 0 {
			return 0, badRequest("list item is invalid")
		}
		if b.Items[i].Label == "" {
			b.Items[i].Label = "•"
		}
		sum += n
	}
	return sum, nil
}

func (s *Server) sendRichMessage(p params) (any, error) {
	r, m, err := s.draft(p)
	if err != nil {
		return nil, err
	}
	if m.Rich, err = p.rich(); err != nil {
		return nil, err
	}
	return s.post(r, m), nil
}
