// Package zh reads Chinese as people type it: scripts and widths, numerals (数字), days, spans of
// time and amounts of money. Whoever takes something typed, in a dialog, after a command, on the
// command line or for search, reads it here, so that the same words mean the same everywhere.
//
// # Design
//
// [Clean] undoes what keyboards and other apps do to a text; it loses nothing that a person
// sees. [Scripts] tells Traditional characters (繁体) from Simplified ones (简体).
//
// [Number], [Span], [Amount], [Day] and [Month] read a whole text, or refuse it. They refuse
// rather than guess: 三四个月 is no number of months, and 1.5万块 no fifth of January. [FindDays] and
// [FindSpans] find the same forms inside a sentence. All of them first make the characters
// regular, one for one (see regular), so that 叁個月, 三个月 and ３个月 are one form. There is no
// clock and no state: what today is, is an argument.
package zh

import (
	"embed"
	"time"
)

// Files are the code of this package: what an index that was saved must be told apart by.
//
//go:embed *.go
var Files embed.FS

// China returns the time zone of China (UTC+8), where the days of this bot begin and end.
func China() *time.Location { return time.FixedZone("CST", 8*60*60) }

// A Found is something recognised inside a sentence, with what stands before and after it. The
// three texts are the sentence in regular characters.
type Found[T any] struct {
	Value               T
	Text, Before, After string
}
