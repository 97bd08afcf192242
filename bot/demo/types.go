package demo

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// A User is a person or the bot.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// A Chat is a private chat, whose ID is the person's, or a group, whose ID is negative.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"` // private or supergroup
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
}

// A Message is a message as the Bot API describes it.
type Message struct {
	ID              int             `json:"message_id"`
	From            *User           `json:"from,omitempty"`
	Chat            Chat            `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ReplyTo         *Message        `json:"reply_to_message,omitempty"`
	ViaBot          *User           `json:"via_bot,omitempty"` // whose inline result this is
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	LinkPreview     json.RawMessage `json:"link_preview_options,omitempty"`
	Document        *Document       `json:"document,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	Location        *Location       `json:"location,omitempty"`
	Keyboard        *Keyboard       `json:"reply_markup,omitempty"`
	// Menu is the reply keyboard, its removal or the forced reply that came with the
	// message, as the bot sent it. The Bot API never returns it.
	Menu json.RawMessage `json:"-"`
	// Deleted says that people no longer see the message.
	Deleted bool `json:"-"`
}

// FromBot reports whether the bot sent the message.
func (m Message) FromBot() bool { return m.From != nil && m.From.IsBot }

// Edited reports whether the bot has changed the message since it was sent.
func (m Message) Edited() bool { return m.EditDate != 0 }

// Buttons returns the buttons under the message, row by row in one list.
func (m Message) Buttons() []Button {
	var all []Button
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			all = append(all, row...)
		}
	}
	return all
}

// An Entity marks a part of a text. Offset and Length count UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// A Keyboard is the rows of buttons under a message.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// A Button has a label and exactly one action.
type Button struct {
	Text       string  `json:"text"`
	URL        string  `json:"url,omitempty"`
	Data       *string `json:"callback_data,omitempty"` // at most 64 bytes
	Inline     *string `json:"switch_inline_query,omitempty"`
	InlineHere *string `json:"switch_inline_query_current_chat,omitempty"`
}

// A Document is a file sent along with a message; [Server.File] has its bytes.
type Document struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	Type     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size,omitempty"`
}

// A Location is a place on the map, in degrees.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// valid reports whether the place is on the map.
func (l Location) valid() bool { return math.Abs(l.Latitude) <= 90 && math.Abs(l.Longitude) <= 180 }

// A File is what the bot uploaded.
type File struct {
	Name string
	Type string // MIME type
	Data []byte
}

// botID returns the number at the start of a bot token, which is the bot's ID.
func botID(token string) int64 {
	n, _, _ := strings.Cut(token, ":")
	id, err := strconv.ParseInt(n, 10, 64)
	if err != nil {
		return 1
	}
	return id
}
