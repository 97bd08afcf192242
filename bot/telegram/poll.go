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

	"github.com/cenkalti/backoff/v5"
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
	p := poller{b: b, quiet: b.o.Now(), pauses: b.caller.pauses()}
	for ctx.Err() == nil {
		if err := p.round(ctx); err != nil {
			return err
		}
	}
	return nil
}

// A poller fetches updates again and again.
type poller struct {
	b      *Bot
	offset int64
	quiet  time.Time // since when nothing has come
	pauses *backoff.ExponentialBackOff
	no     int // times in a row that Telegram said that it is of no use
	hasty  int // answers in a row that were empty and came too soon
}

const (
	// tooSoon is when an empty answer comes too soon: the server should have waited.
	tooSoon     = time.Second
	hastyPause  = 10 * time.Millisecond // after the third one, doubled each time
	hastyLonger = time.Second           // at most
)

// round fetches once. It returns an error if it makes no sense to go on.
func (p *poller) round(ctx context.Context) error {
	b := p.b
	begun := time.Now() //nolint:forbidigo // how long the server really took
	next, err := b.fetch(ctx, p.offset)
	took := time.Since(begun)
	v := judge(err)
	switch {
	case ctx.Err() != nil:
	case v.fate == done:
		b.cut.Store(false)
		p.pauses.Reset()
		p.no = 0
		p.moveOn(ctx, next, took)
	case v.fate == again:
		b.cut.Store(true)
		p.wait(ctx, max(v.after, p.pauses.NextBackOff()), err)
	default:
		b.cut.Store(true)
		if p.no++; p.no >= stubborn {
			return explain(err)
		}
		p.wait(ctx, b.caller.stubbornPause(p.no), err)
	}
	return nil //nolint:nilerr // what may pass is waited out
}

func (p *poller) wait(ctx context.Context, d time.Duration, err error) {
	if kept := (*storeError)(nil); errors.As(err, &kept) {
		p.b.complain("updates not stored; Telegram keeps them", err)
		_ = sleep(ctx, d)
		return
	}
	if left, ok := p.b.seldom.say("updates not fetched " + outcome(err)); ok {
		p.b.log.Warn("updates not fetched", "wait", d.String(), "outcome", outcome(err), "why", p.b.why(err), "try", advice(err), "and_others", left)
	}
	_ = sleep(ctx, d)
}

// moveOn goes on from the next update. A server that answers at once although there is nothing
// is not asked at once.
func (p *poller) moveOn(ctx context.Context, next int64, took time.Duration) {
	b := p.b
	switch {
	case next != p.offset:
		p.offset, p.quiet, p.hasty = next, b.o.Now(), 0
		return
	case b.o.Now().Sub(p.quiet) > 24*time.Hour:
		// After a week of silence numbers start anew from a random one, maybe a lower one.
		// All that was confirmed is gone by now, so starting from the first is safe.
		p.offset = 0
	}
	if took >= tooSoon {
		p.hasty = 0
		return
	}
	if p.hasty++; p.hasty < 3 {
		return
	}
	if p.hasty == 3 {
		b.log.Warn("the server answers getUpdates at once although there is nothing; asking it less often", "server", b.address())
	}
	_ = sleep(ctx, min(hastyPause<<min(p.hasty-3, 10), hastyLonger))
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
