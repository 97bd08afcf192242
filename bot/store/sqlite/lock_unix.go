//go:build unix

package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// A lock keeps a second process from answering the inbox of the same file. It ends with the
// process, however that ends. It is on a file beside the database, since closing the database
// file a second time would take SQLite's own locks away.
type lock struct{ file *os.File }

// acquire takes the lock of a database, or returns an [InUseError].
func acquire(path string) (*lock, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // whatever name it goes by
	}
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		defer f.Close()
		return nil, &InUseError{Path: path, PID: holder(f)}
	}
	if err != nil && !errors.Is(err, syscall.ENOTSUP) && !errors.Is(err, syscall.ENOLCK) { // some network drives have no locks
		return nil, errors.Join(fmt.Errorf("lock %s: %w", f.Name(), err), f.Close())
	}
	if err := f.Truncate(0); err == nil {
		_, _ = fmt.Fprintln(f, os.Getpid())
	}
	return &lock{f}, nil
}

// holder returns what the process that holds the lock has written into its file.
func holder(f *os.File) string {
	text := make([]byte, 20)
	n, _ := f.ReadAt(text, 0)
	return strings.TrimSpace(string(text[:n]))
}

// release gives the lock back. The file stays: removing it would let two processes have locks of
// two files of one name.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}
