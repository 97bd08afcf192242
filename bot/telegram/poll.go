package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	tg "github.com/go-telegram/bot"
)

const (
	pollTimeout = 30 * time.Second
	pollLimit   = 100
)

// poll fetches updates until ctx ends, or until Telegram says that it is of no use.
func (b *Bot) poll(ctx context.Context) error {
	_, err := persist(ctx, b, "switch to polling", func() (bool, error) {
		return b.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
	})
	if err != nil {
		return err
	}
	var offset int64
	quiet := b.o.Now() // since when nothing has come
	pauses := b.caller.pauses()
	for ctx.Err() == nil {
		next, err := b.fetch(ctx, offset)
		v := judge(err)
		switch {
		case ctx.Err() != nil:
		case v.fate == done:
			b.cut.Store(false)
			pauses.Reset()
			if next != offset {
				offset, quiet = next, b.o.Now()
			} else if b.o.Now().Sub(quiet) > 24*time.Hour {
				// After a week of silence numbers start anew from a random one, maybe a lower one.
				// All that was confirmed is gone by now, so starting from the first is safe.
				offset = 0
			}
		case v.fate == again:
			b.cut.Store(true)
			d := max(v.after, pauses.NextBackOff())
			b.log.Warn("updates not fetched", "wait", d.String(), "outcome", outcome(err))
			_ = sleep(ctx, d)
		default:
			return explain(err)
		}
	}
	return nil
}

// fetch waits for updates from offset on and accepts them. It returns the offset to go on
// with: asking with it confirms to Telegram what has been accepted.
func (b *Bot) fetch(ctx context.Context, offset int64) (int64, error) {
	for b.queue.full() {
		if err := sleep(ctx, 50*time.Millisecond); err != nil {
			return offset, err
		}
	}
	bodies, err := b.getUpdates(ctx, offset)
	if err != nil || len(bodies) == 0 {
		return offset, err
	}
	if err := b.accept(ctx, bodies); err != nil {
		return offset, err
	}
	next := offset
	for _, body := range bodies {
		if id, ok := updateID(body); ok {
			next = max(next, id+1)
		}
	}
	if next == offset {
		return offset, errors.New("no update has a number") // or we would ask again without end
	}
	return next, nil
}

// getUpdates is not part of the client: it offers no way to fetch without confirming.
func (b *Bot) getUpdates(ctx context.Context, offset int64) ([]json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{
		"offset": offset, "limit": pollLimit, "timeout": int(pollTimeout.Seconds()), "allowed_updates": wanted(),
	})
	if err != nil {
		return nil, err
	}
	address := b.o.APIURL + "/bot" + string(b.o.Token) + "/getUpdates"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("make request") // err shows the token
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := b.caller.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var answer struct {
		apiError
		OK     bool              `json:"ok"`
		Result []json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("getUpdates: answer of %d bytes is not JSON", len(data)) // which may quote people
	}
	if !answer.OK {
		return nil, &answer.apiError
	}
	return answer.Result, nil
}
