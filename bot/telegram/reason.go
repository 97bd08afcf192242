package telegram

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"time"
)

// why says for the operator why the Bot API is not reached: its address and the reason. Other
// errors may quote people, and are only named.
func (b *Bot) why(err error) string {
	var (
		lookup *net.DNSError
		call   *net.OpError
		cert   *tls.CertificateVerificationError
		status *statusError
	)
	reason := outcome(err)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		reason = "no answer in time"
	case errors.As(err, &lookup):
		reason = lookup.Error()
	case errors.As(err, &call):
		reason = call.Error()
	case errors.As(err, &cert):
		reason = "its certificate is not accepted"
	case errors.As(err, &status):
		reason = status.Error()
	}
	return b.address() + ": " + reason
}

// address is that of the Bot API, without a password.
func (b *Bot) address() string {
	u, err := url.Parse(b.o.APIURL)
	if err != nil {
		return ""
	}
	return u.Redacted()
}

// advice says what the operator can do about it.
func advice(err error) string {
	switch judge(err).fate {
	case forbidden:
		return "check TELEGRAM_BOT_TOKEN: ask @BotFather for the token of this bot, and start again with it"
	case conflict:
		return "stop the other process that uses this token, or give one of them another bot"
	case again:
		return "check the network, its proxy and --api-url; the bot goes on by itself as soon as it can"
	case done, refused, gone, closed, moved:
	}
	return "look up the outcome in the documentation of the Bot API"
}

// stubbornPause is how long to wait after Telegram has said no so many times.
func (c *caller) stubbornPause(n int) time.Duration {
	return min(2*c.first<<min(max(n-1, 0), 10), 30*time.Second)
}

// A storeError is an error of the store: nothing that Telegram can help.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }

func (e *storeError) Unwrap() error { return e.err }

// complain logs an error of the store, in full but seldom: a full disk fails every request.
func (b *Bot) complain(what string, err error) {
	if left, ok := b.seldom.say(what); ok {
		b.log.Error(what, "error", err, "and_others", left)
	}
}
