package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
)

// A Problem is one mistake in the data.
type Problem struct {
	Pos
	Item string // id of the entry or item, if known
	Text string
}

// Error returns file:line: item: problem.
func (p *Problem) Error() string {
	at := p.File
	if p.Line > 0 {
		at += ":" + strconv.Itoa(p.Line)
	}
	if p.Item != "" {
		at += ": " + p.Item
	}
	return at + ": " + p.Text
}

type problems struct{ list []error }

func (ps *problems) add(at Pos, item, format string, args ...any) {
	ps.list = append(ps.list, &Problem{at, item, fmt.Sprintf(format, args...)})
}

// Problems returns the mistakes joined in an error of [Load].
func Problems(err error) []*Problem {
	var list []*Problem
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range j.Unwrap() {
			list = append(list, Problems(e)...)
		}
		return list
	}
	var p *Problem
	if errors.As(err, &p) {
		return []*Problem{p}
	}
	if err != nil {
		return []*Problem{{Text: err.Error()}}
	}
	return nil
}

// Load reads the knowledge in the layers, the most basic first, which must hold regions.tsv.
// It reports every mistake in form and every reference that leads nowhere, joined, each a
// [Problem]; no Corpus is returned then. Folders flows and calendar are not read here.
func Load(layers ...fs.FS) (*Corpus, error) {
	var ps problems
	c := &Corpus{}
	for i, layer := range layers {
		if i == 0 {
			var err error
			if c.Regions, err = readRegions(layer); err != nil {
				return nil, err
			}
		}
		c.merge(readLayer(&ps, layer))
	}
	c.index(&ps)
	c.check(&ps)
	if len(ps.list) > 0 {
		return nil, errors.Join(ps.list...)
	}
	return c, nil
}

func readRegions(layer fs.FS) (*Regions, error) {
	f, err := layer.Open("regions.tsv")
	if err != nil {
		return nil, fmt.Errorf("open regions: %w", err)
	}
	defer f.Close()
	r, err := ReadRegions(f)
	if err != nil {
		return nil, fmt.Errorf("regions.tsv: %w", err)
	}
	return r, nil
}

func (f *File) append(g File) {
	f.Topics = append(f.Topics, g.Topics...)
	f.Sources = append(f.Sources, g.Sources...)
	f.Params = append(f.Params, g.Params...)
	f.Values = append(f.Values, g.Values...)
	f.Facts = append(f.Facts, g.Facts...)
	f.Entries = append(f.Entries, g.Entries...)
	f.Taught = append(f.Taught, g.Taught...)
	f.Notes = append(f.Notes, g.Notes...)
	f.Checklists = append(f.Checklists, g.Checklists...)
	f.Aliases = append(f.Aliases, g.Aliases...)
	f.Synonyms = append(f.Synonyms, g.Synonyms...)
	f.Words = append(f.Words, g.Words...)
	f.Circumstances = append(f.Circumstances, g.Circumstances...)
}

// merge lays g over the corpus: same identity replaces, anything else is added.
func (c *Corpus) merge(g File) {
	base := c.File
	c.File = File{
		Topics:     over(base.Topics, g.Topics, func(t Topic) any { return t.ID }),
		Sources:    over(base.Sources, g.Sources, func(s Source) any { return s.ID }),
		Params:     over(base.Params, g.Params, func(p Param) any { return p.ID }),
		Values:     over(base.Values, g.Values, func(v Value) any { return [2]string{v.Param, v.Place} }),
		Facts:      over(base.Facts, g.Facts, func(f Fact) any { return f.ID }),
		Entries:    over(base.Entries, g.Entries, func(e Entry) any { return e.ID }),
		Taught:     append(base.Taught, g.Taught...),
		Notes:      over(base.Notes, g.Notes, func(n Note) any { return [2]string{n.Topic, n.Place} }),
		Checklists: over(base.Checklists, g.Checklists, func(l Checklist) any { return l.ID }),
		Aliases:    over(base.Aliases, g.Aliases, func(a Alias) any { return a.Alias }),
		Synonyms:   append(base.Synonyms, g.Synonyms...),

		Words:         over(base.Words, g.Words, func(w Word) any { return w.ID }),
		Circumstances: over(base.Circumstances, g.Circumstances, func(s Circumstance) any { return s.ID }),
	}
}

func over[T any](base, top []T, key func(T) any) []T {
	replaced := map[any]bool{}
	for _, x := range top {
		replaced[key(x)] = true
	}
	out := make([]T, 0, len(base)+len(top))
	for _, x := range base {
		if !replaced[key(x)] {
			out = append(out, x)
		}
	}
	return append(out, top...)
}
