package telegram

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

const maxBody = 1 << 20

// ServeHTTP receives one update of a webhook. It answers 200 only after the update is in
// the inbox, so that Telegram sends again whatever did not get there: 503 while the bot is
// not receiving or too much is waiting, 500 if it cannot be stored. What cannot come from
// Telegram gets 405, 401, 413 or 400.
func (b *Bot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	code := b.deliver(w, r)
	switch code {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(code)
}

func (b *Bot) deliver(w http.ResponseWriter, r *http.Request) int {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	secret := b.o.Webhook.Secret
	if secret == "" || !secret.is(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")) {
		return http.StatusUnauthorized
	}
	if b.Ready() != nil {
		return http.StatusServiceUnavailable
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		return http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return http.StatusBadRequest
	}
	if _, ok := updateID(body); !ok {
		return http.StatusBadRequest
	}
	if err := b.accept(r.Context(), []json.RawMessage{body}); err != nil {
		b.complain("update not stored; Telegram delivers it again", err)
		return http.StatusInternalServerError
	}
	return http.StatusOK
}
