package telegram

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/private"
	"github.com/yibaowenwen/yibao/bot/store"
)

// An incoming is an update as the brain and the answer need it.
type incoming struct {
	kind   incomingKind
	to     target
	who    int64 // whose session it is: the chat, or one member of a group
	group  bool
	text   bot.Text
	press  string
	at     *bot.Location // the position shared
	quoted bot.Text      // the question under which the button stands
	// callback is the id of a press: Telegram shows a clock on the button until it is answered.
	callback string
	repeat   string // two in a row with the same one, not empty, count as one
	event    store.Event
	asked    time.Time // when it was written, zero if not known
}

type incomingKind int

const (
	nothing    incomingKind = iota // not for us
	spoken                         // text, a press or a position, for the brain
	unreadable                     // a picture, a voice message: we ask for text
	ourOwn                         // an event, for the brain
)

// A target is where an answer goes.
type target struct {
	chat     int64
	thread   int // topic of a forum, 0 if none
	reply    int // message to reply to, 0 in a private chat
	own      int // the person's message, 0 for a press
	editable int // the message whose button was pressed, 0 if it cannot be edited
}

// firstDate is before any message to a bot. An earlier date is none.
const firstDate = 1_000_000_000

// interpret reads an update. What cannot be decoded is nothing.
func (me self) interpret(body []byte) incoming {
	u, ok := readUpdate(body)
	if !ok {
		return incoming{}
	}
	return me.understand(u)
}

func (me self) understand(u update) incoming {
	switch {
	case u.Callback != nil:
		return pressed(u.Callback)
	case u.Message != nil && u.Message.Chat.Type != "channel":
		return me.said(u.Message)
	}
	return incoming{}
}

// pressed reads a press. Under a message that is too old to be edited the answer comes as a new one.
func pressed(c *callback) incoming {
	in := incoming{kind: spoken, press: c.Data, callback: c.ID, to: target{chat: c.From.ID}, who: c.From.ID}
	if m := c.Message; m != nil && m.Chat.ID != 0 {
		in.to = target{chat: m.Chat.ID, thread: m.thread()}
		in.group = m.Chat.several()
		in.who = owner(m.Chat, &c.From)
		if m.ReplyTo != nil {
			in.quoted = bot.Text(m.ReplyTo.Text)
		}
		if m.Date != 0 {
			in.to.editable = m.ID
		}
		in.repeat = fmt.Sprintf("press %d %s", m.ID, c.Data)
	}
	if c.Data == "" { // a game's button, not ours
		in.kind = nothing
	}
	return in
}

// said reads a message. Our name alone, as a reply to somebody's question, asks that question.
func (me self) said(m *message) incoming {
	r := me.read(m.Text+m.Caption, append(m.Entities, m.CaptionEntities...)) // a message has one of them
	group := m.Chat.several()
	foreign := r.foreign && !r.command && !r.named
	if !m.byPerson(me) || foreign || group && !me.meant(m, r) {
		return incoming{}
	}
	in := m.content(r)
	in.to = target{chat: m.Chat.ID, thread: m.thread(), own: m.ID}
	in.who, in.group = owner(m.Chat, m.From), group
	if m.Date > firstDate {
		in.asked = time.Unix(m.Date, 0)
	}
	if group {
		in.to.reply = m.ID
	}
	if q := m.ReplyTo; r.text == "" && r.named && me.asksAbout(q) {
		in.kind, in.text, in.to.own = spoken, bot.Text(q.Text), q.ID
		if group {
			in.to.reply = q.ID
		}
	}
	return in
}

// asksAbout reports whether a message that is replied to may be the question of whoever says
// nothing but our name.
func (me self) asksAbout(q *replied) bool {
	return q != nil && q.Text != "" && (q.From == nil || q.From.ID != me.id)
}

func (c chat) several() bool { return c.Type != "private" && c.Type != "" }

// owner returns the number under which a session is kept: of the chat, but in a group of each
// member apart, so that one person's places do not slip into another's answers.
func owner(c chat, from *user) int64 {
	if !c.several() || from == nil {
		return c.ID
	}
	h := sha256.Sum256(fmt.Appendf(nil, "%d %d", c.ID, from.ID))
	return int64(binary.BigEndian.Uint64(h[:8]) | 1<<63) // negative, as the numbers of groups are
}

// content tells text, a position and pictures apart.
func (m *message) content(r reading) incoming {
	switch {
	case r.text != "":
		return incoming{kind: spoken, text: bot.Text(r.text)}
	case m.Location != nil:
		return incoming{kind: spoken, at: &bot.Location{Lat: m.Location.Latitude, Lng: m.Location.Longitude}}
	case bool(m.Contact): // a phone number, and not even as text
		return incoming{kind: spoken, text: bot.Text(private.Phone.Mark())}
	case m.any() && m.Album != "":
		return incoming{kind: unreadable, repeat: "album " + m.Album}
	case m.any():
		return incoming{kind: unreadable}
	case r.named: // our name and nothing else
		return incoming{kind: spoken, text: "/help"}
	}
	return incoming{}
}

// byPerson leaves out other bots, our own inline results and posts of a linked channel.
// Administrators who hide behind their group look like a bot.
func (m *message) byPerson(me self) bool {
	if m.Forwarded || m.ViaBot != nil && m.ViaBot.ID == me.id {
		return false
	}
	anonymous := m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID
	return m.From == nil || !m.From.IsBot || anonymous
}

// meant reports whether a message in a group is meant for us: it has our name, replies to
// us, or is a command that we know.
func (me self) meant(m *message, r reading) bool {
	if r.named || m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == me.id {
		return true
	}
	if !r.command {
		return false
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(r.text, "/"), " ")
	return me.knows(name)
}

// thread returns the topic in a forum. In other groups a thread is a chain of replies,
// and an answer cannot be sent to it.
func (m *message) thread() int {
	if !m.IsTopic {
		return 0
	}
	return m.Thread
}
