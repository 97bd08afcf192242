package dialog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge"
)

// Load reads the flows in folder flows of the layers, the most basic first; a file of a later
// layer replaces the file of the same name. It is all or nothing: every mistake in any flow is
// reported, joined, each a [knowledge.Problem], and no Set is returned then. Files *.cases.yaml
// are tests and not read.
func Load(c *knowledge.Corpus, layers ...fs.FS) (*Set, error) {
	texts := map[string][]byte{}
	for _, layer := range layers {
		names, err := fs.Glob(layer, "flows/*.yaml")
		if err != nil {
			return nil, fmt.Errorf("list flows: %w", err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, ".cases.yaml") {
				continue
			}
			if texts[name], err = fs.ReadFile(layer, name); err != nil {
				return nil, fmt.Errorf("read flow: %w", err)
			}
		}
	}
	return load(c, texts)
}

func load(c *knowledge.Corpus, texts map[string][]byte) (*Set, error) {
	s := &Set{}
	var wrong []error
	ids := map[string]string{}
	for _, name := range sortedKeys(texts) {
		f, errs := parse(c, name, texts[name])
		if other, twice := ids[f.ID]; twice && len(errs) == 0 {
			errs = append(errs, &knowledge.Problem{
				Pos: knowledge.Pos{File: name, Line: 1}, Item: f.ID, Text: "the id is also that of " + other,
			})
		}
		ids[f.ID] = name
		wrong = append(wrong, errs...)
		s.flows = append(s.flows, f)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return s, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// parse reads one flow and returns everything that is wrong with it.
func parse(c *knowledge.Corpus, name string, text []byte) (*Flow, []error) {
	f := &Flow{file: name, version: versionOf(text), corpus: c}
	l := &loader{flow: f, corpus: c}
	if l.decode(text); len(l.problems) > 0 {
		return f, l.problems
	}
	l.names()
	l.link()
	if len(l.problems) == 0 { // the rest would only repeat what is wrong already
		l.check()
	}
	if len(l.problems) == 0 {
		l.prove()
		l.filled()
	}
	return f, l.problems
}

// A loader gathers what is wrong with one flow.
type loader struct {
	flow     *Flow
	corpus   *knowledge.Corpus
	problems []error
}

func (l *loader) problem(line int, format string, args ...any) {
	l.problems = append(l.problems, &knowledge.Problem{
		Pos: knowledge.Pos{File: l.flow.file, Line: line}, Item: l.flow.Name, Text: fmt.Sprintf(format, args...),
	})
}

var atLine = regexp.MustCompile(`line (\d+): (?s:(.*))`)

func (l *loader) decode(text []byte) {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	err := dec.Decode(l.flow)
	var bad *yaml.TypeError
	switch {
	case errors.As(err, &bad):
		for _, e := range bad.Errors {
			l.yamlProblem(e)
		}
		return
	case err != nil:
		l.yamlProblem(strings.TrimPrefix(err.Error(), "yaml: "))
		return
	case !errors.Is(dec.Decode(new(yaml.Node)), io.EOF):
		l.problem(1, "holds more than one document; split it at the ---")
		return
	}
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) == nil && len(doc.Content) > 0 {
		locate(l.flow, doc.Content[0], l.flow.file)
	}
}

func (l *loader) yamlProblem(msg string) {
	line := 1
	if m := atLine.FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1])
		msg = m[2]
	}
	l.problem(line, "%s", msg)
}

// FlowName returns the name that a file of flows should bear: transfer.yaml holds transfer.
func flowName(file string) string { return strings.TrimSuffix(path.Base(file), ".yaml") }
