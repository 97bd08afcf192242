package telegram

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"log/slog"
	"strings"
)

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-"

// A Secret is a token or password. Printing, logging or encoding it does not show it.
type Secret string

const hidden = "(secret)"

// String returns a placeholder.
func (Secret) String() string { return hidden }

// GoString returns a placeholder.
func (Secret) GoString() string { return hidden }

// LogValue logs a placeholder.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText returns a placeholder.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// only reports whether the secret is not empty and has only these characters.
func (s Secret) only(chars string) bool {
	return s != "" && strings.IndexFunc(string(s), func(r rune) bool {
		return !strings.ContainsRune(chars, r)
	}) < 0
}

// is compares without telling by its duration where the difference is.
func (s Secret) is(other string) bool {
	a, b := sha256.Sum256([]byte(s)), sha256.Sum256([]byte(other))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// chatTag returns a function that makes a mark of a chat for the log: one can follow a chat
// through the log of one process, but not tell whose it is.
func chatTag() func(chat int64) string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return func(chat int64) string {
		h := hmac.New(sha256.New, key)
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(chat)))
		return hex.EncodeToString(h.Sum(nil)[:6])
	}
}
