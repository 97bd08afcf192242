package bot_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/dialog"
)

// startPayload is what Telegram lets a link carry.
var startPayload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Whatever a dialog came to, its link fits and opens the same outcome for someone else, or asks
// for what is left out because it tells who someone is.
func TestSharedResultsOpenAgain(t *testing.T) {
	set, env := flowSet(t)
	for _, f := range set.Flows() {
		n := 0
		f.Explore(env, []string{"510700", "440300"}, func(a dialog.Answers, want dialog.Result) bool {
			n++
			if n%40 != 1 || want.Decision != dialog.Concluded {
				return true
			}
			shown := reply(t, bot.Message{Press: "d:" + f.Encode(a), Now: noon})
			shared := reply(t, bot.Message{Press: "l:" + f.Encode(a), Now: noon, Bot: "some_bot"})
			_, payload, _ := strings.Cut(shared.Lines[1].Text, "https://t.me/some_bot?start=")
			if !startPayload.MatchString(payload) {
				t.Fatalf("%s %v: Telegram refuses the payload %q", f.Name, a, payload)
			}
			opened := reply(t, bot.Message{Text: bot.Text("/start " + payload), Now: noon})
			if len(f.Public(a)) < len(a) {
				if opened.Decision != bot.Ask || !strings.Contains(opened.Plain(), "出生") {
					t.Errorf("%v: opens with %s", a, opened.Plain())
				}
				return !t.Failed()
			}
			if opened.Plain() != shown.Plain() {
				t.Errorf("%s %v: opens with\n%s\nwant\n%s", f.Name, a, opened.Plain(), shown.Plain())
			}
			return n < 4000 && !t.Failed()
		})
	}
}

func TestShareTellsNothingOfThePerson(t *testing.T) {
	set, _ := flowSet(t)
	f, _ := set.Flow("retire")
	a := dialog.Answers{"sex": {Text: "male"}, "born": {Day: knownDay(t, "1970-05-01")}, "region": {Text: "440100"}, "years_total": {Num: 18}, "years_local": {Num: 6}}
	r := reply(t, bot.Message{Press: "l:" + f.Encode(a), Now: noon, Bot: "some_bot"})
	if strings.Contains(r.Plain(), f.Encode(a)) || !strings.Contains(r.Plain(), "出生年月没放进去") {
		t.Errorf("shared: %s", r.Plain())
	}
	if len(r.Buttons) == 0 || !strings.HasPrefix(r.Buttons[0][0].URL, "https://t.me/share/url?") {
		t.Errorf("cannot be sent on: %+v", r.Buttons)
	}
	if nameless := reply(t, bot.Message{Press: "l:" + f.Encode(a), Now: noon}); !strings.Contains(nameless.Plain(), "/start d-rt") {
		t.Errorf("without a name: %s", nameless.Plain())
	}
}

// A link that is none of ours opens the welcome.
func FuzzStartPayload(f *testing.F) {
	e := brain(f) // here, for an input may take 10 s
	for _, s := range []string{"d-", "d-tr", "d-tr000", "d-zzzzzzzzz", "transfer-duration--510700_", "--", "d-rt000abcdefghijkl", "%00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		r, err := e.Reply(t.Context(), bot.Message{Text: bot.Text("/start " + payload), Now: noon})
		if err != nil || len(r.Lines) == 0 {
			t.Errorf("%q: %+v, %v", payload, r, err)
		}
	})
}
