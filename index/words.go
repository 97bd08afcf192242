package index

import (
	"embed"
	"fmt"

	"github.com/yibaowenwen/yibao/index/analysis"
)

//go:embed words/*.txt
var words embed.FS

func tagger(name string) (*analysis.Tagger, error) {
	lines, err := words.ReadFile("words/" + name)
	if err != nil {
		return nil, fmt.Errorf("read word groups: %w", err)
	}
	t, err := analysis.NewTagger(string(lines))
	if err != nil {
		return nil, fmt.Errorf("read word groups %s: %w", name, err)
	}
	return t, nil
}
