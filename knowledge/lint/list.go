package lint

import (
	"slices"

	"github.com/yibaowenwen/yibao/knowledge"
)

// maxItems is how many items a checklist's ticks can hold.
const maxItems = 30

func listRules() []rule {
	return []rule{
		{"checklist-size", "a checklist has 1 to 30 items", checklistSize},
		{"item-twice", "no item stands twice in a checklist", itemTwice},
		{"next-self", "a topic does not offer itself", nextSelf},
		{"synonym-twice", "no word belongs to two groups of synonyms", synonymTwice},
		{"alias-name", "a nickname is not the name of another place", aliasName},
		{"same-value", "two notes of one place on one topic do not say the same", sameNote},
	}
}

func checklistSize(l *linter) {
	for _, c := range l.Checklists {
		if n := len(c.Items); n == 0 || n > maxItems {
			l.report(c.Pos, c.ID, "has %d items, wants 1 to %d", n, maxItems)
		}
	}
}

func itemTwice(l *linter) {
	for _, c := range l.Checklists {
		seen := map[string]bool{}
		for _, it := range c.Items {
			if seen[it.ID] {
				l.report(it.Pos, c.ID, "a second item %q", it.ID)
			}
			seen[it.ID] = true
		}
	}
}

func nextSelf(l *linter) {
	for _, t := range l.Topics {
		if slices.Contains(t.Next, t.ID) {
			l.report(t.Pos, t.ID, "offers itself as the next question")
		}
	}
}

func synonymTwice(l *linter) {
	owner := map[string]string{}
	for _, s := range l.Synonyms {
		for _, w := range s.Words {
			if o, ok := owner[w]; ok {
				l.report(s.Pos, s.Words[0], "the word %q belongs to %q already", w, o)
			}
			owner[w] = s.Words[0]
		}
	}
}

func aliasName(l *linter) {
	for _, a := range l.Aliases {
		if g, ok := l.Regions.Named(a.Alias); ok && !slices.Contains(a.Places, g.Name) {
			l.report(a.Pos, a.Alias, "is the full name of a place, not a nickname")
		}
		if len(a.Places) == 0 {
			l.report(a.Pos, a.Alias, "names no place")
		}
	}
}

func sameNote(l *linter) {
	seen := map[[3]string]knowledge.Pos{}
	for _, n := range l.File.Notes {
		k := [3]string{n.Topic, n.Place, n.Text}
		if _, ok := seen[k]; ok {
			l.report(n.Pos, n.Topic+"/"+n.Place, "says the same as the note before it")
		}
		seen[k] = n.Pos
	}
}
