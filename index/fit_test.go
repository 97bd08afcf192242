package index

// Fitting of the numbers in model.go. It runs only if asked to:
//
//	YIBAO_FIT=1 go test ./index -run TestFit -v
//
// Every phrasing of the embedded knowledge is asked with the fold of phrasings that it
// belongs to left out, from the search as well as from the classifier, so that nothing
// finds itself or the twin written next to it. The judged questions of index/eval/testdata
// are asked of the whole and count three times each, because people write longer and
// stranger than editors. YIBAO_FIT_LAYER names a folder of further knowledge.

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/yibaowenwen/yibao/index/eval"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

const (
	folds        = 5
	judgedWeight = 3
	fitRounds    = 5
)

// fold keeps neighbours together: an editor writes similar phrasings one after the other.
func fold(doc int) int { return doc / 3 % folds }

// A lesson is a question with its candidates.
type lesson struct {
	list   []candidate
	right  []bool
	weight float64
}

func (l *lesson) solvable() bool { return slices.Contains(l.right, true) }

func TestFit(t *testing.T) {
	if os.Getenv("YIBAO_FIT") == "" {
		t.Skip("set YIBAO_FIT=1 to fit the model anew")
	}
	layers := []fs.FS{data.FS}
	if dir := os.Getenv("YIBAO_FIT_LAYER"); dir != "" {
		layers = append(layers, os.DirFS(dir))
	}
	corpus, err := knowledge.Load(layers...)
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(corpus)
	if err != nil {
		t.Fatal(err)
	}
	s := &school{T: t, x: x, finder: region.New(corpus.Regions, corpus.Aliases), judged: readJudged(t)}
	for k := range folds {
		s.topics = append(s.topics, x.train(func(doc int) bool { return fold(doc) != k }))
	}
	for round := range fitRounds {
		lessons := s.lessons()
		t.Logf("round %d: first right %.3f of %d", round+1, firstRight(lessons), len(lessons))
		x.model.weights = fitWeights(lessons, x.model.weights, fitted().weights)
	}
	lessons := s.lessons()
	x.model.trust = fitTrust(x, lessons, x.model.trust)
	x.model.trust[isLeaving] = fitted().trust[isLeaving] // too rare in our lessons to be fitted
	t.Logf("weights: %s", goLiteral(x.model.weights[:], weightNames()))
	t.Logf("trust: %.2f", x.model.trust)
	logThresholds(t, x, lessons)
}

func readJudged(t *testing.T) eval.Set {
	t.Helper()
	var set eval.Set
	for _, name := range []string{"own.jsonl", "own-oos.jsonl"} {
		f, err := os.Open(filepath.Join("eval", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := set.Read(name, f); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

type school struct {
	*testing.T
	x      *Index
	finder *region.Finder
	judged eval.Set
	topics []*classifier // by the fold that they have not seen
}

func (s *school) lessons() []lesson {
	var out []lesson
	for i, d := range s.x.docs {
		topic := s.x.entries[d.entry].Topic
		q := s.x.question(Query{Text: s.x.as(&d)}, s.topics[fold(i)])
		docs := slices.DeleteFunc(s.search(&q), func(j int) bool {
			return fold(j) == fold(i) || s.x.docs[j].canon.text == d.canon.text
		})
		out = append(out, s.lesson(&q, docs, 1, func(t string) bool { return t == topic }))
	}
	for _, j := range s.judged.Questions {
		found := s.finder.Find(j.Q)
		q := s.x.question(Query{Text: found.Rest, Places: len(found.Places)}, s.x.topics)
		out = append(out, s.lesson(&q, s.search(&q), judgedWeight, j.Right))
	}
	return out
}

func (s *school) search(q *question) []int {
	docs, err := s.x.phrasings(s.Context(), q.whole().canon.text)
	if err != nil {
		s.Fatal(err)
	}
	return docs
}

func (s *school) lesson(q *question, docs []int, weight float64, right func(topic string) bool) lesson {
	l := lesson{list: s.x.rank(q, s.x.likely(q, docs)), weight: weight}
	for _, c := range l.list {
		l.right = append(l.right, right(s.x.entry(c).Topic))
	}
	return l
}

func firstRight(lessons []lesson) float64 {
	n := 0
	for _, l := range lessons {
		if len(l.right) > 0 && l.right[0] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(lessons)))
}

// logThresholds shows, for the judged questions, what thresholds would do.
func logThresholds(t *testing.T, x *Index, lessons []lesson) {
	t.Helper()
	for step := 1; step <= 19; step++ {
		at := float64(step) / 20
		var n, answered, wrong, lost int
		for _, l := range lessons {
			if l.weight != judgedWeight {
				continue
			}
			n++
			switch {
			case len(l.list) == 0:
			case x.confidence(l.list, 0) < at:
				if l.right[0] {
					lost++
				}
			default:
				answered++
				if !l.right[0] {
					wrong++
				}
			}
		}
		t.Logf("from %.2f: %.3f above, %.3f wrong; %.3f right below", at,
			float64(answered)/float64(n), float64(wrong)/float64(n), float64(lost)/float64(n))
	}
}

func weightNames() []string {
	return []string{
		"covTyped", "orderTyped", "lengthTyped", "covCanon", "orderCanon", "leftOut", "topicWords", "inAnswer",
		"leavesScope", "entersScope", "mixedScope", "namesNone", "outside", "insuredFits", "insuredOff", "keyword", "sameFamily",
	}
}

func goLiteral(values []float64, names []string) string {
	s := ""
	for i, v := range values {
		s += fmt.Sprintf("\n\t\t\t%s: %.2f,", names[i], v)
	}
	return s
}
