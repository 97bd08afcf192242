package dialog_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the drawings anew")

// The drawing beside each flow shows the flow as it is; go test ./bot/dialog -update draws it.
func TestDrawings(t *testing.T) {
	_, set := load(t)
	for _, f := range set.Flows() {
		file := filepath.Join("..", "..", "knowledge", "data", "flows", f.Name+".mmd")
		want := f.Mermaid()
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is out of step with its flow; draw it with -update", file)
		}
		for i := range f.Outcomes {
			if !strings.Contains(want, f.Outcomes[i].ID+"[[") {
				t.Errorf("%s does not show %s", file, f.Outcomes[i].ID)
			}
		}
	}
}
