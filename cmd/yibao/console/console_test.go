package console_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/knowledge"
)

// text is what is read on a page: without its tags, and with every blank once.
func text(html string) string {
	html = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, " ")
	return strings.Join(strings.Fields(html), " ")
}

func TestPages(t *testing.T) {
	full, bare := open(t, busy()), open(t, nil)
	tests := []struct {
		name, path string
		query      []string
		handler    http.Handler
		has, lacks []string
	}{
		{"overview", "/", nil, full, []string{"问了 40 次", "答了 35 88%", "没答上 1", "反问是不是 4 10%", "四川", "没说地方", "没认出题目", "320 条问答"[3:], "读过原文", "最多的一天 30 次"}, []string{"没有接状态库"}},
		{"overview of all days", "/", []string{"days", "400"}, full, []string{"问了 140 次"}, nil},
		{"overview of an odd span", "/", []string{"days", "-1"}, full, []string{"问了 40 次"}, nil},
		{"overview without a store", "/", nil, bare, []string{"还没有接状态库", "--store sqlite:yibao.db", "条地方规定"}, []string{"问了 0 次"}},
		{"overview of an empty store", "/", nil, open(t, &records{}), []string{"问了 0 次", "还没有人问过"}, []string{"没有接状态库"}},
		{"unanswered", "/unanswered", nil, full, []string{"3 个问题", "1 个现在已经答得上", "挂号挂不上咋整", "knowledge/data/faq/", "也许是新题目", "到账没", "2 次"}, nil},
		{"unanswered without a store", "/unanswered", nil, bare, []string{"还没有接状态库"}, nil},
		{"unanswered of an empty store", "/unanswered", nil, open(t, &records{}), []string{"还没有人留下问题"}, nil},
		{"helpful", "/helpful", nil, full, []string{"123 次点评", "transfer.duration", "90%", "这一条已经不在了"}, nil},
		{"helpful without a store", "/helpful", nil, bare, []string{"还没有接状态库"}, nil},
		{"helpful of an empty store", "/helpful", nil, open(t, &records{}), []string{"还没有人点过"}, nil},
		{"coverage", "/coverage", nil, full, []string{"四川", "兵团", "转移条件", "有人问，却没写", "广东 · 换参保地 4 次"}, nil},
		{"coverage without a store", "/coverage", nil, bare, []string{"哪里都还没有地方规定的题目"}, []string{"有人问"}},
		{"notes", "/notes/transfer.duration/350000", nil, bare, []string{"福建省 · 要多久", "knowledge/data/regions/", "核对于"}, nil},
		{"review", "/review", nil, bare, []string{"60 天以内", "2026-12-31", "2027年6月", "knowledge/data/"}, []string{"已经过了"}},
		{"try", "/try", nil, bare, []string{"不记下来"}, []string{"听成了什么"}},
		{"trial", "/try", []string{"q", "从绵阳到成都要多久"}, bare, []string{"绵阳市 → 成都市", "职工", "91%", "转移要几天", "关键词", "0.59", "-0.26", "机器人自己的话", "knowledge/data/faq/", "knowledge/data/regions/", "依据某某号", "要带什么"}, nil},
		{"lint", "/lint", nil, bare, []string{"处提醒", "unused-source", "knowledge/data/sources.yaml:"}, nil},
		{"entries", "/entries", nil, bare, []string{"要多久", "transfer.duration", "种问法"}, nil},
		{"entries looked for", "/entries", []string{"q", "transfer.duration"}, bare, []string{"找到", "transfer.duration"}, []string{"retire.years"}},
		{"entry", "/entry/transfer.duration", nil, full, []string{"结论", "这一年答过 135 次", "👍 90", "湖南 ", "种问法", "knowledge/data/faq/transfer"}, nil},
		{"entry without a store", "/entry/transfer.duration", nil, bare, []string{"结论"}, []string{"这一年答过"}},
		{"transfer", "/transfer", []string{"accepted", "2026-09-21", "from", "绵阳市", "to", "成都"}, bare, []string{"2026年10月12日", "10 个工作日", "转入地办完", "余额到账"}, []string{"算不准"}},
		{"transfer into an unknown year", "/transfer", []string{"accepted", "2026-12-28"}, bare, []string{"算不准"}, nil},
		{"transfer on no day", "/transfer", []string{"accepted", "昨天"}, bare, []string{"日期要写成"}, nil},
		{"transfer to nowhere", "/transfer", []string{"to", "桃花源"}, bare, []string{"没有“桃花源”这个地方"}, nil},
		{"transfer before there were rules", "/transfer", []string{"accepted", "1949-10-01"}, bare, []string{"还没有查到规定"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, html := get(t, tt.handler, tt.path, tt.query...)
			if status != http.StatusOK {
				t.Fatalf("status %d: %s", status, html)
			}
			read := text(html)
			for _, want := range tt.has {
				if !strings.Contains(read, want) {
					t.Errorf("lacks %q", want)
				}
			}
			for _, bad := range tt.lacks {
				if strings.Contains(read, bad) {
					t.Errorf("has %q", bad)
				}
			}
			if strings.Contains(html, "ZgotmplZ") || strings.Contains(html, "style=") || strings.Contains(html, "<script") || !strings.Contains(html, "</html>") {
				t.Error("the page has what its policy forbids, or is cut off")
			}
		})
	}
}

// What people left is shown as they wrote it and never becomes part of the page.
func TestTextsAreEscaped(t *testing.T) {
	_, html := get(t, open(t, busy()), "/unanswered")
	if strings.Contains(html, "<script") || !strings.Contains(html, "&lt;script&gt;") {
		t.Error("a text that was left is part of the page")
	}
	_, html = get(t, open(t, nil), "/try", "q", `"><script>alert(1)</script>`)
	if strings.Contains(html, "<script") {
		t.Error("the question is part of the page")
	}
}

func TestNothingThere(t *testing.T) {
	h := open(t, nil)
	for _, path := range []string{"/x", "/entry/none", "/notes/transfer.duration/999999", "/notes/none/510000", "/page/frame.html", "/style.css/"} {
		if status, _ := get(t, h, path); status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, status)
		}
	}
}

// What goes wrong is not shown: it may name the database.
func TestFailures(t *testing.T) {
	h := open(t, &records{err: errors.New("no connection to db.example.org")})
	for path, want := range map[string]int{
		"/": http.StatusServiceUnavailable, "/unanswered": http.StatusServiceUnavailable, "/helpful": http.StatusServiceUnavailable,
		"/coverage": http.StatusServiceUnavailable, "/entry/transfer.duration": http.StatusServiceUnavailable, "/lint": http.StatusOK,
	} {
		status, body := get(t, h, path)
		if status != want || strings.Contains(body, "db.example.org") {
			t.Errorf("%s: status %d: %s", path, status, body)
		}
	}
	if status, body := get(t, open(t, nil), "/try", "q", "坏"); status != http.StatusInternalServerError || strings.Contains(body, "index") {
		t.Errorf("a question that cannot be tried: status %d: %s", status, body)
	}
}

func TestRefusedKnowledgeIsSaid(t *testing.T) {
	k, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	h := build(t, k, nil, &knowledge.Problem{Pos: knowledge.Pos{File: "faq/new.yaml", Line: 7}, Item: "a.b", Text: "unknown topic"})
	if _, html := get(t, h, "/lint"); !strings.Contains(text(html), "faq/new.yaml:7: a.b: unknown topic") {
		t.Error("nobody is told why the knowledge is an old one")
	}
}

// The entry that surely does not help comes first, not the one with a single bad thumb.
func TestWorstFirst(t *testing.T) {
	_, html := get(t, open(t, busy()), "/helpful")
	read := text(html)
	order := []string{"transfer.documents", "transfer.progress", "transfer.duration"}
	for i := 1; i < len(order); i++ {
		if strings.Index(read, order[i-1]) > strings.Index(read, order[i]) {
			t.Errorf("%s comes after %s", order[i-1], order[i])
		}
	}
}

// Every link between the pages leads somewhere.
func TestLinksLeadSomewhere(t *testing.T) {
	h := open(t, busy())
	href := regexp.MustCompile(`href="(/[^"#?]*)`)
	seen := map[string]bool{}
	for next := []string{"/"}; len(next) > 0; next = next[1:] {
		if seen[next[0]] || len(seen) > 400 {
			continue
		}
		seen[next[0]] = true
		status, html := get(t, h, next[0])
		if status != http.StatusOK {
			t.Errorf("%s: status %d", next[0], status)
		}
		for _, m := range href.FindAllStringSubmatch(html, -1) {
			next = append(next, m[1])
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d pages found", len(seen))
	}
}
