// Package demo is a Telegram Bot API server for one machine, with the people who write to
// the bot: a phone-like chat page in the browser, and methods of [Server] for tests.
//
// # Design
//
// The server refuses what Telegram refuses, in Telegram's words, so that a bot which works
// here works there. A few mistakes that Telegram mends in silence are refused as well,
// because nobody would see them: text inside code or pre that is marked up again, quotes in
// quotes, named references such as &nbsp;, buttons with two actions.
//
// Known are the methods of methods.go, which are those that this bot and the usual client
// libraries call in a chat of text, buttons, files and inline queries; HTML mode with the tags
// b, i, a, code, pre and blockquote, and explicit entities; and buttons that carry data, open
// a page or begin an inline query. What else Telegram has is refused as unknown. A bot gets
// every message of a group, as if its privacy mode were off. A webhook may be plain http.
//
// Everything lives in memory and is gone when the server ends. The page's events and long
// polls stay open for minutes, so the http.Server around must not have a WriteTimeout.
package demo

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options say how a Server behaves.
type Options struct {
	// Token is the only bot token that is accepted.
	Token string
	// Now tells the time of messages. Nil stops the clock at the start of 2026.
	Now func() time.Time
	// BotUsername is the bot's name without @; empty means yibao_demo_bot.
	BotUsername string
	// BotName is what the page shows at the top; empty means 医保问问.
	BotName string
	// Explain says what the bot makes of a text in a chat, for the page to show to the curious:
	// anything that JSON can hold. Nil hides that part of the page.
	Explain func(ctx context.Context, chatID int64, text string) any
	// WebhookRetry is the pause after the first failed delivery to a webhook; it doubles up
	// to a minute. Zero means one second.
	WebhookRetry time.Duration
}

// A Server answers the bot's calls under /bot<token>/ and shows the page under /. All its
// methods may be called at once from several goroutines.
type Server struct {
	opts   Options
	me     User
	epoch  string // tells the events of this run from those of another
	pages  http.Handler
	closed chan struct{}
	tasks  sync.WaitGroup

	mu        sync.Mutex
	changed   chan struct{} // closed and replaced whenever anything changes
	seq       int64         // grows with every change that the page shows
	rooms     map[int64]*room
	messageID int
	files     map[string]File
	updates   []update
	updateID  int
	kinds     map[string]bool // kinds of update the bot wants; nil means all
	polls     int             // the latest call of getUpdates
	hook      *webhook
	queries   map[string]*query
	profile   profile
	calls     []Call
	fault     func(method string) *Fault
}

// New returns a Server. Close it after use.
func New(o Options) *Server {
	if o.Now == nil {
		o.Now = func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }
	}
	if o.BotUsername == "" {
		o.BotUsername = "yibao_demo_bot"
	}
	if o.BotName == "" {
		o.BotName = "医保问问"
	}
	if o.WebhookRetry == 0 {
		o.WebhookRetry = time.Second
	}
	s := &Server{
		opts:     o,
		me:       User{ID: botID(o.Token), IsBot: true, FirstName: o.BotName, Username: o.BotUsername},
		epoch:    rand.Text()[:8],
		closed:   make(chan struct{}),
		changed:  make(chan struct{}),
		rooms:    map[int64]*room{},
		files:    map[string]File{},
		queries:  map[string]*query{},
		seq:      1,
		updateID: 1000,
		profile:  newProfile(),
	}
	s.pages = s.newPages()
	return s
}

// ServeHTTP answers the bot, and people's browsers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/bot"):
		s.serveAPI(w, r)
	case strings.HasPrefix(r.URL.Path, "/file/bot"):
		s.serveBotFile(w, r)
	case strings.HasPrefix(r.URL.Path, "//"):
		http.NotFound(w, r) // a base address with a slash too many must not half work
	default:
		s.pages.ServeHTTP(w, r)
	}
}

// Close ends the deliveries to a webhook and all calls that wait, and returns when the
// deliveries are over.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.closed:
	default:
		close(s.closed)
	}
	s.unhook()
	s.mu.Unlock()
	s.tasks.Wait()
}

// notify wakes everyone who waits for a change.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// pause waits for a change, the timer, the end of ctx or of the server, and reports
// whether it was a change.
func (s *Server) pause(ctx context.Context, changed <-chan struct{}, timer <-chan time.Time) bool {
	select {
	case <-changed:
		return true
	case <-timer:
	case <-ctx.Done():
	case <-s.closed:
	}
	return false
}
