package dialog

import (
	"fmt"
	"strings"
)

// Mermaid draws the flow: rules from top to bottom in the order in which they are tried, each
// with its condition, the questions it may ask, and the outcome it leads to.
func (f *Flow) Mermaid() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%%%% %s:由 %s.yaml 生成,不要手改\nflowchart TD\n", f.Title, f.Name)
	fmt.Fprintf(&b, "  start([%s])\n", quote(f.Title))
	from := "start"
	for i := range f.Rules {
		r := &f.Rules[i]
		node := fmt.Sprintf("r%d", i+1)
		fmt.Fprintf(&b, "  %s --> %s{%s}\n", from, node, quote(r.cond.words(f)))
		fmt.Fprintf(&b, "  %s -->|是| %s\n", node, r.To)
		from = node
	}
	fmt.Fprintf(&b, "  %s -->|都不是| %s\n", from, f.Else[0].To)
	for i := range f.Outcomes {
		o := &f.Outcomes[i]
		fmt.Fprintf(&b, "  %s[[%s]]\n", o.ID, quote(o.Headline[len(o.Headline)-1].Text))
	}
	return b.String()
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, "'") + `"` }
