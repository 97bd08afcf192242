// Package analysis turns what Chinese speakers type into comparable text and index terms.
//
// # Design
//
// A question passes two stages. [Analyzer.Fold] undoes what the keyboard did: width, case,
// 繁→简, punctuation, homophone typos (一保 → 医保) and Chinese numerals (两年 → 2年).
// [Analyzer.Canon] then undoes what the speaker did: greetings and fillers go, the many ways
// of asking (咋, 点样, 如何) become one, and words for the same thing become the first of
// their synonyms. Ranking compares both forms, because a canonical form alone loses shades.
//
// Terms are single characters and pairs of neighbours, Latin words and digit runs whole
// ([Grams]). There is no word segmenter: measured on public question sets, a segmenter costs
// 135 MB and is less accurate on short questions with typos.
package analysis

import (
	"embed"
	"fmt"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// Files are the code and the word lists of this package: what an index that was saved must
// be told apart by.
//
//go:embed *.go words/*.txt
var Files embed.FS

// An Analyzer normalises text. It is built once and may be used by many goroutines.
type Analyzer struct {
	scripts  *zh.Simplifier
	typos    *rewriter
	ways     *rewriter // ways of asking and fillers
	synonyms *rewriter
}

// New returns an Analyzer that knows the synonyms; the first word of each list is the one
// that the others become.
func New(synonyms [][]string) (*Analyzer, error) {
	scripts, err := zh.NewSimplifier()
	if err != nil {
		return nil, fmt.Errorf("prepare 繁→简: %w", err)
	}
	a := &Analyzer{scripts: scripts, typos: newRewriter(), ways: newRewriter(), synonyms: newRewriter()}
	if err := readPairs("words/typos.txt", a.typos); err != nil {
		return nil, err
	}
	if err := readPairs("words/ways.txt", a.ways); err != nil {
		return nil, err
	}
	for _, list := range synonyms {
		if len(list) == 0 {
			continue
		}
		to := a.Fold(list[0])
		a.synonyms.add(to, to)
		for _, w := range list[1:] {
			a.synonyms.add(a.Fold(w), to)
		}
	}
	return a, nil
}

// readPairs reads lines "to = from from …"; nothing before the = means that the words go.
func readPairs(name string, into *rewriter) error {
	text, err := Files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read word list: %w", err)
	}
	for n, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		to, from, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("read word list: %s:%d: no = in the line", name, n+1)
		}
		to = strings.TrimSpace(to)
		if to != "" {
			into.add(to, to)
		}
		for _, w := range strings.Fields(from) {
			into.add(w, to)
		}
	}
	return nil
}
