package knowledge

import (
	"slices"
	"testing"
)

func TestReadFileReportsEveryMistake(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"comments only", "# later\n", nil},
		{"right", "synonyms:\n  - words: [医保, 医疗保险]\n", nil},
		{"unknown field", "entries:\n  - id: a\n    anser: b\n", []string{"x.yaml:3: field anser not found in type knowledge.Entry"}},
		{"unknown list", "entrys: []\n", []string{"x.yaml:1: field entrys not found in type knowledge.File"}},
		{"in the order of the lines", "entries:\n  - id: a\n    anser: b\n  - id: [c]\n    basis: {source: s, page: 3}\n", []string{
			"x.yaml:3: field anser not found in type knowledge.Entry",
			"x.yaml:4: cannot unmarshal !!seq into string",
			"x.yaml:5: field page not found in type knowledge.Basis",
		}},
		{"a field twice", "entries:\n  - id: a\n    id: b\n", []string{"x.yaml:3: mapping key \"id\" already defined at line 2"}},
		{"a bad date", "entries:\n  - basis: {reviewed: gestern}\n", []string{`x.yaml:2: "gestern" is not a date like 2026-11-22`}},
		{"in what is taken over", "entries:\n  - &a {id: a, anser: b}\n  - <<: *a\n    id: c\n", []string{
			"x.yaml:2: field anser not found in type knowledge.Entry",
			"x.yaml:2: field anser not found in type knowledge.Entry",
		}},
		{"two documents", "synonyms: []\n---\nsynonyms: []\n", []string{"x.yaml: holds more than one document; split it at the ---"}},
		{"no YAML", "entries: [\n", []string{"x.yaml:1: did not find expected node content"}},
		{"not a mapping", "- a\n", []string{"x.yaml:1: cannot unmarshal !!seq into knowledge.File"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var ps problems
			readFile(&ps, "x.yaml", []byte(tt.text))
			var got []string
			for _, e := range ps.list {
				got = append(got, e.Error())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("problems:\n%q, want\n%q", got, tt.want)
			}
		})
	}
}

func TestReadFileNotesLines(t *testing.T) {
	var ps problems
	f := readFile(&ps, "x.yaml", []byte("entries:\n  - id: a\n    lines:\n      - {text: 甲}\n      - text: 乙\n  - id: b\n    rumours:\n      - says: 丙\n"))
	if len(ps.list) > 0 || len(f.Entries) != 2 || len(f.Entries[0].Lines) != 2 || len(f.Entries[1].Rumours) != 1 {
		t.Fatalf("read %+v, %v", f, ps.list)
	}
	for _, at := range []struct {
		pos  Pos
		line int
	}{
		{f.Entries[0].Pos, 2}, {f.Entries[0].Lines[0].Pos, 4}, {f.Entries[0].Lines[1].Pos, 5}, {f.Entries[1].Pos, 6}, {f.Entries[1].Rumours[0].Pos, 8},
	} {
		if at.pos != (Pos{"x.yaml", at.line}) {
			t.Errorf("position %v, want x.yaml:%d", at.pos, at.line)
		}
	}
}
