package demo

import (
	"embed"
	"encoding/json"
	"io/fs"
	"mime"
	"net/http"
	"slices"
	"strings"
)

//go:embed page
var pageFiles embed.FS

const (
	// policy keeps the page from loading or running anything but its own files.
	policy   = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	maxTyped = 64 << 10 // bytes of what a page may send
)

// newPages routes what people's browsers ask for.
func (s *Server) newPages() http.Handler {
	mux := http.NewServeMux()
	files, err := fs.Sub(pageFiles, "page")
	if err == nil { // the directory is embedded
		mux.Handle("GET /", http.FileServerFS(files))
	}
	mux.HandleFunc("POST /ui/send", takeTyped(s.uiSend))
	mux.HandleFunc("POST /ui/press", takeTyped(s.uiPress))
	mux.HandleFunc("POST /ui/locate", takeTyped(s.uiLocate))
	mux.HandleFunc("POST /ui/inline", takeTyped(s.uiInline))
	mux.HandleFunc("POST /ui/choose", takeTyped(s.uiChoose))
	mux.HandleFunc("POST /ui/explain", takeTyped(s.uiExplain))
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

// typed is what a page sends. The person of a private chat is the chat's; in a group it has
// to be named.
type typed struct {
	Chat    int64     `json:"chat"`
	User    int64     `json:"user"`
	Text    string    `json:"text"`
	ReplyTo int       `json:"reply_to"`
	Query   string    `json:"query"`
	Result  string    `json:"result"`
	Message int       `json:"message"`
	Data    string    `json:"data"`
	Place   *Location `json:"place"`
}

// takeTyped hands on what a page sends, and answers what no page would send with an error. The
// content type is insisted on: a form on another website cannot send JSON.
func takeTyped(next func(http.ResponseWriter, *http.Request, typed)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var t typed
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if kind != "application/json" {
			http.Error(w, "JSON expected", http.StatusUnsupportedMediaType)
			return
		}
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxTyped)).Decode(&t)
		if t.Chat > 0 {
			t.User = t.Chat
		}
		if err != nil || t.Chat == 0 || t.User <= 0 {
			http.Error(w, "a message with a chat and its person expected", http.StatusBadRequest)
			return
		}
		next(w, r, t)
	}
}

// uiSend writes to the bot. Longer texts are refused here since a phone sends them in pieces.
func (s *Server) uiSend(w http.ResponseWriter, r *http.Request, t typed) {
	t.Text = strings.TrimSpace(t.Text)
	if t.Text == "" || width(t.Text) > maxText {
		http.Error(w, "1 to 4096 characters expected", http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message": s.Answer(t.Chat, t.User, t.ReplyTo, t.Text)})
}

// uiLocate shares a place, as the paper clip of a phone does.
func (s *Server) uiLocate(w http.ResponseWriter, r *http.Request, t typed) {
	if t.Place == nil || !t.Place.valid() {
		http.Error(w, "a place expected", http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message": s.SendLocationIn(t.Chat, t.User, t.Place.Latitude, t.Place.Longitude)})
}

// uiPress presses a button that is there: a page shows no other.
func (s *Server) uiPress(w http.ResponseWriter, r *http.Request, t typed) {
	if !s.hasButton(t) {
		http.Error(w, "no such button", http.StatusNotFound)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"query": s.PressIn(t.Chat, t.User, t.Message, t.Data)})
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

// uiInline asks the bot from another chat and answers with what it offers.
func (s *Server) uiInline(w http.ResponseWriter, r *http.Request, t typed) {
	if width(t.Text) > maxInlineText {
		http.Error(w, "at most 256 characters expected", http.StatusBadRequest)
		return
	}
	id, list, button, err := s.Inline(r.Context(), t.User, strings.TrimSpace(t.Text))
	if err != nil {
		http.Error(w, "the bot does not answer", http.StatusGatewayTimeout)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"query": id, "results": list, "button": button})
}

// uiChoose posts a result in the chat from which the page asked.
func (s *Server) uiChoose(w http.ResponseWriter, r *http.Request, t typed) {
	id := s.Choose(t.Chat, t.User, t.Query, t.Result)
	if id == 0 {
		http.Error(w, "no such result", http.StatusNotFound)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"message": id})
}

// uiExplain answers with what the bot makes of a text.
func (s *Server) uiExplain(w http.ResponseWriter, r *http.Request, t typed) {
	if s.opts.Explain == nil {
		http.NotFound(w, r)
		return
	}
	writeJSON(w, http.StatusOK, s.opts.Explain(r.Context(), t.Chat, t.Text))
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
