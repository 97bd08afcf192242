package knowledge

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"gopkg.in/yaml.v3"
)

// readLayer reads the files of a layer on all processors and joins them in the order of
// their names.
func readLayer(ps *problems, layer fs.FS) File {
	names, err := fileNames(layer)
	if err != nil {
		ps.add(Pos{}, "", "read knowledge: %v", err)
	}
	read := make([]File, len(names))
	wrong := make([]problems, len(names))
	var next atomic.Int64
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(names)); i = next.Add(1) - 1 {
				read[i] = readNamed(&wrong[i], layer, names[i])
			}
		})
	}
	readers.Wait()
	var all File
	for i := range read {
		all.append(read[i])
		ps.list = append(ps.list, wrong[i].list...)
	}
	return all
}

// fileNames returns the names of the files of knowledge in a layer, sorted.
func fileNames(layer fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(layer, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "flows" || d.Name() == "calendar"):
			return fs.SkipDir
		case !d.IsDir() && (path.Ext(name) == ".yaml" || path.Ext(name) == ".yml"):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

func readNamed(ps *problems, layer fs.FS, name string) File {
	text, err := fs.ReadFile(layer, name)
	if err != nil {
		ps.add(Pos{File: name}, "", "read knowledge: %v", err)
		return File{}
	}
	return readFile(ps, name, text)
}

var atLine = regexp.MustCompile(`line (\d+): (?s:(.*))`)

// readFile decodes one document strictly and notes where each item stands.
func readFile(ps *problems, name string, text []byte) File {
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) { // empty file, or comments only
		return File{}
	}
	if err != nil {
		ps.yaml(name, strings.TrimPrefix(err.Error(), "yaml: "))
		return File{}
	}
	f, wrong := decode(&doc, name)
	for _, e := range wrong {
		ps.yaml(name, e)
	}
	if len(wrong) == 0 && !errors.Is(dec.Decode(new(yaml.Node)), io.EOF) {
		ps.add(Pos{File: name}, "", "holds more than one document; split it at the ---")
	}
	return f
}

// decode fills a File and returns every mistake, in the order of the lines.
func decode(doc *yaml.Node, name string) (f File, wrong []string) {
	err := doc.Decode(&f)
	var bad *yaml.TypeError
	switch {
	case errors.As(err, &bad):
		wrong = bad.Errors
	case err != nil:
		return f, []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	l := locator{file: name}
	l.locate(reflect.ValueOf(&f).Elem(), doc.Content[0])
	wrong = append(wrong, l.unknown...)
	slices.SortStableFunc(wrong, func(a, b string) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	return f, wrong
}

// lineOf returns the line that a message of the YAML package names, 0 if it names none.
func lineOf(msg string) int {
	if m := atLine.FindStringSubmatch(msg); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

func (ps *problems) yaml(file, msg string) {
	p := Pos{File: file}
	if m := atLine.FindStringSubmatch(msg); m != nil {
		p.Line, msg = lineOf(msg), m[2]
	}
	ps.add(p, "", "%s", msg)
}
