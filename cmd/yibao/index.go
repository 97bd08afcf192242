package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
)

// noIndex is the value of --index that keeps the index in memory.
const noIndex = "none"

// An indexFlag is where the index is kept: a folder, none, or, if nothing is said, the cache
// of whoever runs the command.
type indexFlag struct {
	Index string `help:"索引存放的文件夹;旧了或坏了就自动重建。不写就用系统的缓存文件夹(只留最新两份),none 只放内存。" placeholder:"DIR|none"`

	err io.Writer // to say what happened to a folder that was named
	why error     // why the index was built
}

// dir returns the folder, or "" for an index in memory.
func (f *indexFlag) dir() string {
	if f.Index == noIndex {
		return ""
	}
	if f.Index != "" {
		return f.Index
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "yibao", "index")
}

// openIndex returns the index of the knowledge, from the folder if it can be had from there.
func (f *indexFlag) openIndex(k *knowledge.Corpus) (*index.Index, error) {
	ix, err := f.savedIndex(k)
	if err == nil {
		f.keep(ix)
	}
	return ix, err
}

// savedIndex returns the index from the folder, or else builds it without writing it yet:
// that is for [indexFlag.keep], once there has been an answer.
func (f *indexFlag) savedIndex(k *knowledge.Corpus) (*index.Index, error) {
	dir := f.dir()
	if dir == "" {
		return buildIndex(k)
	}
	ix, err := index.Saved(dir, k)
	if err == nil {
		return ix, nil
	}
	f.why = err
	return buildIndex(k)
}

func buildIndex(k *knowledge.Corpus) (*index.Index, error) {
	growToBuild()
	ix, err := index.New(k)
	if err != nil {
		return nil, fmt.Errorf("build index: %w", err)
	}
	return ix, nil
}

// keep writes an index that was built to the folder, for the next time.
func (f *indexFlag) keep(ix *index.Index) {
	if f.why == nil || ix.Origin().Path != "" {
		return
	}
	if err := ix.Save(f.dir()); err != nil {
		f.why = err
	}
	f.tell(index.Origin{Path: ix.Origin().Path, Why: f.why})
}

// tell says in one sentence why an index was not simply read from a folder that was named;
// of a cache nobody wants to know.
func (f *indexFlag) tell(o index.Origin) {
	if f.Index == "" || f.err == nil || o.Why == nil {
		return
	}
	why := "里面没有索引"
	switch {
	case o.Path == "":
		why = "写不进去(" + o.Why.Error() + ")"
	case errors.Is(o.Why, index.ErrStale):
		why = "里面的索引是旧的"
	case errors.Is(o.Why, index.ErrBroken):
		why = "里面的索引坏了"
	}
	then := "已重建"
	if o.Path == "" {
		then = "这次只放在内存里"
	}
	fmt.Fprintf(f.err, "--index %s: %s,%s。\n", f.Index, why, then)
}

type indexCmd struct {
	Build indexBuildCmd `cmd:"" help:"把索引写到文件夹里,启动更快。"`
}

type indexBuildCmd struct {
	Dir string `help:"写到哪个文件夹;不写就是 --index 的,再不然是系统的缓存文件夹。" placeholder:"DIR"`
}

// Help shows worked examples.
func (indexBuildCmd) Help() string {
	return `索引按内容起名:知识、词表或程序变了,就是另一份。已经有了就不再写。
例:
  yibao index build --dir /var/lib/yibao/index
  yibao --index /var/lib/yibao/index serve`
}

// Run implements the command.
func (v indexBuildCmd) Run(s streams, c *cli) error {
	if v.Dir != "" {
		c.Index = v.Dir
	}
	dir := c.dir()
	if dir == "" {
		return usageError{errors.New("index build: 没有文件夹。例:yibao index build --dir 索引")}
	}
	k, err := c.corpus()
	if err != nil {
		return err
	}
	ix, err := index.Open(dir, k)
	if err != nil {
		return fmt.Errorf("build index: %w", err)
	}
	o := ix.Origin()
	if o.Path == "" {
		return fmt.Errorf("write index to %s (choose another folder with --dir): %w", dir, o.Why)
	}
	size, err := folderSize(o.Path)
	if err != nil {
		return err
	}
	done := "已写好"
	if o.Why == nil {
		done = "已经是最新的"
	}
	fmt.Fprintf(s.out, "%s: %d 个问答,%.1f MB,%s\n", done, len(k.Entries), float64(size)/1e6, o.Path)
	return nil
}

func folderSize(path string) (size int64, err error) {
	err = filepath.WalkDir(path, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}
