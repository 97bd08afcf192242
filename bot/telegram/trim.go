package telegram

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/yibaowenwen/yibao/bot/private"
)

const (
	// longestText is how many UTF-16 units of a text are looked at; Telegram lets nobody send more
	// than half of it.
	longestText = 2 * maxText
	maxEntities = 100
	// maxStored is more than any update from Telegram takes in the inbox, in bytes.
	maxStored = 128 << 10
)

// readUpdate decodes an update and trims it to what may be stored.
func readUpdate(body []byte) (update, bool) {
	var u update
	if json.Unmarshal(body, &u) != nil {
		return update{}, false
	}
	if u.Message != nil {
		u.Message.trim()
	}
	if u.Callback != nil && u.Callback.Message != nil {
		u.Callback.Message = u.Callback.Message.pressed()
	}
	return u, true
}

// trim takes personal numbers out of a text and drops what is not needed to answer it.
// Marks of the same length stay in their place, so that entities still fit.
func (m *message) trim() {
	m.Text, m.Caption = private.Mask(shorten(m.Text, longestText)), private.Mask(shorten(m.Caption, longestText))
	m.Entities, m.CaptionEntities = useful(m.Entities), useful(m.CaptionEntities)
	if m.ReplyTo != nil {
		m.ReplyTo = m.ReplyTo.trim(m.onlyNames())
	}
}

// trim keeps of a message that is replied to whose it is, and its text if that may be the
// question.
func (r *replied) trim(asked bool) *replied {
	if !asked {
		return &replied{From: r.From}
	}
	return &replied{ID: r.ID, From: r.From, Text: private.Mask(shorten(r.Text+r.Caption, longestText))}
}

// onlyNames reports whether a message has no words of its own but names, one of them maybe ours.
func (m *message) onlyNames() bool {
	units := utf16.Encode([]rune(m.Text))
	named := false
	for _, e := range m.Entities {
		if _, ok := e.of(units); ok && (e.Type == "mention" || e.Type == "text_mention") {
			named = true
			for i := e.Offset; i < e.Offset+e.Length; i++ {
				units[i] = ' '
			}
		}
	}
	return named && strings.TrimSpace(string(utf16.Decode(units))) == ""
}

// pressed returns what is needed of a message whose button was pressed: where it is, and the
// question above it.
func (m *message) pressed() *message {
	short := &message{ID: m.ID, Date: m.Date, Thread: m.Thread, IsTopic: m.IsTopic, Chat: m.Chat}
	if m.ReplyTo != nil {
		short.ReplyTo = &replied{Text: private.Mask(shorten(m.ReplyTo.Text, longestText))}
	}
	return short
}

// useful returns the entities that mark a command or our name.
func useful(list []entity) []entity {
	list = slices.DeleteFunc(list, func(e entity) bool {
		return e.Type != "bot_command" && e.Type != "mention" && e.Type != "text_mention"
	})
	return list[:min(len(list), maxEntities)]
}
