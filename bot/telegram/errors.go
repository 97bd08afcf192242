package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
)

var errConflict = errors.New("another process is receiving updates for the same bot; only one may: stop it, or use another token")

// A fate is what an error of the Bot API means for what was tried.
type fate int

const (
	done      fate = iota // it worked
	again                 // it may work later
	refused               // it will never work like this
	gone                  // the person has blocked the bot, or the chat is no more
	closed                // the group does not let the bot write for now
	moved                 // the chat has another number now
	forbidden             // the token is not accepted
	conflict              // another process receives for the same bot
)

type verdict struct {
	fate  fate
	after time.Duration // how long to wait at least
	chat  int64         // where the chat has moved
}

// maxWait is how long Telegram may make us wait at a time.
const maxWait = 5 * time.Minute

// judge reads an error of the client or of our own caller. What it does not know it
// takes for a failure of the network, which passes.
func judge(err error) verdict {
	var (
		many  *tg.TooManyRequestsError
		move  *tg.MigrateError
		limit *limitError
		api   *apiError
		odd   *json.UnmarshalTypeError
	)
	switch {
	case err == nil:
		return verdict{fate: done}
	case errors.As(err, &odd): // it worked, but its result is not what the client knows
		return verdict{fate: done}
	case errors.As(err, &limit):
		return verdict{fate: again, after: limit.after}
	case errors.As(err, &many):
		return verdict{fate: again, after: seconds(many.RetryAfter)}
	case errors.As(err, &move):
		return verdict{fate: moved, chat: int64(move.MigrateToChatID)}
	case errors.As(err, &api):
		return api.verdict()
	case errors.Is(err, tg.ErrorForbidden):
		return verdict{fate: gone}
	case errors.Is(err, tg.ErrorBadRequest):
		return verdict{fate: refusal(err)}
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return verdict{fate: forbidden}
	case errors.Is(err, tg.ErrorConflict):
		return verdict{fate: conflict}
	}
	return verdict{fate: again}
}

// refusal tells a request that Telegram does not take from a chat that takes no request.
func refusal(err error) fate {
	switch closedNow, forEver := shut(err); {
	case forEver:
		return gone
	case closedNow:
		return closed
	}
	return refused
}

// seconds is how long Telegram asks to wait, within reason.
func seconds(n int) time.Duration { return min(max(0, time.Duration(n)*time.Second), maxWait) }

// An apiError is an error answer to a request that does not go through the client.
type apiError struct {
	Code        int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

func (e *apiError) Error() string { return fmt.Sprintf("Bot API: %d %s", e.Code, e.Description) }

func (e *apiError) verdict() verdict {
	switch e.Code {
	case http.StatusUnauthorized, http.StatusNotFound:
		return verdict{fate: forbidden}
	case http.StatusConflict:
		return verdict{fate: conflict}
	}
	return verdict{fate: again, after: seconds(e.Parameters.RetryAfter)}
}

// A statusError is an answer that is not from the Bot API but from something in between,
// or from a server in trouble.
type statusError struct {
	method string
	code   int
}

func (e *statusError) Error() string { return fmt.Sprintf("%s: HTTP status %d", e.method, e.code) }

// A limitError means that our own limits ask to wait.
type limitError struct{ after time.Duration }

func (e *limitError) Error() string { return "more than the limits allow" }

// complains reports whether the Bot API refused a request with these words.
func complains(err error, words string) bool {
	return errors.Is(err, tg.ErrorBadRequest) && strings.Contains(strings.ToLower(err.Error()), words)
}

// explain says what the operator can do about an error that ends Run.
func explain(err error) error {
	fate := judge(err).fate
	if fate == forbidden {
		return errors.New("the token is not accepted by Telegram: ask @BotFather for the token of this bot and set TELEGRAM_BOT_TOKEN to it")
	}
	if fate == conflict {
		return errConflict
	}
	return err
}

// outcome names an error for the log. The error itself may quote people.
func outcome(err error) string {
	var status *statusError
	switch v := judge(err); {
	case errors.As(err, &status):
		return fmt.Sprintf("status_%d", status.code)
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "stopped"
	case v.fate == again && v.after > 0:
		return "asked_to_wait"
	default:
		return [...]string{"done", "failed", "refused", "gone", "closed", "moved", "forbidden", "conflict"}[v.fate]
	}
}
