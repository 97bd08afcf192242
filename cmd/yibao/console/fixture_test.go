package console_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/cmd/yibao/console"
	"github.com/yibaowenwen/yibao/index/suggest"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// today is the day on which all tests look.
func today() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) }

// records are a store as the pages see it.
type records struct {
	counts  []store.Count
	samples []bot.Sample
	ratings []store.Rating
	err     error
}

func (r records) Ratings(context.Context) ([]store.Rating, error) { return r.ratings, r.err }
func (r records) Samples(context.Context) ([]bot.Sample, error)   { return r.samples, r.err }
func (r records) Counts(_ context.Context, since string) (list []store.Count, _ error) {
	for _, c := range r.counts {
		if c.Day >= since {
			list = append(list, c)
		}
	}
	return list, r.err
}

// busy is a store in which something happened.
func busy() *records {
	ask := func(day, topic, place string, d bot.Decision, n int) store.Count {
		entry := topic
		if d != bot.Answer {
			entry = ""
		}
		return store.Count{Day: day, Asked: store.Asked{Topic: topic, Entry: entry, Place: place, Decision: d}, N: n}
	}
	return &records{
		counts: []store.Count{
			ask("2026-09-01", "transfer.duration", "510000", bot.Answer, 100),
			ask("2026-11-20", "transfer.duration", "510000", bot.Answer, 30),
			ask("2026-11-23", "enroll.change_place", "440000", bot.Choose, 4),
			ask("2026-11-24", "transfer.duration", "", bot.Answer, 5),
			ask("2026-11-24", "", "", bot.Refuse, 1),
		},
		samples: []bot.Sample{{Text: "挂号挂不上咋整"}, {Text: "<script>alert(1)</script>"}, {Text: "到账没", Entry: "transfer.progress", Unhelpful: true}},
		ratings: []store.Rating{
			{Entry: "transfer.duration", Helpful: 90, Unhelpful: 10},
			{Entry: "transfer.progress", Helpful: 0, Unhelpful: 1},
			{Entry: "transfer.documents", Helpful: 2, Unhelpful: 18},
			{Entry: "gone.entry", Helpful: 1, Unhelpful: 1},
		},
	}
}

var shipped = sync.OnceValues(func() (*console.Knowledge, error) {
	c, err := knowledge.Load(data.FS)
	if err != nil {
		return nil, err
	}
	file, err := data.FS.Open("calendar/holidays.yaml")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	days, err := workday.Read(file)
	return &console.Knowledge{
		Corpus: c, Calendar: days, Try: try(c), Suggest: sorted,
		Shown: func(file string) string { return "knowledge/data/" + file },
	}, err
})

// try answers every question with the main entry of how long a transfer takes.
func try(c *knowledge.Corpus) func(context.Context, string) (bot.Reply, error) {
	return func(_ context.Context, text string) (bot.Reply, error) {
		if text == "坏" {
			return bot.Reply{}, errors.New("the index is gone")
		}
		e, _ := c.Entry("transfer.duration")
		day := knowledge.DateOf(today())
		line, err := c.Fill(e.Lines[0].Text, "", day, map[string]string{"from": "绵阳", "to": "成都"})
		note := c.Notes("transfer.duration", "350500", day)[0] // 泉州 has one of its own
		local, _ := c.Fill(note.Text, "350500", day, nil)
		return bot.Reply{
			Decision: bot.Answer, Topic: e.Topic, Entry: e.ID, LookedUp: "要多久",
			Lines: []bot.Line{
				{Kind: bot.Local, Text: say.Typeset("泉州:" + local), Basis: note.Basis, Pos: note.Pos},
				{Kind: bot.Plain, Text: say.Typeset(line), Basis: e.Lines[0].Basis, Pos: e.Lines[0].Pos},
				{Kind: bot.Aside, Text: "我自己的话"},
				{Kind: bot.Cite, Text: "依据某某号"},
				{Kind: bot.Detail, Text: "折起来的"},
			},
			Candidates: []knowledge.Match{{Entry: e, Asked: "转移要几天", Confidence: 0.91, Why: knowledge.Explanation{
				Score: 3.2, Terms: []knowledge.Term{{Name: "keyword", Value: 1, Weight: 0.59}, {Name: "part left out", Value: 0.5, Weight: -0.52}},
			}}},
			Buttons: [][]bot.Button{{{Label: "要带什么", Data: "x"}}},
			Session: bot.Session{Places: bot.Places{Said: []string{"510700", "510100"}, From: "510700", To: "510100"}, Insured: knowledge.Employee},
		}, err
	}
}

// sorted sends each question left its way without an index.
func sorted(_ context.Context, left []bot.Sample) (suggest.Report, error) {
	r := suggest.Report{Known: 1}
	for _, s := range left {
		p := []suggest.Phrase{{Text: s.Text, N: 2}}
		switch {
		case s.Unhelpful:
			r.Unhelpful = append(r.Unhelpful, suggest.Answered{Entry: s.Entry, Asked: p})
		case strings.HasPrefix(s.Text, "<"):
			r.New = append(r.New, suggest.Cluster{Asked: p})
		default:
			r.Add = append(r.Add, suggest.Addition{Entry: "transfer.duration", Asked: p})
		}
	}
	return r, nil
}

// open returns the pages over a store; nil is none.
func open(t *testing.T, r *records) http.Handler {
	t.Helper()
	k, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return build(t, k, r)
}

func build(t *testing.T, k *console.Knowledge, r *records, problems ...*knowledge.Problem) http.Handler {
	t.Helper()
	o := console.Options{
		Knowledge: func() (*console.Knowledge, []*knowledge.Problem) { return k, problems },
		Now:       today, Log: slog.New(slog.DiscardHandler),
	}
	if r != nil {
		o.Records = r
	}
	h, err := console.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for a page; the query is written as key, value, key, value.
func get(t *testing.T, h http.Handler, path string, query ...string) (int, string) {
	t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		v.Set(query[i], query[i+1])
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:8090"+path+"?"+v.Encode(), nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}
