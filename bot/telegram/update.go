package telegram

import "encoding/json"

// An update is what we need of a Telegram update. Whatever else it holds, such as names and
// pictures, is neither decoded nor stored, so that a new or odd field elsewhere in it cannot
// keep a person from an answer.
type update struct {
	ID       int64     `json:"update_id"`
	Message  *message  `json:"message,omitempty"`
	Callback *callback `json:"callback_query,omitempty"`
	Inline   *inline   `json:"inline_query,omitempty"`
}

type message struct {
	ID              int       `json:"message_id"`
	Date            int64     `json:"date"` // 0 if the message is no longer accessible
	Thread          int       `json:"message_thread_id,omitempty"`
	IsTopic         bool      `json:"is_topic_message,omitempty"`
	Chat            chat      `json:"chat"`
	From            *user     `json:"from,omitempty"`
	SenderChat      *chat     `json:"sender_chat,omitempty"`
	Forwarded       bool      `json:"is_automatic_forward,omitempty"`
	ViaBot          *user     `json:"via_bot,omitempty"`
	ReplyTo         *replied  `json:"reply_to_message,omitempty"`
	Text            string    `json:"text,omitempty"`
	Entities        []entity  `json:"entities,omitempty"`
	Caption         string    `json:"caption,omitempty"`
	CaptionEntities []entity  `json:"caption_entities,omitempty"`
	Location        *location `json:"location,omitempty"`
	Album           string    `json:"media_group_id,omitempty"`
	media
}

// media are the kinds of messages that people send instead of text. Other messages without
// text are about the chat itself, such as a new member.
type media struct {
	Animation present `json:"animation,omitempty"`
	Audio     present `json:"audio,omitempty"`
	Checklist present `json:"checklist,omitempty"`
	Contact   present `json:"contact,omitempty"`
	Dice      present `json:"dice,omitempty"`
	Document  present `json:"document,omitempty"`
	Photo     present `json:"photo,omitempty"`
	Poll      present `json:"poll,omitempty"`
	Sticker   present `json:"sticker,omitempty"`
	Story     present `json:"story,omitempty"`
	Video     present `json:"video,omitempty"`
	VideoNote present `json:"video_note,omitempty"`
	Voice     present `json:"voice,omitempty"`
}

func (m media) any() bool { return m != media{} }

// present says that a field is there, whatever it holds.
type present bool

// UnmarshalJSON takes anything but null for there.
func (p *present) UnmarshalJSON(b []byte) error {
	*p = string(b) != "null"
	return nil
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"` // private, group, supergroup, channel
}

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot,omitempty"`
	Language string `json:"language_code,omitempty"`
}

type replied struct {
	ID      int    `json:"message_id,omitempty"`
	From    *user  `json:"from,omitempty"`
	Text    string `json:"text,omitempty"`
	Caption string `json:"caption,omitempty"`
}

// An inline is what someone types after our name in another chat.
type inline struct {
	ID    string `json:"id"`
	From  user   `json:"from"`
	Query string `json:"query"`
}

type location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// An entity is a part of a text with a meaning. Offset and Length count UTF-16 units and
// are not trusted.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	User   *user  `json:"user,omitempty"`
}

type callback struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message,omitempty"`
	Data    string   `json:"data,omitempty"`
}

// updateID returns the number of an update. It is false if there is none: then the JSON is
// not an update.
func updateID(body []byte) (int64, bool) {
	var u struct {
		ID *int64 `json:"update_id"`
	}
	if json.Unmarshal(body, &u) != nil || u.ID == nil {
		return 0, false
	}
	return *u.ID, true
}
