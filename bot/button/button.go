// Package button makes and reads the data of buttons and the payloads of deep links. It is the
// only place that knows how they are written. Data are at most 64 bytes, Telegram's limit, and
// hold their whole meaning: a verb and its arguments, set apart by colons.
package button

import (
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/bot"
)

// MaxData is Telegram's limit for the data of a button, in bytes.
const MaxData = 64

// A Verb is what a button does: the letter before the first colon of its data.
type Verb string

// The verbs.
const (
	Show     Verb = "a" // an entry's answer, see [Shown]
	Page     Verb = "b" // a further page of one
	More     Verb = "m" // the same answer with all its buttons
	Tick     Verb = "k" // a checklist with its ticks, see [Ticks]
	Thumb    Verb = "f" // helpful or not, see [ThumbData]
	Home     Verb = "h" // the city of /city
	Track    Verb = "e" // reckon from the day of acceptance, see [Tracked]
	Flow     Verb = "d" // a dialog with its answers so far
	Leave    Verb = "x" // leave the dialog
	Calendar Verb = "i" // the calendar file of a dialog's outcome
	Share    Verb = "l" // a link that opens a dialog's outcome
	Family   Verb = "p" // ask for a relative, or for oneself again
	Remind   Verb = "r" // reminders, see remind.go
	Notify   Verb = "n" // tell me when an answer that I was given changes, or no more
	Sample   Verb = "s" // leave the question for the editors, see [SampleData]
	Forget   Verb = "w" // forget everything
	Open     Verb = "o" // what the data that follow do, see [Apart]
)

// Data is what follows the verb.
type Data string

// Parse divides the data of a button.
func Parse(data string) (Verb, Data) {
	verb, arg, _ := strings.Cut(data, ":")
	return Verb(verb), Data(arg)
}

// VerbOf returns what a button does, in place or apart.
func VerbOf(b bot.Button) Verb {
	verb, data := Parse(b.Data)
	if verb == Open {
		verb, _ = Parse(string(data))
	}
	return verb
}

// Apart returns the data of a button that does the same in a message of its own, so that the
// message above it stays as it is: o:DATA. Where there is no room, it does it in place.
func Apart(data string) string {
	if apart := Open.With(data); len(apart) <= MaxData {
		return apart
	}
	return data
}

// With returns the data of a button that does the verb.
func (v Verb) With(arg string) string { return string(v) + ":" + arg }

// On reports whether a switch is switched on; ok is false if the data are those of no switch.
func (d Data) On() (on, ok bool) { return d == "+", d == "+" || d == "-" }

// Switch returns the data of a button that switches something on or off.
func (v Verb) Switch(on bool) string {
	if on {
		return v.With("+")
	}
	return v.With("-")
}

// New returns a button with a label such as “📋 材料清单”: an icon, a space and words.
func New(label, data string) bot.Button {
	icon, words := cutIcon(label)
	return bot.Button{Icon: icon, Label: words, Data: data}
}

// Site returns a button that opens a page.
func Site(label, url string) bot.Button {
	icon, words := cutIcon(label)
	return bot.Button{Icon: icon, Label: words, URL: url}
}

func cutIcon(label string) (icon, words string) {
	icon, words, ok := strings.Cut(label, " ")
	if !ok || strings.ContainsFunc(icon, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
		return "", label
	}
	return icon, words
}

// Rows returns rows of the buttons, each with at most n.
func Rows(list []bot.Button, n int) [][]bot.Button {
	var rows [][]bot.Button
	for len(list) > 0 {
		k := min(n, len(list))
		rows = append(rows, list[:k:k])
		list = list[k:]
	}
	return rows
}
