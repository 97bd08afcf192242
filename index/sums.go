package index

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// errChanged means that a file is not what was written.
var errChanged = errors.New("a file is missing, added or not as it was written")

// writeSums notes the digests of all files of a saved index.
func writeSums(dir string) error {
	sums, err := sumAll(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, sumsFile), []byte(format(sums)), 0o644)
}

func format(sums map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s  %s\n", sums[name], name)
	}
	return b.String()
}

// verify reports whether a saved index is what was written, to the last byte.
func verify(dir string) error {
	want, err := os.ReadFile(filepath.Join(dir, sumsFile))
	if err != nil {
		return err
	}
	sums, err := sumAll(dir)
	if err != nil {
		return err
	}
	if _, ok := sums[wordsFile]; !ok || format(sums) != string(want) {
		return errChanged
	}
	return nil
}

// sumAll returns the digest of every file in the folder but that of the digests.
func sumAll(dir string) (map[string]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if name != sumsFile {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	list, errs := make([]string, len(names)), make([]error, len(names))
	inParallel(len(names), func(i int) { list[i], errs[i] = sumFile(filepath.Join(dir, names[i])) })
	sums := map[string]string{}
	for i, name := range names {
		sums[filepath.ToSlash(name)] = list[i]
	}
	return sums, errors.Join(errs...)
}

func sumFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
