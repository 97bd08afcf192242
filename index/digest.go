package index

import (
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"io/fs"
	"runtime/debug"
	"strings"

	"github.com/yibaowenwen/yibao/index/analysis"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

// What an index holds depends on the code that made it. Rather than a version that someone
// has to remember to raise, the code itself is looked at.
//
//go:embed *.go
var code embed.FS

// digest names everything that an index is made from: the texts of the corpus that are
// searched, the word lists, this package, analysis and zh, and the libraries behind them. Two
// indexes of the same digest give the same results.
func digest(corpus *knowledge.Corpus) (string, error) {
	sum := sha256.New()
	for _, files := range []fs.FS{code, words, analysis.Files, zh.Files} {
		if err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := fs.ReadFile(files, name)
			fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
			return err
		}); err != nil {
			return "", fmt.Errorf("read own code: %w", err)
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			fmt.Fprintln(sum, m.Path, m.Version, m.Sum)
		}
	}
	enc := gob.NewEncoder(sum)
	for i := range corpus.Entries {
		if err := enc.Encode(searched(&corpus.Entries[i])); err != nil {
			return "", fmt.Errorf("read entry: %w", err)
		}
	}
	if err := enc.Encode(synonyms(corpus)); err != nil {
		return "", fmt.Errorf("read synonyms: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil))[:digestLength], nil
}

// digestLength is how many hexadecimal digits a digest has.
const digestLength = 32

// searched returns the texts of an entry that an index looks at.
func searched(e *knowledge.Entry) []string {
	texts := append([]string{e.ID, e.Topic, string(e.Insured), e.Question}, e.Asked...)
	texts = append(texts, "", answerText(e))
	return texts
}
