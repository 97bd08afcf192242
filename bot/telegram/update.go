package telegram

import "encoding/json"

// An update is what we need of a Telegram update. Whatever else it holds is not decoded,
// so that a new or odd field elsewhere in it cannot keep a person from an answer.
type update struct {
	Message  *message  `json:"message"`
	Callback *callback `json:"callback_query"`
	Inline   *inline   `json:"inline_query"`
}

type message struct {
	ID              int       `json:"message_id"`
	Date            int64     `json:"date"` // 0 if the message is no longer accessible
	Thread          int       `json:"message_thread_id"`
	IsTopic         bool      `json:"is_topic_message"`
	Chat            chat      `json:"chat"`
	From            *user     `json:"from"`
	SenderChat      *chat     `json:"sender_chat"`
	Forwarded       bool      `json:"is_automatic_forward"`
	ViaBot          *user     `json:"via_bot"`
	ReplyTo         *replied  `json:"reply_to_message"`
	Text            string    `json:"text"`
	Entities        []entity  `json:"entities"`
	Caption         string    `json:"caption"`
	CaptionEntities []entity  `json:"caption_entities"`
	Location        *location `json:"location"`
	Album           string    `json:"media_group_id"`
	media
}

// media are the kinds of messages that people send instead of text. Other messages without
// text are about the chat itself, such as a new member.
type media struct {
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Checklist json.RawMessage `json:"checklist"`
	Contact   json.RawMessage `json:"contact"`
	Dice      json.RawMessage `json:"dice"`
	Document  json.RawMessage `json:"document"`
	Photo     json.RawMessage `json:"photo"`
	Poll      json.RawMessage `json:"poll"`
	Sticker   json.RawMessage `json:"sticker"`
	Story     json.RawMessage `json:"story"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Voice     json.RawMessage `json:"voice"`
}

func (m media) any() bool {
	for _, f := range [][]byte{
		m.Animation, m.Audio, m.Checklist, m.Contact, m.Dice, m.Document, m.Photo,
		m.Poll, m.Sticker, m.Story, m.Video, m.VideoNote, m.Voice,
	} {
		if len(f) > 0 {
			return true
		}
	}
	return false
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"` // private, group, supergroup, channel
}

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Language string `json:"language_code"`
}

type replied struct {
	From *user  `json:"from"`
	Text string `json:"text"`
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
	User   *user  `json:"user"`
}

type callback struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
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
