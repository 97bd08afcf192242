package telegram

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsNotShown(t *testing.T) {
	const token = "123:very-secret"
	var shown bytes.Buffer
	s := Secret(token)
	for _, verb := range []string{"%v", "%s", "%q", "%+v", "%#v", "%x", "%X"} {
		fmt.Fprintf(&shown, verb+"\n", s)
	}
	fmt.Fprintf(&shown, "%v %+v %#v\n", Options{Token: s}, Webhook{Secret: s}, struct{ S Secret }{s})
	slog.New(slog.NewTextHandler(&shown, nil)).Info("x", "token", s, "options", Webhook{Secret: s})
	slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "token", s, "options", Webhook{Secret: s})
	if err := json.NewEncoder(&shown).Encode(Webhook{Secret: s}); err != nil {
		t.Fatal(err)
	}
	hex := fmt.Sprintf("%x", token)
	for _, form := range []string{token, hex, strings.ToUpper(hex)} {
		if strings.Contains(shown.String(), form) {
			t.Errorf("shown: %s", shown.String())
		}
	}
}

func TestSecretOnly(t *testing.T) {
	for s, want := range map[Secret]bool{"abc-_09:Z": true, "": false, "a b": false, "a\n": false, "码": false, "a/b": false} {
		if s.only("0123456789:"+letters) != want {
			t.Errorf("%q: want %v", string(s), want)
		}
	}
}

func TestChatTag(t *testing.T) {
	one, two := chatTag(), chatTag()
	first := one(123456789)
	if again := one(123456789); again != first || len(first) != 12 {
		t.Errorf("the same chat is %q and %q", first, again)
	}
	if one(1) == one(2) {
		t.Error("two chats have one mark")
	}
	if one(1) == two(1) {
		t.Error("two processes have one mark")
	}
}
