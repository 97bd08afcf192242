package knowledge_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

func TestLoadEmbedded(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d topics, %d sources, %d entries, %d notes", len(c.Topics), len(c.Sources), len(c.Entries), len(c.File.Notes))
}
