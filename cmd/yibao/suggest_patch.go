package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/index/suggest"
	"github.com/yibaowenwen/yibao/knowledge"
)

// writePatch writes the suggestions as a file that can be laid over the knowledge as it is:
// each entry whole, its new phrasings first. What needs an editor's head is a comment.
func writePatch(w io.Writer, r suggest.Report, k *knowledge.Corpus, layers []fs.FS) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `# yibao report --suggest:从大家留下的问题里来的新问法。
# 先试:存成 more/asked.yaml,运行 yibao --knowledge more ask 试试。
# 再改:把标了“新”的行抄进写明的文件和行,别的不用动。
`)
	fmt.Fprintf(out, "# 已经答得上、或者早有差不多问法的:%d 次,没列。\n", r.Known)
	patch := &yaml.Node{Kind: yaml.SequenceNode}
	for _, a := range r.Add {
		n, err := extended(a, k, layers)
		if err != nil {
			return err
		}
		patch.Content = append(patch.Content, n)
	}
	if len(patch.Content) > 0 {
		enc := yaml.NewEncoder(out)
		enc.SetIndent(2)
		if err := enc.Encode(map[string]*yaml.Node{"entries": patch}); err != nil {
			return fmt.Errorf("write YAML: %w", err)
		}
	}
	if len(r.New) > 0 {
		fmt.Fprintln(out, "\n# 新题目?离哪一条都远:")
	}
	for _, c := range r.New {
		comments(out, fmt.Sprintf("共 %d 次", c.N()), c.Asked)
	}
	if len(r.Unhelpful) > 0 {
		fmt.Fprintln(out, "\n# 答上了但没帮上忙,该改的是答案:")
	}
	for _, a := range r.Unhelpful {
		e, _ := k.Entry(a.Entry)
		_, shown := home(e, layers)
		comments(out, a.Entry+" "+shown, a.Asked)
	}
	return out.Flush()
}

func comments(out io.Writer, title string, asked []suggest.Phrase) {
	fmt.Fprintf(out, "# - %s\n", title)
	for _, p := range asked {
		fmt.Fprintf(out, "#   - %s(%d 次)\n", oneLine(p.Text), p.N)
	}
}

// extended returns an entry as its file has it, with the new phrasings.
func extended(a suggest.Addition, k *knowledge.Corpus, layers []fs.FS) (*yaml.Node, error) {
	e, ok := k.Entry(a.Entry)
	if !ok {
		return nil, fmt.Errorf("suggest phrasings: no entry %s", a.Entry)
	}
	n, shown := home(e, layers)
	if n == nil {
		return nil, fmt.Errorf("suggest phrasings: %s is not in %s", a.Entry, shown)
	}
	n.HeadComment = fmt.Sprintf("%s 加 %d 种问法", shown, len(a.Asked))
	var fresh []*yaml.Node
	for _, p := range a.Asked {
		fresh = append(fresh, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: oneLine(p.Text), LineComment: fmt.Sprintf("新,%d 次", p.N)})
	}
	asked := field(n, "asked")
	if asked == nil {
		asked = &yaml.Node{Kind: yaml.SequenceNode}
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "asked"}, asked)
	}
	asked.Style = 0
	asked.Content = slices.Concat(fresh, asked.Content)
	return n, nil
}

// home returns where an entry stands: in the topmost layer that has it at its place.
func home(e *knowledge.Entry, layers []fs.FS) (*yaml.Node, string) {
	shown := fmt.Sprintf("%s:%d", e.Pos.File, e.Pos.Line)
	for i, layer := range slices.Backward(layers) {
		text, err := fs.ReadFile(layer, e.Pos.File)
		var doc yaml.Node
		if err != nil || yaml.Unmarshal(text, &doc) != nil || len(doc.Content) == 0 {
			continue
		}
		entries := field(doc.Content[0], "entries")
		if entries == nil {
			continue
		}
		for _, n := range entries.Content {
			if id := field(n, "id"); id != nil && id.Value == e.ID {
				if i == 0 {
					shown = "knowledge/data/" + shown
				}
				return n, shown
			}
		}
	}
	return nil, shown
}

// field returns the value of a key of a mapping, nil if there is none.
func field(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
