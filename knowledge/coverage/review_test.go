package coverage_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

func TestReviews(t *testing.T) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	list := coverage.Reviews(c)
	if len(list) < 10 {
		t.Fatalf("only %d reviews", len(list))
	}
	seen := map[string]bool{}
	for i, r := range list {
		if i > 0 && r.By.Before(list[i-1].By) {
			t.Errorf("%s comes after %s", r.By, list[i-1].By)
		}
		if k := r.By.String() + r.Source; seen[k] {
			t.Errorf("%s by %s twice", r.Source, r.By)
		} else {
			seen[k] = true
		}
		for _, f := range r.Facts {
			if f.Pos.Line == 0 || f.Source != r.Source || f.ReviewBy != r.By || f.Item == "" {
				t.Errorf("%s by %s has %+v", r.Source, r.By, f)
			}
		}
	}
}
