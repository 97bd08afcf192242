package demo

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const heartbeat = 15 * time.Second

// uiEvents streams what happens in a person's chats, from where the page left off.
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
