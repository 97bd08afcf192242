package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/bot/store/sqlite"
	"github.com/yibaowenwen/yibao/index/suggest"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// filled returns --store of a database in which some people asked on two days.
func filled(t *testing.T, samples ...bot.Sample) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yibao.db")
	now := time.Date(2026, 9, 1, 4, 0, 0, 0, time.UTC)
	db, err := sqlite.Open(t.Context(), path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	finish := func(o store.Outcome) {
		t.Helper()
		o.Update, o.Chat = 1, 5
		if err := db.Finish(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	duration := store.Asked{Topic: "transfer.duration", Entry: "transfer.duration", Place: "510000", Decision: bot.Answer}
	for range 3 {
		finish(store.Outcome{Asked: &duration, Feedback: &bot.Feedback{Entry: "transfer.duration", Helpful: true}})
	}
	finish(store.Outcome{Asked: &store.Asked{Topic: "out_of_scope", Decision: bot.Refuse}, Feedback: &bot.Feedback{Entry: "family.scope"}})
	now = now.AddDate(0, 0, 1)
	finish(store.Outcome{Asked: &duration})
	for i := range samples {
		finish(store.Outcome{Sample: &samples[i]})
	}
	return "sqlite:" + path
}

func yibao(t *testing.T, args ...string) string {
	t.Helper()
	var out, problems bytes.Buffer
	if status := runContext(t.Context(), args, strings.NewReader(""), &out, &problems); status != exitOK {
		t.Fatalf("yibao %v: status %d: %s", args, status, problems.String())
	}
	return out.String()
}

func TestReport(t *testing.T) {
	where := filled(t, bot.Sample{Text: "猫狗能参保不"}, bot.Sample{Text: "说了半天没说几天", Entry: "transfer.duration", Unhelpful: true})
	text := yibao(t, "report", "--store", where)
	for _, want := range []string{
		"问了 5 次(2026-09-01 到 2026-09-02)", "四川", "没说地方", "没答上 1", "20.0%", "有用   0.0%", "猫狗能参保不", "说了半天没说几天", "--suggest",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	var got usage
	if err := json.Unmarshal([]byte(yibao(t, "report", "--store", where, "--since", "2026-09-02", "--json")), &got); err != nil {
		t.Fatal(err)
	}
	want := usage{
		Since: "2026-09-02", Asked: 1, Days: []dayOfCounts{{"2026-09-02", 1}},
		Decisions: []share{{"answer", 1, 1}, {"choose", 0, 0}, {"refuse", 0, 0}},
		Topics:    []asked{{"transfer.duration", "要多久", 1, 0}},
		Places:    []asked{{"510000", "四川省", 1, 0}},
		Ratings:   []rating{{"family.scope", 0, 1, 0}, {"transfer.duration", 3, 0, 1}},
		Samples:   []leftSample{{"猫狗能参保不", "", false}, {"说了半天没说几天", "transfer.duration", true}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReportOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	db, err := sqlite.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if text := yibao(t, "report", "--store", "sqlite:"+path); !strings.Contains(text, "没有人问过") {
		t.Error(text)
	}
	patch := yibao(t, "report", "--store", "sqlite:"+path, "--suggest")
	laid(t, patch)
}

// laid loads a patch over the shipped knowledge, from the folder that it returns.
func laid(t *testing.T, patch string) (*knowledge.Corpus, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "asked.yaml"), []byte(patch), 0o600); err != nil {
		t.Fatal(err)
	}
	k, err := knowledge.Load(data.FS, os.DirFS(dir))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, patch)
	}
	return k, dir
}

// odd are questions of our own, in words that no entry has.
func odd() []bot.Sample {
	return []bot.Sample{
		{Text: "老爷子没了,卡上的钞票便宜谁"},
		{Text: "老爷子没了,卡上的钞票便宜谁"},
		{Text: "老爷子没了 卡上那点钞票便宜了谁"},
		{Text: "鹦鹉 # 打针: 'x' 能\"报\"不\u2028- id: evil"},
		{Text: "飞碟能不能上户口"},
		{Text: "医保转移要多久", Entry: "transfer.duration", Unhelpful: true},
		{Text: "医保转移要多久"},
	}
}

func TestSuggestedPatchLoads(t *testing.T) {
	where := filled(t, odd()...)
	var r suggest.Report
	if err := json.Unmarshal([]byte(yibao(t, "report", "--store", where, "--suggest", "--json")), &r); err != nil {
		t.Fatal(err)
	}
	patch := yibao(t, "report", "--store", where, "--suggest")
	k, dir := laid(t, patch)
	base, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Add) == 0 || len(k.Entries) != len(base.Entries) {
		t.Fatalf("%d additions, %d entries: %s", len(r.Add), len(k.Entries), patch)
	}
	for _, a := range r.Add {
		old, _ := base.Entry(a.Entry)
		e, _ := k.Entry(a.Entry)
		if !slices.Equal(e.Asked[len(a.Asked):], old.Asked) || e.Asked[0] != a.Asked[0].Text {
			t.Errorf("%s is asked %q", a.Entry, e.Asked)
		}
		ignore := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Pos" || p.Last().String() == ".Asked" }, cmp.Ignore())
		if diff := cmp.Diff(old, e, ignore, cmp.Comparer(func(a, b knowledge.Date) bool { return a == b })); diff != "" {
			t.Errorf("%s has changed: %s", a.Entry, diff)
		}
		if answer := yibao(t, "--knowledge", dir, "ask", "--json", a.Asked[0].Text); !strings.Contains(answer, `"entry":"`+a.Entry+`"`) {
			t.Errorf("%s is still not found: %s", a.Entry, answer)
		}
	}
	for _, want := range []string{"knowledge/data/faq/", "# 新", "该改的是答案", "transfer.duration knowledge/data/faq/transfer.yaml:"} {
		if !strings.Contains(patch, want) {
			t.Errorf("no %q in:\n%s", want, patch)
		}
	}
	// What has been added is not suggested again.
	again := yibao(t, "--knowledge", dir, "report", "--store", where, "--suggest", "--json")
	var second suggest.Report
	if err := json.Unmarshal([]byte(again), &second); err != nil {
		t.Fatal(err)
	}
	for _, a := range second.Add {
		for _, b := range r.Add {
			if a.Entry == b.Entry && a.Asked[0].Text == b.Asked[0].Text {
				t.Errorf("suggested again: %+v", a)
			}
		}
	}
}

// The person is told how long a question is kept.
func TestPromisesHold(t *testing.T) {
	if d := say.SampleDays * 24 * time.Hour; d != store.SampleTTL {
		t.Errorf("people are told %v, kept are %v", d, store.SampleTTL)
	}
}
