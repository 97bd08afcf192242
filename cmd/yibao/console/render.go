package console

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"

	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

//go:embed page
var files embed.FS

// static is the folder of what pages load.
func static() fs.FS {
	sub, err := fs.Sub(files, "page")
	if err != nil {
		return files // cannot be: the folder is embedded
	}
	return sub
}

// errNotFound means that there is nothing to show at an address.
var errNotFound = errors.New("nothing there")

// errStore means that the store could not be read.
var errStore = errors.New("read store")

// A link leads to another page.
type link struct{ Href, Text string }

// A page is a view with its template.
type page struct {
	view
	html *template.Template
}

// A frame is what is around every page.
type frame struct {
	Title    string
	Here     string // the page of the menu that it is, or belongs to
	Menu     []link
	Problems []*knowledge.Problem // why newer knowledge is not shown
	Data     any
}

// route parses the pages and sends requests to them.
func (s *server) route(mux *http.ServeMux) error {
	s.pages = map[string]page{}
	for _, v := range views() {
		t, err := template.New("frame.html").Funcs(funcs()).ParseFS(files, "page/frame.html", "page/parts.html", "page/"+v.name+".html")
		if err != nil {
			return fmt.Errorf("parse page %s: %w", v.name, err)
		}
		p := page{v, t}
		mux.HandleFunc(v.pattern, func(w http.ResponseWriter, r *http.Request) { s.show(w, r, p) })
	}
	return nil
}

// show makes the whole page before it sends anything, so that a page which fails halfway is an error
// and not half a page. The reason goes to the log only: it may name files and addresses.
func (s *server) show(w http.ResponseWriter, r *http.Request, p page) {
	k, problems := s.Knowledge()
	day := knowledge.DateOf(s.Now().In(zh.China()))
	data, err := p.data(&request{r, k, s, day})
	var out bytes.Buffer
	if err == nil {
		err = p.html.Execute(&out, frame{p.title, here(p.name), menu(), problems, data})
	}
	switch {
	case errors.Is(err, errNotFound):
		http.Error(w, "没有这一页。", http.StatusNotFound)
	case errors.Is(err, errStore):
		s.Log.Error("console", "page", p.name, "error", err.Error())
		http.Error(w, "读不了状态库,看看它还开着没有。", http.StatusServiceUnavailable)
	case err != nil:
		s.Log.Error("console", "page", p.name, "error", err.Error())
		http.Error(w, "这一页出错了,原因在运行 yibao console 的终端里。", http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = out.WriteTo(w) // whoever asked may have gone
	}
}

// here is the page of the menu to which a page belongs.
func here(name string) string {
	switch name {
	case "overview":
		return "/"
	case "notes":
		return "/coverage"
	case "entry":
		return "/entries"
	}
	return "/" + name
}

// funcs are what the pages call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"zh":      say.Typeset,
		"percent": func(share float64) string { return strconv.FormatFloat(100*share, 'f', 0, 64) + "%" },
		"fixed":   func(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) },
		"of100":   func(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) },
		"chinese": chineseDay,
	}
}

// chineseDay writes a day as people say it.
func chineseDay(d knowledge.Date) string {
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}
