package telegram

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A take is what is left of an update for the inbox.
func take(body string) (string, bool) {
	b := &Bot{me: testSelf, log: slog.New(slog.DiscardHandler)}
	u, ok := b.take([]byte(body))
	return string(u.Body), ok
}

func TestTakeKeepsOnlyWhatIsNeeded(t *testing.T) {
	const body = `{"update_id":7,"message":{"message_id":9,"date":1,"chat":{"id":5,"type":"private","first_name":"某人","username":"someone"},
		"from":{"id":5,"first_name":"某人","last_name":"姓","language_code":"zh"},"photo":[{"file_id":"AgAD","width":90}],
		"contact":{"phone_number":"+8613900000000","first_name":"甲"},"caption":"我的身份证 110101 19000101 0006,能转吗",
		"reply_to_message":{"message_id":3,"from":{"id":77,"first_name":"bot"},"text":"6222021234567894"},
		"forward_origin":{"sender_user_name":"乙"},"caption_entities":[{"type":"bold","offset":0,"length":2}]}}`
	got, ok := take(body)
	if !ok {
		t.Fatal("not taken")
	}
	for _, gone := range []string{"某人", "someone", "姓", "AgAD", "139", "甲", "1101", "0006", "6222", "乙", "bold"} {
		if strings.Contains(got, gone) {
			t.Errorf("%q is kept: %s", gone, got)
		}
	}
	for _, kept := range []string{`"update_id":7`, `"id":5`, "‹身份证号›", "能转吗"} {
		if !strings.Contains(got, kept) {
			t.Errorf("%q is lost: %s", kept, got)
		}
	}
	again, _ := take(got)
	if d := cmp.Diff(got, again); d != "" {
		t.Error(d)
	}
}

func TestTakeRefuses(t *testing.T) {
	const said = `"message":{"message_id":9,"date":1,"chat":{"id":5,"type":"private"},"text":"好"}`
	deep := strings.Repeat(`{"a":`, 10_001) + "1" + strings.Repeat("}", 10_001)
	for name, body := range map[string]string{
		"a number of our own": `{"update_id":-3,"due":"x",` + said + `}`,
		"number zero":         `{"update_id":0,` + said + `}`,
		"no number":           `{` + said + `}`,
		"not a number":        `{"update_id":"7",` + said + `}`,
		"a huge number":       `{"update_id":99999999999999999999,` + said + `}`,
		"a huge chat":         `{"update_id":7,"message":{"chat":{"id":99999999999999999999},"text":"好"}}`,
		"no chat":             `{"update_id":7,"message":{"text":"好"}}`,
		"deep":                `{"update_id":7,"x":` + deep + `,` + said + `}`,
		"deep text":           `{"update_id":7,"message":{"chat":{"id":5},"text":` + deep + `}}`,
		"half":                `{"update_id":7,` + said,
		"an event":            `{"update_id":7,"due":"x"}`,
	} {
		if got, ok := take(body); ok {
			t.Errorf("%s: taken as %s", name, got)
		}
	}
}

// Hostile updates that are taken cost little and do not grow.
func TestTakeIsBounded(t *testing.T) {
	entities := strings.TrimSuffix(strings.Repeat(`{"type":"text_mention","offset":0,"length":500000,"user":{"id":77}},`, 10_000), ",")
	for name, body := range map[string]string{
		"1 MB of text":      `{"update_id":7,"message":{"chat":{"id":5},"text":"` + strings.Repeat("医", 350_000) + `"}}`,
		"1 MB of digits":    `{"update_id":7,"message":{"chat":{"id":5},"text":"` + strings.Repeat("1 ", 500_000) + `"}}`,
		"named digits":      `{"update_id":7,"message":{"chat":{"id":5},"text":"卡号` + strings.Repeat("1 ", 500_000) + `"}}`,
		"10,000 entities":   `{"update_id":7,"message":{"chat":{"id":5},"text":"` + strings.Repeat("x", 300_000) + `","entities":[` + entities + `]}}`,
		"entities all over": `{"update_id":7,"message":{"chat":{"id":5},"text":"好","entities":[{"type":"mention","offset":9223372036854775807,"length":9223372036854775807},{"type":"bot_command","offset":-1,"length":3}]}}`,
		"1 MB of data":      `{"update_id":7,"callback_query":{"id":"q","from":{"id":5},"data":"` + strings.Repeat("x", 1_000_000) + `"}}`,
	} {
		begun := time.Now()
		got, ok := take(body)
		if ok == (name == "1 MB of data") || len(got) > maxStored && ok {
			t.Errorf("%s: %v, %d bytes", name, ok, len(got))
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
	}
}

// FuzzTake: whatever arrives, what goes into the inbox says the same as what came, and taking
// it again changes nothing.
func FuzzTake(f *testing.F) {
	f.Add([]byte(`{"update_id":7,"message":{` + inPrivate + `,"text":"/help 13800000000","entities":[{"type":"bot_command","offset":0,"length":5}]}}`))
	f.Add([]byte(`{"update_id":7,"callback_query":{"id":"q","from":{"id":5},"message":{` + inPrivate + `,"reply_to_message":{"text":"问"}},"data":"v1:x"}}`))
	f.Add([]byte(`{"update_id":7,"message":{` + inPrivate + `,"photo":[{}],"media_group_id":"g","caption":"一\ud83d"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		b := &Bot{me: testSelf, log: slog.New(slog.DiscardHandler)}
		u, ok := b.take(body)
		if !ok {
			return
		}
		if u.ID <= 0 || u.Chat == 0 || !json.Valid(u.Body) {
			t.Fatalf("taken: %+v", u)
		}
		opts := cmp.AllowUnexported(incoming{}, target{})
		if d := cmp.Diff(testSelf.interpret(body), testSelf.interpret(u.Body), opts); d != "" {
			t.Error(d)
		}
		again, ok := b.take(u.Body)
		if d := cmp.Diff(string(u.Body), string(again.Body)); !ok || d != "" {
			t.Error(ok, d)
		}
	})
}
