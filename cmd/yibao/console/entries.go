package console

import (
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// entries is the page of everything that the bot can answer.
type entries struct {
	Asked  string // what is looked for
	Found  int
	Topics []topicEntries
}

// topicEntries are the entries of one topic.
type topicEntries struct {
	ID, Name, About, Where string
	Notes                  int // rules of places
	Entries                []entryRow
}

// An entryRow is an entry in a list.
type entryRow struct {
	entryLink
	Phrasings int
	Worst     string // the least checked of its sentences
	Tone      string
}

func (r *request) entries() (any, error) {
	page := entries{Asked: strings.TrimSpace(r.FormValue("q"))}
	notes := map[string]int{}
	for _, n := range r.Corpus.File.Notes {
		notes[n.Topic]++
	}
	for _, t := range r.Corpus.Topics {
		group := topicEntries{ID: t.ID, Name: t.Name, About: t.About, Where: r.where(t.Pos), Notes: notes[t.ID]}
		for i := range r.Corpus.Entries {
			if e := &r.Corpus.Entries[i]; e.Topic == t.ID && mentions(e, page.Asked) {
				group.Entries = append(group.Entries, r.entryRow(e))
			}
		}
		page.Found += len(group.Entries)
		if len(group.Entries) > 0 {
			page.Topics = append(page.Topics, group)
		}
	}
	return page, nil
}

// entryRow shows an entry by its weakest sentence: an answer is no better checked than that.
func (r *request) entryRow(e *knowledge.Entry) entryRow {
	worst := knowledge.StatusDocument
	for _, s := range statements(e) {
		if rank(s.Basis.Status) > rank(worst) {
			worst = s.Basis.Status
		}
	}
	return entryRow{r.entryLink(e.ID), 1 + len(e.Asked), statusWord(worst), statusTone(worst)}
}

// rank orders statuses, the best first.
func rank(s knowledge.Status) int {
	return slices.Index([]knowledge.Status{knowledge.StatusDocument, knowledge.StatusSecondary, knowledge.StatusSeed, knowledge.StatusMemory}, s)
}

// statements returns the sentences of an entry.
func statements(e *knowledge.Entry) []knowledge.Statement {
	list := slices.Concat(e.Headline, e.Lines, e.More)
	for _, r := range e.Rumours {
		list = append(list, r.Statement)
	}
	return list
}

// mentions reports whether an entry has the words, in its id, its phrasings or its answer.
func mentions(e *knowledge.Entry, words string) bool {
	all := append([]string{e.ID, e.Question}, e.Asked...)
	for _, s := range statements(e) {
		all = append(all, s.Text)
	}
	for _, w := range strings.Fields(words) {
		if !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, w) }) {
			return false
		}
	}
	return true
}
