package console

import (
	"fmt"

	"github.com/yibaowenwen/yibao/knowledge"
)

// A source is what statements rest on, as an editor wants to see it.
type source struct {
	ID, Name, Title, Level, URL, Where string
}

func (r *request) source(id string) source {
	s, ok := r.Corpus.Source(id)
	if !ok {
		return source{ID: id, Name: id}
	}
	return source{id, s.Name(), s.Title, levelWord(s.Level), s.URL, r.where(s.Pos)}
}

// where is the file and the line of an item, as an editor opens it.
func (r *request) where(p knowledge.Pos) string {
	return fmt.Sprintf("%s:%d", r.Shown(p.File), p.Line)
}

// A basis is what one statement rests on.
type basis struct {
	Source                    source
	Article, Status, Tone     string
	Reviewed, ReviewBy        knowledge.Date
	Overdue, Founded, Doubted bool
}

func (r *request) basis(b knowledge.Basis) basis {
	return basis{
		Source: r.source(b.Source), Article: b.Article, Status: statusWord(b.Status), Tone: statusTone(b.Status),
		Reviewed: b.Reviewed, ReviewBy: b.ReviewBy, Overdue: !b.ReviewBy.IsZero() && b.ReviewBy.Before(r.day),
		Founded: !b.IsZero(), Doubted: !b.Status.Verified(),
	}
}
