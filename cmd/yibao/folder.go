package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// A folder is the folder of --knowledge as it may be read: regular files in it and in the
// folders below. Names that begin with a dot are not there: what editors, Git and macOS leave
// behind, and the insides of a volume of Kubernetes, whose files are links to them. A link is
// the file that it leads to, but only within the folder. What else bears the name of a file of
// knowledge, such as a device or a pipe, is an error rather than read: reading it may never end.
type folder struct{ dir string }

// maxFile is more than any file of knowledge holds, in bytes.
const maxFile = 32 << 20

func hidden(name string) bool { return name != "." && strings.HasPrefix(path.Base(name), ".") }

// in does something with the folder, wherever its name leads now.
func (f folder) in(do func(*os.Root) error) error {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return do(root)
}

// Open implements fs.FS.
func (f folder) Open(name string) (file fs.File, err error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	for _, part := range strings.Split(name, "/") {
		if hidden(part) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
	}
	err = f.in(func(root *os.Root) error {
		if err := readable(root, name); err != nil {
			return err
		}
		file, err = root.Open(name)
		return err
	})
	if err != nil {
		return nil, err
	}
	return file, nil
}

// readable says why a name is not to be opened: opening a pipe would wait for ever.
func readable(root *os.Root, name string) error {
	info, err := root.Stat(name)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: a link that leads out of the folder, or cannot be followed (put the file itself here): %w", name, err)
	case err != nil:
		return err
	case !info.IsDir() && !info.Mode().IsRegular():
		return fmt.Errorf("%s: not a regular file (%s); remove it from the folder", name, info.Mode().Type())
	case info.Size() > maxFile && !info.IsDir():
		return fmt.Errorf("%s: larger than %d MB", name, maxFile>>20)
	}
	return nil
}

// ReadDir implements fs.ReadDirFS. Links to folders are left out: what they lead to would be
// read twice, or without end.
func (f folder) ReadDir(name string) (list []fs.DirEntry, err error) {
	err = f.in(func(root *os.Root) error {
		all, err := fs.ReadDir(root.FS(), name)
		if err != nil {
			return err
		}
		for _, e := range all {
			if hidden(e.Name()) {
				continue
			}
			if e.Type()&fs.ModeSymlink != 0 {
				info, err := root.Stat(path.Join(name, e.Name()))
				if err == nil && info.IsDir() {
					continue
				}
				if err == nil {
					e = fs.FileInfoToDirEntry(linked{info, e.Name()})
				}
			}
			list = append(list, e)
		}
		return nil
	})
	return list, err
}

// linked is what is known of a file under the name of a link to it.
type linked struct {
	fs.FileInfo
	name string
}

func (n linked) Name() string { return n.name }

// ReadFile implements fs.ReadFileFS.
func (f folder) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxFile))
}

// fingerprint returns a text that is another one when a file in the folder has changed, or when
// the name of the folder leads elsewhere. It is an error if there is no folder.
func (f folder) fingerprint() (string, error) {
	var seen strings.Builder
	if real, err := filepath.EvalSymlinks(f.dir); err == nil {
		fmt.Fprintln(&seen, real)
	}
	err := fs.WalkDir(f, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != ".": // removed meanwhile
			return nil
		case err != nil || d.IsDir():
			return err
		}
		info, err := d.Info()
		if err == nil {
			fmt.Fprintln(&seen, name, info.Size(), info.ModTime().Format(time.RFC3339Nano), info.Mode())
		}
		return nil // of one removed meanwhile nothing is known
	})
	return seen.String(), err
}
