package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// An inline query goes all the way: answers to pick from, each with its source and the link
// that opens the same answer in private.
func TestServeInline(t *testing.T) {
	world, log := serve(t)
	results := func(n int) []map[string]any {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
		defer cancel()
		if err := world.WaitCalls(ctx, func(c []demo.Call) bool { return len(c) >= n }, "answerInlineQuery"); err != nil {
			t.Fatal(err)
		}
		var list []map[string]any
		if err := json.Unmarshal([]byte(world.Calls("answerInlineQuery")[n-1].Params["results"]), &list); err != nil {
			t.Fatal(err)
		}
		return list
	}
	world.InlineQuery(7, "绵阳 成都 材料")
	first := results(1)
	content, _ := first[0]["input_message_content"].(map[string]any)
	text, _ := content["message_text"].(string)
	const payload = "transfer-documents--510700_510100"
	if len(first) < 3 || !strings.Contains(text, "依据") || !strings.HasSuffix(text, "?start="+payload) {
		t.Errorf("%d results, the first: %s", len(first), text)
	}
	world.InlineQuery(7, "我的身份证 110101190001010006")
	if got := results(2); len(got) != 1 || strings.Contains(string(must(json.Marshal(got))), "110101") {
		t.Errorf("results %v", got)
	}
	world.Say(8, "/start "+payload)
	got := answers(wait(t, world, 8, "deep link", enough(1)))
	if !strings.Contains(got[0].Text, "身份证") {
		t.Errorf("the link opens %s", got[0].Text)
	}
	world.Say(9, "/start ✨'; drop table--")
	got = answers(wait(t, world, 9, "garbage", enough(1)))
	if !strings.Contains(got[0].Text, "你好") {
		t.Errorf("garbage opens %s", got[0].Text)
	}
	for _, secret := range []string{"绵阳", "110101"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The bot introduces itself in Chinese to Chinese phones, in both kinds of characters, and
// has a short menu in groups.
func TestServeIntroducesItself(t *testing.T) {
	world, _ := serve(t)
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	if err := world.WaitCalls(ctx, func(c []demo.Call) bool { return len(c) >= 2 }, "setMyShortDescription"); err != nil {
		t.Fatal(err)
	}
	for _, c := range world.Calls("setMyDescription") {
		chinese := c.Params["language_code"] == "zh"
		if strings.Contains(c.Params["description"], "繁體") != chinese || !strings.Contains(c.Params["description"], "12393") {
			t.Errorf("language %q: %s", c.Params["language_code"], c.Params["description"])
		}
	}
	menus := world.Calls("setMyCommands")
	if len(menus) != 4 || strings.Contains(menus[1].Params["commands"], "forget") || !strings.Contains(menus[0].Params["commands"], "forget") {
		t.Errorf("menus %+v", menus)
	}
}
