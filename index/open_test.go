package index_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/index/eval"
	"github.com/yibaowenwen/yibao/knowledge"
)

// judged returns our own judged questions.
func judged(tb testing.TB) []eval.Question {
	tb.Helper()
	files, err := filepath.Glob("eval/testdata/own*.jsonl")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no judged questions: %v", err)
	}
	var set eval.Set
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		if err := set.Read(name, bytes.NewReader(text)); err != nil {
			tb.Fatal(err)
		}
	}
	for _, c := range set.Conversations {
		for _, turn := range c.Turns {
			set.Questions = append(set.Questions, eval.Question{Q: turn.Q, Topic: turn.Topic})
		}
	}
	return set.Questions
}

// sameEntry compares entries, of which there is only one each, by id.
func sameEntry() cmp.Option {
	return cmp.Comparer(func(a, b *knowledge.Entry) bool { return a.ID == b.ID })
}

func open(tb testing.TB, dir string, c *knowledge.Corpus) *index.Index {
	tb.Helper()
	x, err := index.Open(dir, c)
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// TestDiskGivesTheSameResults asks every question of ours of an index that was built in
// memory and of the same one read from disk.
func TestDiskGivesTheSameResults(t *testing.T) {
	c, dir := load(t), t.TempDir()
	built := open(t, dir, c)
	if why := built.Origin().Why; !errors.Is(why, index.ErrNone) {
		t.Errorf("an empty folder: %v, want %v", why, index.ErrNone)
	}
	read := open(t, dir, c)
	if o := read.Origin(); o.Why != nil || o.Path == "" {
		t.Fatalf("the saved index was not read: %v", o.Why)
	}
	for _, q := range judged(t) {
		for _, before := range []string{"", "transfer.overview"} {
			query := index.Query{Text: q.Q, Topic: before, Limit: 10}
			if diff := cmp.Diff(find(t, built, query), find(t, read, query), sameEntry()); diff != "" {
				t.Fatalf("%s: built and read differ (-built +read):\n%s", q.Q, diff)
			}
		}
	}
}

func TestStaleIndexIsReplaced(t *testing.T) {
	dir, c := t.TempDir(), small()
	open(t, dir, c)
	changed := small()
	changed.Entries[0].Asked = append(changed.Entries[0].Asked, "多少日子能转完")
	x := open(t, dir, changed)
	if why := x.Origin().Why; !errors.Is(why, index.ErrStale) {
		t.Errorf("changed knowledge: %v, want %v", why, index.ErrStale)
	}
	if r := find(t, x, index.Query{Text: "多少日子能转完"}); r.Matches[0].Asked != "多少日子能转完" {
		t.Errorf("the new phrasing is not found: %v", ids(r))
	}
	if why := open(t, dir, changed).Origin().Why; why != nil {
		t.Errorf("not read the second time: %v", why)
	}
	changed.Entries[1].Asked = append(changed.Entries[1].Asked, "转医保拿什么去")
	open(t, dir, changed)
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("%d things are left in the folder, want the newest two: %v", len(left), err)
	}
}

// TestWordsOfAnswersMakeStale: an answer's text is searched too.
func TestWordsOfAnswersMakeStale(t *testing.T) {
	dir, c := t.TempDir(), small()
	open(t, dir, c)
	c.Entries[0].Lines = []knowledge.Statement{{Text: "最长十五个工作日。"}}
	if _, err := index.Saved(dir, c); !errors.Is(err, index.ErrStale) {
		t.Errorf("error %v, want %v", err, index.ErrStale)
	}
	c = small()
	c.Synonyms = c.Synonyms[1:]
	if _, err := index.Saved(dir, c); !errors.Is(err, index.ErrStale) {
		t.Errorf("error %v, want %v", err, index.ErrStale)
	}
}

// TestDamagedFiles breaks every file of a saved index in several ways. Each time the index
// must be built anew and answer as ever.
func TestDamagedFiles(t *testing.T) {
	dir, c := t.TempDir(), small()
	path := open(t, dir, c).Origin().Path
	want := find(t, newIndex(t, c), index.Query{Text: "转医保要几天"})
	for _, name := range filesIn(t, path) {
		for how, damage := range map[string]func(text []byte) []byte{
			"truncated":       func(text []byte) []byte { return text[:len(text)/2] },
			"empty":           func([]byte) []byte { return nil },
			"garbage":         func(text []byte) []byte { return bytes.Repeat([]byte{0xA5}, len(text)) },
			"one byte turned": func(text []byte) []byte { text[len(text)/2] ^= 0x10; return text },
		} {
			file := filepath.Join(path, name)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, damage(text), 0o600); err != nil {
				t.Fatal(err)
			}
			x := open(t, dir, c)
			if why := x.Origin().Why; !errors.Is(why, index.ErrBroken) {
				t.Errorf("%s %s: %v, want %v", name, how, why, index.ErrBroken)
			}
			if diff := cmp.Diff(want, find(t, x, index.Query{Text: "转医保要几天"}), sameEntry()); diff != "" {
				t.Errorf("%s %s: another answer:\n%s", name, how, diff)
			}
			if _, err := index.Saved(dir, c); err != nil {
				t.Errorf("%s %s: was not mended: %v", name, how, err)
			}
		}
	}
}

func TestLostAndForeignFiles(t *testing.T) {
	dir, c := t.TempDir(), small()
	path := open(t, dir, c).Origin().Path
	for _, name := range filesIn(t, path) {
		if err := os.Remove(filepath.Join(path, name)); err != nil {
			t.Fatal(err)
		}
		if why := open(t, dir, c).Origin().Why; !errors.Is(why, index.ErrBroken) {
			t.Errorf("without %s: %v, want %v", name, why, index.ErrBroken)
		}
	}
	if err := os.WriteFile(filepath.Join(path, "asked", "more"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if why := open(t, dir, c).Origin().Why; !errors.Is(why, index.ErrBroken) {
		t.Errorf("with a foreign file: %v, want %v", why, index.ErrBroken)
	}
}

func filesIn(tb testing.TB, path string) []string {
	tb.Helper()
	var names []string
	err := filepath.WalkDir(path, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(path, p)
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) < 4 {
		tb.Fatalf("files of the saved index: %v, %v", names, err)
	}
	return names
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	x := open(t, filepath.Join(file, "index"), small())
	if o := x.Origin(); o.Why == nil || o.Path != "" {
		t.Errorf("origin %+v, want an index in memory and the reason", o)
	}
	if r := find(t, x, index.Query{Text: "转医保要几天"}); r.Verdict != index.Answer {
		t.Errorf("verdict %s, want an answer", r.Verdict)
	}
}

// TestManyOpenOneFolder opens an empty folder many times at once, and once more while what
// is there is being replaced.
func TestManyOpenOneFolder(t *testing.T) {
	dir, c := t.TempDir(), small()
	want := ids(find(t, newIndex(t, c), index.Query{Text: "卡里的钱能转到微信吗"}))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			x, err := index.Open(dir, c)
			if err != nil {
				t.Error(err)
				return
			}
			r, err := x.Find(t.Context(), index.Query{Text: "卡里的钱能转到微信吗"})
			if diff := cmp.Diff(want, ids(r)); err != nil || diff != "" {
				t.Errorf("%v, %s", err, diff)
			}
		})
	}
	all.Wait()
	if _, err := index.Saved(dir, c); err != nil {
		t.Errorf("nothing whole is left behind: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d things are left in the folder, want 1", len(left))
	}
}
