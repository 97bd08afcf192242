package button

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// TickData returns the data of a button that shows a checklist with ticks, one bit an item:
// k:CHECKLIST:TICKS, in hexadecimal.
func TickData(list string, ticks uint64) string { return fmt.Sprintf("k:%s:%x", list, ticks) }

// ParseTick reads the data of a tick.
func ParseTick(d Data) (list string, ticks uint64, ok bool) {
	list, hex, _ := strings.Cut(string(d), ":")
	ticks, err := strconv.ParseUint(hex, 16, 64)
	return list, ticks, err == nil
}

// ThumbData returns the data of a thumb: f:+:ENTRY or f:-:ENTRY.
func ThumbData(entry string, up bool) string { return Thumb.Switch(up) + ":" + entry }

// ParseThumb reads the data of a thumb.
func ParseThumb(d Data) (entry string, up, ok bool) {
	mark, entry, _ := strings.Cut(string(d), ":")
	up, ok = Data(mark).On()
	return entry, up, ok
}

// Tracked is a transfer of which the day of acceptance is known: e:DATE:FROM>TO. Buttons of the
// first version held no places; one without a day asks for it.
type Tracked struct {
	Accepted knowledge.Date
	From, To string
	Placed   bool // the places are part of the data, even if both are empty
}

// Data returns the data of the button.
func (t Tracked) Data() string {
	data := Track.With(t.Accepted.String())
	if t.From != "" || t.To != "" {
		data += ":" + t.From + ">" + t.To
	}
	return data
}

// ParseTracked reads the data of the button.
func ParseTracked(d Data) (Tracked, error) {
	day, places, placed := strings.Cut(string(d), ":")
	accepted, err := knowledge.ParseDate(strings.TrimSpace(day))
	if err != nil {
		return Tracked{}, fmt.Errorf("read the day of a button: %w", err)
	}
	p := ParsePlaces(places)
	return Tracked{accepted, p.From, p.To, placed}, nil
}

// The actions of reminders: r:t:DATE:FROM>TO:KIND, r:l or r:l:YYYY-MM, r:x:ID; r: lists them.
const (
	RemindTransfer = "t" // of a transfer accepted on the day; KIND is r for residents
	RemindLapse    = "l" // before a lapse gets too long; the last month paid for
	RemindCancel   = "x" // one, or all
	RemindList     = ""
)

// All stands for every reminder.
const All = "*"

// Reminded is a transfer to be reminded of.
type Reminded struct {
	Accepted knowledge.Date
	From, To string
	Resident bool
}

// Data returns the data of the button.
func (r Reminded) Data() string {
	data := Remind.With(RemindTransfer + ":" + r.Accepted.String() + ":" + r.From + ">" + r.To)
	if r.Resident {
		data += ":r"
	}
	return data
}

// ParseReminded reads what follows the action.
func ParseReminded(arg string) (Reminded, error) {
	f := strings.Split(arg+"::", ":")
	accepted, err := knowledge.ParseDate(f[0])
	if err != nil {
		return Reminded{}, fmt.Errorf("read the day of a reminder: %w", err)
	}
	p := ParsePlaces(f[1])
	return Reminded{accepted, p.From, p.To, f[2] == "r"}, nil
}

// LapseData returns the data of a button that sets the reminder of a lapse; without the last
// month paid for, as YYYY-MM, it asks for it.
func LapseData(paid string) string {
	if paid == "" {
		return Remind.With(RemindLapse)
	}
	return Remind.With(RemindLapse + ":" + paid)
}

// CancelData returns the data of a button that cancels a reminder, or All.
func CancelData(id string) string { return Remind.With(RemindCancel + ":" + id) }

// RemindAction divides the data of a reminder's button.
func (d Data) RemindAction() (action, arg string) {
	action, arg, _ = strings.Cut(string(d), ":")
	return action, arg
}

// NotifyOf reads a switch of notices and the answer below which it stands, if it says so.
func (d Data) NotifyOf() (on, ok bool, below Shown, said bool) {
	mark, show, _ := strings.Cut(string(d), ":")
	on, ok = Data(mark).On()
	below, said = ParseShown(Data(show))
	return on, ok, below, said
}

// What to do with a question that is not answered.
const (
	SampleMissed   = "?" // leave one that found no answer; the entry that it may have meant follows
	SampleBad      = "-" // leave one whose answer did not help; its entry follows
	SampleRephrase = "r" // ask in other words
	SampleNot      = "x" // do not leave it after all
)

// SampleData returns the data of the button that leaves a question: s:?:ENTRY or s:-:ENTRY.
func SampleData(mark, entry string) string { return Sample.With(mark + ":" + entry) }

// ParseSample reads what follows the verb.
func ParseSample(arg string) (mark, entry string) {
	mark, entry, _ = strings.Cut(arg, ":")
	return mark, entry
}

// A deep link t.me/BOT?start=PAYLOAD opens an answer with its places. Telegram allows only
// A–Z a–z 0–9 _ and - in a payload, at most 64, so a dot is written as a hyphen:
//
//	transfer-duration--510700_510100
//
// is the entry transfer.duration from 绵阳 to 成都; either place may be empty. And
//
//	d-STATE
//
// opens a dialog with the answers of its state, which is made of letters and digits.

// StateLink begins the payload of a link that opens a dialog.
const StateLink = "d-"

// Link returns the payload that opens an entry's answer for two places; it holds nothing about
// the person.
func Link(entry string, p bot.Places) string {
	payload := strings.ReplaceAll(entry, ".", "-")
	if p.From != "" || p.To != "" {
		payload += "--" + p.From + "_" + p.To
	}
	return payload
}

// ParseLink reads the payload of a link to an answer.
func ParseLink(payload string) Shown {
	name, places, _ := strings.Cut(payload, "--")
	from, to, _ := strings.Cut(places, "_")
	return Shown{Entry: strings.ReplaceAll(name, "-", "."), Places: ParsePlaces(from + ">" + to)}
}
