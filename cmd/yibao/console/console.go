// Package console is what editors look at: what was asked, what found no answer, what did not
// help, what the knowledge covers and what is due for review, as pages for a browser.
//
// # Design
//
// Everything is read only: pages are asked for with GET, the store is seen through
// [store.Records], and of the knowledge a page shows the file and the line to be edited in git.
// There is no script and nothing comes from another server.
//
// Each page is one file here, which gathers what there is to show, and one of the same name in
// page/, which shows it. Counts come without texts; the only texts of people are those that
// they agreed to leave.
package console

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/index/suggest"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// A Knowledge is one version of what the bot knows. It does not change.
type Knowledge struct {
	Corpus   *knowledge.Corpus
	Calendar *workday.Calendar
	// Try answers a question that someone else might ask; nothing of it is kept.
	Try func(ctx context.Context, text string) (bot.Reply, error)
	// Suggest says what the questions left for the editors ask to be added.
	Suggest func(ctx context.Context, left []bot.Sample) (suggest.Report, error)
	// Shown is how an editor calls a file of the knowledge.
	Shown func(file string) string

	sums sums
}

// Options are what a console shows and to whom.
type Options struct {
	// Knowledge returns the present version, and why a newer one was refused, if it was.
	Knowledge func() (*Knowledge, []*knowledge.Problem)
	Records   store.Records // nil: without a store
	// Password, if set, is asked for; without one only browsers on this machine are served.
	Password string
	Now      func() time.Time
	Log      *slog.Logger
}

// A server holds what the pages have in common.
type server struct {
	Options
	pages map[string]page
	left  leftCache
}

// New returns the pages.
func New(o Options) (http.Handler, error) {
	s := &server{Options: o}
	mux := http.NewServeMux()
	for _, name := range []string{"/style.css", "/favicon.svg"} {
		mux.Handle("GET "+name, http.FileServerFS(static()))
	}
	if err := s.route(mux); err != nil {
		return nil, err
	}
	return guard(o.Password, mux), nil
}

// A request is one visit: the version of the knowledge and the day that all of a page sees.
type request struct {
	*http.Request
	*Knowledge
	server *server
	day    knowledge.Date // in China
}

// menu are the pages that can be gone to from everywhere, in order.
func menu() []link {
	return []link{
		{"/", "概况"},
		{"/unanswered", "没答上"},
		{"/helpful", "有用没用"},
		{"/coverage", "覆盖"},
		{"/review", "复核"},
		{"/try", "试一问"},
		{"/lint", "检查"},
		{"/entries", "条目"},
		{"/transfer", "转移时间"},
	}
}

// A view gathers what a page shows; errNotFound if there is nothing of the kind.
type view struct {
	pattern, name, title string
	data                 func(*request) (any, error)
}

func views() []view {
	return []view{
		{"GET /{$}", "overview", "概况", (*request).overview},
		{"GET /unanswered", "unanswered", "没答上的问题", (*request).unanswered},
		{"GET /helpful", "helpful", "有用没用", (*request).helpful},
		{"GET /coverage", "coverage", "覆盖", (*request).coverage},
		{"GET /notes/{topic}/{place}", "notes", "地方规定", (*request).notes},
		{"GET /review", "review", "该复核的", (*request).review},
		{"GET /try", "try", "试一问", (*request).try},
		{"GET /lint", "lint", "检查", (*request).lint},
		{"GET /entries", "entries", "条目", (*request).entries},
		{"GET /entry/{id}", "entry", "条目", (*request).entry},
		{"GET /transfer", "transfer", "转移要多久", (*request).transfer},
	}
}
