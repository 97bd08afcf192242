package bot_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
)

func inline(t *testing.T, text string) []bot.InlineResult {
	t.Helper()
	list, err := brain(t).Inline(t.Context(), bot.Text(text), noon)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 || len(list) > 10 {
		t.Fatalf("%q: %d results", text, len(list))
	}
	return list
}

func entriesOf(list []bot.InlineResult) []string {
	var ids []string
	for _, r := range list {
		ids = append(ids, r.Reply.Entry)
	}
	return ids
}

func TestInline(t *testing.T) {
	tests := []struct {
		name, text string
		first      string   // entry of the first result
		also       []string // entries among the others
		link       string   // of the first
	}{
		{"nothing typed", "", "transfer.overview", []string{"transfer.duration", "enroll.resignation", "contact.hotline"}, "transfer-overview"},
		{
			"two places", "绵阳 成都", "transfer.overview",
			[]string{"transfer.intra_province", "transfer.duration", "transfer.documents", "transfer.online"},
			"transfer-overview--510700_510100",
		},
		{"two places and a word", "绵阳 成都 材料", "transfer.documents", []string{"transfer.offline", "transfer.duration"}, "transfer-documents--510700_510100"},
		{"the other way round", "转到成都去 从绵阳 要多久", "transfer.duration", nil, "transfer-duration--510700_510100"},
		{"one place", "成都", "transfer.overview", []string{"reimburse.inpatient", "retire.years"}, "transfer-overview--510100_"},
		{"insurance only", "居民医保", "transfer.resident", nil, "transfer-resident"},
		{"no place", "医保卡里的钱能取出来吗", "account.withdraw", nil, "account-withdraw"},
		{"another office", "养老金怎么转", "elsewhere.pension", nil, "elsewhere-pension"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := inline(t, tt.text)
			got := entriesOf(list)
			if got[0] != tt.first || list[0].Link != tt.link {
				t.Errorf("first %s, link %s", got[0], list[0].Link)
			}
			for _, id := range tt.also {
				if !slices.Contains(got, id) {
					t.Errorf("%s is not in %v", id, got)
				}
			}
		})
	}
}

var payload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Whatever is typed: each result can be shown, sent on and opened, and holds nothing of a
// conversation; the same text gives the same.
func TestInlineResultsAreSound(t *testing.T) {
	texts := []string{
		"", " ", "?", "hello", "绵阳", "绵阳 成都", "朝阳 材料", "從綿陽轉到成都要多久", "今天天气", "退休", "香港", "🙂🙂",
		strings.Repeat("医保", 128), "材料", "<b>", "/start", "湛江 广州 职工 断缴", "/help@bot 绵阳",
	}
	for _, text := range texts {
		list := inline(t, text)
		seen := map[string]bool{}
		for _, r := range list {
			switch {
			case r.ID == "" || len(r.ID) > 64 || seen[r.ID]:
				t.Errorf("%q: id %q", text, r.ID)
			case r.Title == "" || r.About == "" || r.About != strings.TrimSpace(r.About) || strings.ContainsAny(r.About, "※¹²\n"):
				t.Errorf("%q: title %q, about %q", text, r.Title, r.About)
			case r.Link != "" && !payload.MatchString(r.Link):
				t.Errorf("%q: link %q", text, r.Link)
			case len(r.Reply.Buttons) > 0 || r.Reply.Session.Entry != "" || len(r.Reply.Session.Places.Said) > 0:
				t.Errorf("%q: %s holds something of a conversation", text, r.ID)
			case utf8.RuneCountInString(r.Reply.Plain()) > 700:
				t.Errorf("%q: %s is %d characters long", text, r.ID, utf8.RuneCountInString(r.Reply.Plain()))
			case r.Reply.Decision == bot.Answer && !strings.ContainsAny(r.Reply.Plain(), "核覈") && !onlyAdvice(r.Reply):
				t.Errorf("%q: %s shows no source", text, r.ID)
			}
			seen[r.ID] = true
		}
		if diff := cmp.Diff(list, inline(t, text)); diff != "" {
			t.Errorf("%q: not the same again: %s", text, diff)
		}
	}
}

// onlyAdvice reports whether nothing in a reply rests on a document.
func onlyAdvice(r bot.Reply) bool {
	return !slices.ContainsFunc(r.Lines, func(l bot.Line) bool { return !l.Basis.Needless() })
}

func TestInlinePersonalNumbers(t *testing.T) {
	list := inline(t, "绵阳 成都 110101190001010006")
	r := list[0]
	if len(list) != 1 || r.Reply.Decision != bot.Blocked || r.Link != "" || !strings.Contains(r.Reply.Plain(), "身份证号") {
		t.Errorf("results %+v", list)
	}
	if strings.Contains(r.Title+r.About+r.ID+r.Reply.Plain(), "110101") {
		t.Error("the number is repeated")
	}
}

func TestInlineTraditional(t *testing.T) {
	r := inline(t, "綿陽 成都 要帶什麼材料")[0]
	if r.Reply.Entry != "transfer.documents" || !strings.Contains(r.Title, "轉醫保") || !strings.Contains(r.Reply.Plain(), "醫保") || !r.Reply.Session.Traditional {
		t.Errorf("result %+v", r)
	}
}

// The link of a result opens the same answer in private; garbage opens the welcome.
func TestInlineLinksOpenTheAnswer(t *testing.T) {
	e := brain(t)
	for _, r := range inline(t, "绵阳 成都") {
		got, err := e.Reply(t.Context(), bot.Message{Text: bot.Text("/start " + r.Link), Now: noon})
		if err != nil || got.Entry != r.Reply.Entry || got.Plain() != r.Reply.Plain() {
			t.Errorf("%s opens %s, %v: %s", r.Link, got.Entry, err, cmp.Diff(r.Reply.Plain(), got.Plain()))
		}
	}
	welcome, err := e.Reply(t.Context(), bot.Message{Text: "/start", Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, garbage := range []string{"inline", "x", "--", "transfer", "transfer-overview-", "a:b:c", "../..", "transfer-overvie--510700_510100", strings.Repeat("z", 64), "💥", "d:"} {
		got, err := e.Reply(t.Context(), bot.Message{Text: bot.Text("/start " + garbage), Now: noon})
		if err != nil || got.Plain() != welcome.Plain() {
			t.Errorf("/start %s: %v, %s", garbage, err, got.Plain())
		}
	}
	got, err := e.Reply(t.Context(), bot.Message{Text: "/start transfer-duration--999999_510100", Now: noon})
	if err != nil || got.Entry != "transfer.duration" || got.Session.Places.From != "" || got.Session.Places.To != "510100" {
		t.Errorf("a place that is none: %s, %+v, %v", got.Entry, got.Session.Places, err)
	}
}
