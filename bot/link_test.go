package bot_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/button"
)

func TestDeepLink(t *testing.T) {
	e := brain(t)
	places := bot.Places{From: "510700", To: "510100"}
	payload := button.Link("transfer.duration", places)
	if !regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`).MatchString(payload) {
		t.Errorf("Telegram refuses the payload %q", payload)
	}
	tests := []struct {
		name, text, entry, from string
		decision                bot.Decision
	}{
		{"our own", "/start " + payload, "transfer.duration", "510700", bot.Answer},
		{"without places", "/start transfer-duration", "transfer.duration", "", bot.Answer},
		{"unknown places", "/start transfer-duration--999999_x", "transfer.duration", "", bot.Answer},
		{"sub-entry with an underscore", "/start " + button.Link("enroll.employee_vs_resident", bot.Places{}), "enroll.employee_vs_resident", "", bot.Answer},
		{"garbage", "/start %00<script>", "", "", bot.SmallTalk},
		{"nothing", "/start", "", "", bot.SmallTalk},
		{"too long", "/start " + strings.Repeat("x", 500), "", "", bot.SmallTalk},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text(tt.text), Now: noon})
			if err != nil {
				t.Fatal(err)
			}
			if r.Decision != tt.decision || r.Entry != tt.entry || r.Session.Places.From != tt.from {
				t.Errorf("got %s %s from %q, want %s %s from %q", r.Decision, r.Entry, r.Session.Places.From, tt.decision, tt.entry, tt.from)
			}
		})
	}
}
