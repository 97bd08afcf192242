package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"
)

const (
	webhookTimeout  = 60 * time.Second
	webhookMaxPause = time.Minute
)

var secretPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

// A webhook is where updates are delivered instead of being fetched.
type webhook struct {
	url, secret string
	connections int
	stop        context.CancelFunc
	failed      int64 // Unix time of the last failure
	failure     string
}

// setWebhook begins deliveries, one at a time whatever max_connections says: an order that a real
// server does not promise, but in which a mistake can be found again.
func (s *Server) setWebhook(p params) (any, error) {
	address, secret := p.values["url"], p.values["secret_token"]
	if address == "" {
		return s.deleteWebhook(p)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if !secretPattern.MatchString(secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	connections := p.number("max_connections")
	if connections < 1 || connections > 100 {
		connections = 40
	}
	if err := s.allow(p); err != nil {
		return nil, err
	}
	s.unhook()
	s.drop(p)
	ctx, cancel := context.WithCancel(context.Background())
	h := &webhook{url: address, secret: secret, connections: connections, stop: cancel}
	s.hook = h
	s.notify()
	s.tasks.Go(func() { s.deliver(ctx, h) })
	return true, nil
}

func (s *Server) deleteWebhook(p params) (any, error) {
	s.unhook()
	s.drop(p)
	return true, nil
}

func (s *Server) drop(p params) {
	if p.flag("drop_pending_updates") {
		s.updates = nil
	}
}

// unhook ends the deliveries. One that is on its way is cut off and its update kept: the bot may get
// it twice, as from Telegram.
func (s *Server) unhook() {
	if s.hook != nil {
		s.hook.stop()
		s.hook = nil
	}
}

func (s *Server) getWebhookInfo(params) (any, error) {
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(s.updates)}
	if h := s.hook; h != nil {
		info["url"], info["max_connections"] = h.url, h.connections
		if h.failed != 0 {
			info["last_error_date"], info["last_error_message"] = h.failed, h.failure
		}
	}
	if s.kinds != nil {
		info["allowed_updates"] = slices.Sorted(maps.Keys(s.kinds))
	}
	return info, nil
}

// deliver sends the updates one after the other until ctx ends. One that fails is tried
// again, after pauses that double.
func (s *Server) deliver(ctx context.Context, h *webhook) {
	client := &http.Client{Timeout: webhookTimeout}
	defer client.CloseIdleConnections()
	pause := s.opts.WebhookRetry
	for {
		u, changed, ok := s.first()
		var timer <-chan time.Time
		if ok {
			err := h.post(ctx, client, u)
			if err == nil {
				s.delivered(h, u)
				pause = s.opts.WebhookRetry
				continue
			}
			s.failed(h, err)
			changed, timer = nil, time.After(pause)
			pause = min(2*pause, webhookMaxPause)
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-timer:
		}
	}
}

// first returns the oldest update, and the channel to wait on if there is none.
func (s *Server) first() (update, <-chan struct{}, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.updates) == 0 {
		return update{}, s.changed, false
	}
	return s.updates[0], s.changed, true
}

// delivered forgets an update, unless the webhook was changed meanwhile.
func (s *Server) delivered(h *webhook, u update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook == h && len(s.updates) > 0 && s.updates[0].id == u.id {
		s.updates = s.updates[1:]
		s.notify()
	}
}

func (s *Server) failed(h *webhook, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.failed, h.failure = s.opts.Now().Unix(), err.Error()
	s.notify()
}

// post delivers one update. Any answer but 2xx is a failure, even one that comes after the bot has
// taken the update: so it is with Telegram.
func (h *webhook) post(ctx context.Context, client *http.Client, u update) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(u.body))
	if err != nil {
		return fmt.Errorf("deliver update: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("deliver update: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody))
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("wrong response from the webhook: %s", resp.Status)
	}
	return nil
}
