package demo

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

const (
	// policy keeps the page from loading or running anything but its own files.
	policy    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	heartbeat = 15 * time.Second
	maxTyped  = 64 << 10 // bytes of what a page may send
)

// newPages routes what people's browsers ask for.
func (s *Server) newPages() http.Handler {
	mux := http.NewServeMux()
	files, err := fs.Sub(pageFiles, "page")
	if err == nil { // the directory is embedded
		mux.Handle("GET /", http.FileServerFS(files))
	}
	mux.HandleFunc("POST /ui/send", s.uiSend)
	mux.HandleFunc("POST /ui/press", s.uiPress)
	mux.HandleFunc("POST /ui/locate", s.uiLocate)
	mux.HandleFunc("GET /ui/events", s.uiEvents)
	mux.HandleFunc("GET /ui/file/{id}", s.uiFile)
	own := http.NewCrossOriginProtection() // another website must not write in a person's name
	return guard(own.Handler(mux))
}

// guard sets the headers that every answer to a browser carries.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// typed is what a page sends.
type typed struct {
	Chat    int64     `json:"chat"`
	Text    string    `json:"text"`
	Message int       `json:"message"`
	Data    string    `json:"data"`
	Place   *Location `json:"place"`
}

// readTyped reads what a page sends, or answers with an error and returns false.
func readTyped(w http.ResponseWriter, r *http.Request) (typed, bool) {
	var t typed
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" {
		http.Error(w, "JSON expected", http.StatusUnsupportedMediaType)
		return t, false
	}
	if json.NewDecoder(http.MaxBytesReader(w, r.Body, maxTyped)).Decode(&t) != nil || t.Chat <= 0 {
		http.Error(w, "a message with a chat expected", http.StatusBadRequest)
		return t, false
	}
	return t, true
}

func (s *Server) uiSend(w http.ResponseWriter, r *http.Request) {
	t, ok := readTyped(w, r)
	if !ok {
		return
	}
	t.Text = strings.TrimSpace(t.Text)
	if t.Text == "" || width(t.Text) > maxText {
		http.Error(w, "1 to 4096 characters expected", http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message": s.Say(t.Chat, t.Text)})
}

func (s *Server) uiLocate(w http.ResponseWriter, r *http.Request) {
	t, ok := readTyped(w, r)
	if !ok {
		return
	}
	if t.Place == nil || !t.Place.valid() {
		http.Error(w, "a place expected", http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message": s.SendLocation(t.Chat, t.Place.Latitude, t.Place.Longitude)})
}

// uiPress presses a button that is there: a page shows no other.
func (s *Server) uiPress(w http.ResponseWriter, r *http.Request) {
	t, ok := readTyped(w, r)
	if !ok {
		return
	}
	if !s.hasButton(t) {
		http.Error(w, "no such button", http.StatusNotFound)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"query": s.Press(t.Chat, t.Message, t.Data)})
}

func (s *Server) hasButton(t typed) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[t.Chat]
	if r == nil {
		return false
	}
	m := r.find(t.Message)
	return m != nil && slices.ContainsFunc(m.Buttons(), func(b Button) bool { return b.Data != nil && *b.Data == t.Data })
}

// uiFile sends a document, always as a download.
func (s *Server) uiFile(w http.ResponseWriter, r *http.Request) {
	f, ok := s.File(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	_, _ = w.Write(f.Data)
}

// uiEvents streams what happens in a chat, from where the page left off.
func (s *Server) uiEvents(w http.ResponseWriter, r *http.Request) {
	chatID, err := strconv.ParseInt(r.URL.Query().Get("chat"), 10, 64)
	if err != nil || chatID <= 0 {
		http.Error(w, "a chat expected", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	_, _ = io.WriteString(w, "retry: 1000\n\n")
	seq := int64(0)
	if epoch, last, _ := strings.Cut(r.Header.Get("Last-Event-ID"), "-"); epoch == s.epoch {
		seq, _ = strconv.ParseInt(last, 10, 64)
	}
	if seq == 0 { // a new page, or one that knew another run of the server
		_, _ = io.WriteString(w, "event: reset\ndata: {}\n\n")
	}
	_ = s.stream(r.Context(), w, chatID, seq) // ends when the page goes away
}

// stream sends events until the page or the server goes away.
func (s *Server) stream(ctx context.Context, w http.ResponseWriter, chatID, seq int64) error {
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		s.mu.Lock()
		changed, events := s.changed, s.since(chatID, seq)
		seq = s.seq
		s.mu.Unlock()
		for _, e := range events {
			data, err := s.encode(e)
			if err != nil {
				return err
			}
			if _, err := w.Write(data); err != nil {
				return err
			}
		}
		if err := http.NewResponseController(w).Flush(); err != nil {
			return err
		}
		if s.pause(ctx, changed, beat.C) {
			continue
		}
		if s.gone(ctx) {
			return errors.New("page gone")
		}
		if _, err := io.WriteString(w, ": still here\n\n"); err != nil {
			return err
		}
	}
}

// gone reports whether nobody waits for events any more.
func (s *Server) gone(ctx context.Context) bool {
	select {
	case <-s.closed:
		return true
	default:
		return ctx.Err() != nil
	}
}
