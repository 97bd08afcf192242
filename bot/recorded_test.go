package bot_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
)

// Buttons that an earlier version of the bot has sent (500 recorded on 2026-11-30) stand in chats
// for years: each is still understood and leads to the same entry, unless what it names is gone.
func TestRecordedButtons(t *testing.T) {
	f, err := os.Open("testdata/buttons.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, gone := 0, 0
	for sc := bufio.NewScanner(f); sc.Scan(); n++ {
		var want struct {
			Data, Entry string
			Decision    bot.Decision
		}
		if err := json.Unmarshal(sc.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if namesNothing(t, want.Data) {
			gone++
			continue
		}
		r := reply(t, bot.Message{Press: want.Data, Now: noon, Editors: true})
		if strings.Contains(r.Plain(), "旧版的") || r.Decision != want.Decision || r.Entry != want.Entry {
			t.Errorf("%s: %s %q, want %s %q:\n%s", want.Data, r.Decision, r.Entry, want.Decision, want.Entry, r.Plain())
		}
	}
	if n != 500 || gone > n/10 {
		t.Errorf("%d buttons, of which %d name what is gone", n, gone)
	}
}

// namesNothing reports whether a button names an entry or checklist that there is not any more.
func namesNothing(t *testing.T, data string) bool {
	t.Helper()
	c := corpus(t)
	for _, arg := range strings.Split(data, ":") {
		_, entry := c.Entry(arg)
		_, list := c.Checklist(arg)
		if strings.Contains(arg, ".") && !entry && !list {
			return true
		}
	}
	return false
}
