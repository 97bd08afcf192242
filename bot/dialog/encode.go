package dialog

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/knowledge"
)

// ErrState means that a button's data is not the state of any flow.
var ErrState = errors.New("not a dialog state")

// digits of base 62; their order is part of every button ever sent.
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// Widths in digits. A tag names a question or an option by the hash of its id.
const (
	tagWidth    = 2
	placeWidth  = 4 // six decimal digits
	dayWidth    = 3 // days since 1900
	monthWidth  = 2 // months since 1900
	numberWidth = 3 // hundredths
	sumWidth    = 5 // hundredths of yuan
)

// Encode packs the answers into the data of a button: the flow, its version, and each answer
// with the tag of its question, so that what an older version wrote can still be read. It takes
// at most 56 bytes, which Load has made sure of.
func (f *Flow) Encode(a Answers) string {
	var b strings.Builder
	b.WriteString(f.ID + f.version)
	for i := range f.Questions {
		q := &f.Questions[i]
		if v, ok := a[q.ID]; ok {
			b.WriteString(q.tag + q.encode(v))
		}
	}
	return b.String()
}

// Public returns the answers without the private ones.
func (f *Flow) Public(a Answers) Answers {
	b := Answers{}
	for id, v := range a {
		if q, ok := f.Question(id); ok && !q.Private {
			b[id] = v
		}
	}
	return b
}

func (q *Question) encode(v Value) string {
	switch q.Kind {
	case Choice:
		return tagOf(v.Text)
	case Place:
		n := 0
		for _, r := range v.Text {
			n = n*10 + int(r-'0')
		}
		return base62(n, placeWidth)
	case Number:
		return base62(int(math.Round(v.Num*100)), q.width())
	case Month:
		y, m, _ := v.Day.Time().Date()
		return base62((y-firstYear)*12+int(m)-1, monthWidth)
	default:
		return base62(int(v.Day.Time().Sub(epoch()).Hours()/24), dayWidth)
	}
}

// A Saved is a dialog as a button held it.
type Saved struct {
	Flow    *Flow
	Answers Answers
	// Stale is set where the flow has changed since: what could still be read is kept, and the
	// person should be told.
	Stale bool
}

// Decode reads what Encode wrote. Every answer is checked again; one that no longer fits is
// dropped and makes the state stale. [ErrState] if the data is no state at all.
func (s *Set) Decode(data string, env Env) (Saved, error) {
	if len(data) < 5 {
		return Saved{}, ErrState
	}
	for _, f := range s.flows {
		if f.ID == data[:2] {
			return f.decode(data[2:], env)
		}
	}
	return Saved{}, fmt.Errorf("%w: unknown flow", ErrState)
}

func (f *Flow) decode(data string, env Env) (Saved, error) {
	s := Saved{Flow: f, Answers: Answers{}, Stale: data[:3] != f.version}
	data = data[3:]
	for data != "" {
		q := f.tagged(data)
		if q == nil || len(data) < tagWidth+q.width() {
			if !s.Stale {
				return Saved{}, fmt.Errorf("%w: unreadable answer", ErrState)
			}
			return s, nil // of an older version; the rest cannot be cut into answers
		}
		v, ok := q.decode(data[tagWidth : tagWidth+q.width()])
		if ok && q.check(v, f, env) == nil {
			s.Answers[q.ID] = v
		} else {
			s.Stale = true
		}
		data = data[tagWidth+q.width():]
	}
	return s, nil
}

func (f *Flow) tagged(data string) *Question {
	for i := range f.Questions {
		if strings.HasPrefix(data, f.Questions[i].tag) {
			return &f.Questions[i]
		}
	}
	return nil
}

func (q *Question) width() int {
	switch q.Kind {
	case Place:
		return placeWidth
	case Number:
		if q.Unit == unitYuan {
			return sumWidth
		}
		return numberWidth
	case Month:
		return monthWidth
	case Day:
		return dayWidth
	}
	return tagWidth
}

func (q *Question) decode(s string) (Value, bool) {
	if q.Kind == Choice {
		for _, o := range q.Options {
			if o.tag == s {
				return Value{Text: o.ID}, true
			}
		}
		return Value{}, false
	}
	n, ok := unbase62(s)
	switch q.Kind {
	case Place:
		return Value{Text: fmt.Sprintf("%06d", n)}, ok
	case Number:
		return Value{Num: float64(n) / 100}, ok
	case Month:
		return Value{Day: knowledge.DateOf(time.Date(firstYear, time.Month(n+1), 1, 0, 0, 0, 0, time.UTC))}, ok
	}
	return Value{Day: knowledge.DateOf(epoch().AddDate(0, 0, n))}, ok
}

func epoch() time.Time { return time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC) }

func base62(n, width int) string {
	b := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		b[i] = digits[n%62]
		n /= 62
	}
	return string(b)
}

func unbase62(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		d := strings.IndexByte(digits, s[i])
		if d < 0 {
			return 0, false
		}
		n = n*62 + d
	}
	return n, true
}

// tagOf shortens an id to a tag; Load refuses a flow in which two are the same.
func tagOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	return base62(int(sum[0])<<16|int(sum[1])<<8|int(sum[2]), tagWidth)
}

// versionOf is the first three base-36 characters of a file's hash.
func versionOf(text []byte) string {
	sum := sha256.Sum256(text)
	n := int(sum[0])<<16 | int(sum[1])<<8 | int(sum[2])
	b := make([]byte, 3)
	for i := range b {
		b[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[n%36]
		n /= 36
	}
	return string(b)
}
