package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/shared"

	"github.com/yibaowenwen/yibao/bot"
)

var (
	errPublic = errors.New("not a local address")
	errFailed = errors.New("the server gave no answer")
	errLarge  = errors.New("the server's answer is too large")
)

const (
	maxBody   = 256 << 10 // bytes of a server's answer
	maxTokens = 400       // of a reply
)

// A client asks an OpenAI-compatible server.
type client struct {
	chat  openai.ChatCompletionService
	model string
	plain atomic.Bool // the server knows no JSON Schema
}

// newClient returns a client. The library's own settings from the environment are not used: what
// is sent and where is what the operator said here.
func newClient(base *url.URL, o Options) *client {
	opts := []option.RequestOption{
		option.WithBaseURL(strings.TrimRight(base.String(), "/") + "/"),
		option.WithHTTPClient(&http.Client{
			Transport: bounded{transport(o.Anywhere)},
			// A redirect would carry the question elsewhere.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}),
		option.WithMaxRetries(0),
	}
	if o.Key != "" {
		opts = append(opts, option.WithAPIKey(o.Key))
	}
	return &client{chat: openai.NewChatCompletionService(opts...), model: o.Model}
}

// ask returns a model's reply. Its errors say nothing of what was sent or received.
func (c *client) ask(ctx context.Context, p prompt) (reply, error) {
	plain := c.plain.Load()
	done, err := c.chat.New(ctx, c.request(p, plain))
	if wrong := (*openai.Error)(nil); !plain && errors.As(err, &wrong) && noSchema(wrong.StatusCode) {
		if done, err = c.chat.New(ctx, c.request(p, true)); err == nil {
			c.plain.Store(true)
		}
	}
	switch {
	case ctx.Err() != nil:
		return reply{}, ctx.Err()
	case err != nil:
		return reply{}, errFailed
	}
	r := reply{tokens: bot.Tokens{In: max(0, done.Usage.PromptTokens), Out: max(0, done.Usage.CompletionTokens)}}
	if len(done.Choices) > 0 {
		r.text = done.Choices[0].Message.Content
	}
	return r, nil
}

// noSchema reports whether a server answers so to a request whose form it does not know.
func noSchema(status int) bool {
	return status == http.StatusBadRequest || status == http.StatusUnprocessableEntity || status == http.StatusNotImplemented
}

func (c *client) request(p prompt, plain bool) openai.ChatCompletionNewParams {
	r := openai.ChatCompletionNewParams{
		Model:       c.model,
		Messages:    []openai.ChatCompletionMessageParamUnion{openai.SystemMessage(system), openai.UserMessage(p.user)},
		Temperature: openai.Float(0),
		MaxTokens:   openai.Int(maxTokens),
	}
	if !plain {
		r.ResponseFormat.OfJSONSchema = &shared.ResponseFormatJSONSchemaParam{
			JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{Name: "choice", Strict: openai.Bool(true), Schema: p.schema},
		}
	}
	return r
}

// bounded reads no more of an answer than a choice can need.
type bounded struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(req)
	if err == nil {
		resp.Body = &limited{resp.Body, maxBody}
	}
	return resp, err
}

type limited struct {
	io.ReadCloser
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errLarge
	}
	n, err := l.ReadCloser.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// transport returns one that connects to local addresses only, whatever a name resolves to.
func transport(anywhere bool) *http.Transport {
	d := &net.Dialer{Timeout: 2 * time.Second}
	t := &http.Transport{DialContext: d.DialContext, MaxIdleConnsPerHost: inFlight, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 2 * time.Second}
	if anywhere {
		t.Proxy = http.ProxyFromEnvironment
		return t
	}
	d.Control = func(_, address string, _ syscall.RawConn) error {
		if at, err := netip.ParseAddrPort(address); err != nil || !local(at.Addr()) {
			return errPublic
		}
		return nil
	}
	return t
}

// local reports whether an address is of this machine or of a private network (RFC 1918, RFC 4193).
func local(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsLoopback() || a.IsPrivate()
}

// address reads the server's URL. One that is public is an error unless anywhere is set; a name that
// cannot be resolved yet is looked at when connecting.
func address(ctx context.Context, text string, anywhere bool) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, errors.New("want http://HOST:PORT/v1 or https://HOST/v1")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("the address may hold no key, query or fragment")
	case anywhere:
		return u, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	found, _ := net.DefaultResolver.LookupNetIP(ctx, "ip", u.Hostname())
	if slices.ContainsFunc(found, func(a netip.Addr) bool { return !local(a) }) {
		return nil, fmt.Errorf("%s is %w", u.Hostname(), errPublic)
	}
	return u, nil
}
