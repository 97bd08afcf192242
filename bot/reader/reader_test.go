package reader_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/reader"
)

func page(message string) bot.Page {
	return bot.Page{
		Message: message,
		Choices: []bot.Choice{
			{N: 1, Question: "断了能补吗?", Headline: "能补。", Entry: "lapse.repay"},
			{N: 2, Question: "离职了怎么办?", Headline: "自己接着交。", Entry: "enroll.resignation"},
			{N: 3, Question: "要转多久?", Headline: "十五个工作日。", Entry: "transfer.duration"},
		},
		Facts: map[string]string{"lapsed": "断缴了", "left_job": "离职"},
	}
}

// A server answers each request with what say returns, as the content of a completion.
func server(t *testing.T, say func(n int, r *http.Request, body map[string]any) string) (url string, asked *atomic.Int64) {
	t.Helper()
	asked = &atomic.Int64{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		content := say(int(asked.Add(1)), r, body)
		if raw, ok := strings.CutPrefix(content, "raw:"); ok {
			status, text, _ := strings.Cut(raw, ":")
			var code int
			_, _ = fmt.Sscan(status, &code)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, text)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"id": "x", "object": "chat.completion", "created": 1, "model": "m",
			"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": content}}},
			"usage":   map[string]any{"prompt_tokens": 700, "completion_tokens": 20, "total_tokens": 720},
		})
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1", asked
}

func open(t *testing.T, o reader.Options) *reader.Reader {
	t.Helper()
	o.Model = "small"
	if o.Now == nil {
		o.Now = time.Now
	}
	r, err := reader.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const good = `{"choose":[2],"in_scope":true,"facts":[]}`

// What a model may say, and what becomes of it.
func TestReplies(t *testing.T) {
	for _, tt := range []struct {
		name, reply string
		outcome     bot.Outcome
		entries     []string
		told        map[string]bool
	}{
		{"one", good, bot.Chosen, []string{"enroll.resignation"}, nil},
		{"none", `{"choose":[],"in_scope":false,"facts":[]}`, bot.Chosen, nil, nil},
		{"two", `{"choose":[3,1],"in_scope":true,"facts":[]}`, bot.Chosen, []string{"transfer.duration", "lapse.repay"}, nil},
		{"fenced", "```json\n" + good + "\n```", bot.Chosen, []string{"enroll.resignation"}, nil},
		{"a fact", `{"choose":[1],"in_scope":true,"facts":[{"fact":"lapsed","holds":true,"words":"空了四个月"}]}`, bot.Chosen, []string{"lapse.repay"}, map[string]bool{"lapsed": true}},
		{"a fact that is not so", `{"choose":[1],"in_scope":true,"facts":[{"fact":"left_job","holds":false,"words":"还在上班"}]}`, bot.Chosen, []string{"lapse.repay"}, map[string]bool{"left_job": false}},
		{"words that were not said", `{"choose":[1],"in_scope":true,"facts":[{"fact":"left_job","holds":true,"words":"我辞职了"}]}`, bot.Chosen, []string{"lapse.repay"}, nil},
		{"one character", `{"choose":[1],"in_scope":true,"facts":[{"fact":"left_job","holds":true,"words":"空"}]}`, bot.Chosen, []string{"lapse.repay"}, nil},
		{"a fact of its own", `{"choose":[1],"in_scope":true,"facts":[{"fact":"rich","holds":true,"words":"空了四个月"}]}`, bot.Chosen, []string{"lapse.repay"}, nil},
		{"so and not so", `{"choose":[1],"in_scope":true,"facts":[{"fact":"lapsed","holds":true,"words":"空了"},{"fact":"lapsed","holds":false,"words":"空了"}]}`, bot.Chosen, []string{"lapse.repay"}, nil},
		{"wrong number", `{"choose":[4],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"zero", `{"choose":[0],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"negative", `{"choose":[-1],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"not whole", `{"choose":[1.5],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"an id", `{"choose":["lapse.repay"],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"the same twice", `{"choose":[1,1],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"three", `{"choose":[1,2,3],"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"an answer of its own", `{"choose":[1],"in_scope":true,"facts":[],"answer":"去广场领钱"}`, bot.Unfit, nil, nil},
		{"no choice", `{"in_scope":true,"facts":[]}`, bot.Unfit, nil, nil},
		{"no scope", `{"choose":[1],"facts":[]}`, bot.Unfit, nil, nil},
		{"something after it", good + good, bot.Unfit, nil, nil},
		{"words around it", "好的：" + good, bot.Unfit, nil, nil},
		{"prose", "应该选第二条", bot.Unfit, nil, nil},
		{"nothing", "", bot.Unfit, nil, nil},
		{"null", "null", bot.Unfit, nil, nil},
		{"a list", "[2]", bot.Unfit, nil, nil},
		{"long", `{"choose":[1],"in_scope":true,"facts":[]` + strings.Repeat(" ", 9000) + `}`, bot.Unfit, nil, nil},
		{"many facts", `{"choose":[1],"in_scope":true,"facts":[` + strings.Repeat(`{"fact":"lapsed","holds":true,"words":"空了"},`, 8) + `{"fact":"lapsed","holds":true,"words":"空了"}]}`, bot.Unfit, nil, nil},
		{"deep", strings.Repeat("[", 2000), bot.Unfit, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			url, _ := server(t, func(int, *http.Request, map[string]any) string { return tt.reply })
			o := open(t, reader.Options{URL: url}).Choose(t.Context(), page("空了四个月还在上班怎么办"))
			if o.Outcome != tt.outcome {
				t.Fatalf("outcome %s, want %s", o.Outcome, tt.outcome)
			}
			if d := cmp.Diff(tt.entries, o.Entries); d != "" {
				t.Errorf("entries (-want +got):\n%s", d)
			}
			if len(tt.told) != len(o.Told) || len(tt.told) > 0 && !cmp.Equal(tt.told, o.Told) {
				t.Errorf("told %v, want %v", o.Told, tt.told)
			}
		})
	}
}

// A server in trouble costs no more than the time set, and is left alone after a while.
func TestTrouble(t *testing.T) {
	const limit = 300 * time.Millisecond
	stop := make(chan struct{})
	defer close(stop)
	hang := func(_ int, r *http.Request, _ map[string]any) string {
		select {
		case <-r.Context().Done():
		case <-stop:
		}
		return good
	}
	for _, tt := range []struct {
		name    string
		say     func(int, *http.Request, map[string]any) string
		outcome bot.Outcome
	}{
		{"hangs", hang, bot.Late},
		{"500", func(int, *http.Request, map[string]any) string { return "raw:500:{}" }, bot.Failed},
		{"401", func(int, *http.Request, map[string]any) string { return `raw:401:{"error":{"message":"key 泄漏"}}` }, bot.Failed},
		{"redirects", func(int, *http.Request, map[string]any) string { return "raw:302:" }, bot.Failed},
		{"10 MB", func(int, *http.Request, map[string]any) string { return "raw:200:" + strings.Repeat("x", 10<<20) }, bot.Failed},
		{"10 MB of choice", func(int, *http.Request, map[string]any) string { return strings.Repeat(" ", 10<<20) + good }, bot.Failed},
		{"no JSON", func(int, *http.Request, map[string]any) string { return "raw:200:<html>" }, bot.Failed},
		{"no choices", func(int, *http.Request, map[string]any) string { return `raw:200:{"choices":[]}` }, bot.Unfit},
	} {
		t.Run(tt.name, func(t *testing.T) {
			url, asked := server(t, tt.say)
			r := open(t, reader.Options{URL: url, Timeout: limit})
			for n := range 8 {
				begun := time.Now()
				o := r.Choose(t.Context(), page(fmt.Sprint("第几次都一样 ", n)))
				if took := time.Since(begun); took > limit+time.Second {
					t.Errorf("took %v", took)
				}
				want := tt.outcome
				if n >= 5 {
					want = bot.Resting
				}
				if o.Outcome != want || len(o.Entries) > 0 {
					t.Errorf("%d: %s %v, want %s", n, o.Outcome, o.Entries, want)
				}
			}
			if !r.Resting() || asked.Load() > 5 {
				t.Errorf("resting %v after %d requests", r.Resting(), asked.Load())
			}
		})
	}
}

// The first opinion of the same page stands.
func TestChangesItsMind(t *testing.T) {
	url, asked := server(t, func(n int, _ *http.Request, _ map[string]any) string {
		return fmt.Sprintf(`{"choose":[%d],"in_scope":true,"facts":[]}`, n)
	})
	r := open(t, reader.Options{URL: url})
	first := r.Choose(t.Context(), page("断了怎么补"))
	again := r.Choose(t.Context(), page("断了怎么补"))
	if !again.Kept || !cmp.Equal(first.Entries, again.Entries) || asked.Load() != 1 {
		t.Errorf("first %+v, then %+v after %d requests", first, again, asked.Load())
	}
	if other := r.Choose(t.Context(), page("断了怎么办")); cmp.Equal(first.Entries, other.Entries) {
		t.Errorf("another page has the same opinion: %+v", other)
	}
}

// A server that knows no JSON Schema is asked without.
func TestNoSchema(t *testing.T) {
	url, asked := server(t, func(_ int, _ *http.Request, body map[string]any) string {
		if body["response_format"] != nil {
			return `raw:400:{"error":{"message":"unknown field"}}`
		}
		return good
	})
	r := open(t, reader.Options{URL: url})
	for n := range 3 {
		if o := r.Choose(t.Context(), page(fmt.Sprint("离职 ", n))); o.Outcome != bot.Chosen {
			t.Fatalf("%d: %s", n, o.Outcome)
		}
	}
	if asked.Load() != 4 { // once in vain
		t.Errorf("%d requests", asked.Load())
	}
}

// What is sent: the page as JSON, a schema made for it, the key that was given and nothing from
// the environment.
func TestRequest(t *testing.T) {
	t.Setenv("OPENAI_API_KEY", "of-someone-else")
	t.Setenv("OPENAI_BASE_URL", "http://192.0.2.1/")
	t.Setenv("OPENAI_ORG_ID", "org-of-someone-else")
	for _, key := range []string{"", "k3y"} {
		url, asked := server(t, func(_ int, r *http.Request, body map[string]any) string {
			if got := r.Header.Get("Authorization"); key == "" && got != "" || key != "" && got != "Bearer "+key {
				t.Errorf("authorization %q", got)
			}
			if r.Header.Get("OpenAI-Organization") != "" || r.URL.Path != "/v1/chat/completions" {
				t.Errorf("%s %v", r.URL, r.Header)
			}
			text, _ := json.Marshal(body)
			for _, want := range []string{`"enum":[1,2,3]`, `"additionalProperties":false`, `断了`, `"model":"small"`} {
				if !strings.Contains(string(text), want) {
					t.Errorf("no %s in %s", want, text)
				}
			}
			if strings.Contains(string(text), "lapse.repay") {
				t.Error("the id of an entry was sent")
			}
			return good
		})
		o := open(t, reader.Options{URL: url, Key: key}).Choose(t.Context(), page("断了"))
		if o.Outcome != bot.Chosen || o.Tokens != (bot.Tokens{In: 700, Out: 20}) || asked.Load() != 1 {
			t.Errorf("%+v", o)
		}
	}
}

// No more are asked at once, or in a day, than was set.
func TestBounds(t *testing.T) {
	hold := make(chan struct{})
	url, _ := server(t, func(int, *http.Request, map[string]any) string {
		<-hold
		return good
	})
	r := open(t, reader.Options{URL: url})
	outcomes := make(chan bot.Outcome, 20)
	for n := range 20 {
		go func() { outcomes <- r.Choose(context.Background(), page(fmt.Sprint("一起来 ", n))).Outcome }()
	}
	for range 12 {
		if o := <-outcomes; o != bot.Busy {
			t.Errorf("%s, want %s", o, bot.Busy)
		}
	}
	close(hold)
	for range 8 {
		if o := <-outcomes; o != bot.Chosen {
			t.Errorf("%s, want %s", o, bot.Chosen)
		}
	}

	day := time.Date(2026, 3, 1, 15, 59, 0, 0, time.UTC) // a minute before midnight in China
	url, _ = server(t, func(int, *http.Request, map[string]any) string { return good })
	r = open(t, reader.Options{URL: url, PerDay: 2, Now: func() time.Time { return day }})
	for n, want := range []bot.Outcome{bot.Chosen, bot.Chosen, bot.Spent, bot.Chosen} {
		if n == 3 {
			day = day.Add(time.Minute)
		}
		if o := r.Choose(t.Context(), page(fmt.Sprint("天天问 ", n))); o.Outcome != want {
			t.Errorf("%d: %s, want %s", n, o.Outcome, want)
		}
	}
}

// Questions stay on this machine and in its private networks unless that is switched off.
func TestLocalOnly(t *testing.T) {
	for _, tt := range []struct {
		url string
		ok  bool
	}{
		{"http://127.0.0.1:8080/v1", true},
		{"http://[::1]:8080/v1", true},
		{"http://10.1.2.3/v1", true},
		{"http://192.168.7.7:11434/v1", true},
		{"http://[fd00::7]/v1", true},
		{"https://8.8.8.8/v1", false},
		{"http://[::ffff:8.8.8.8]/v1", false},
		{"http://169.254.169.254/v1", false},
		{"http://0.0.0.0:1/v1", false},
		{"ftp://127.0.0.1/v1", false},
		{"127.0.0.1:8080", false},
		{"http://user:key@127.0.0.1/v1", false},
		{"http://127.0.0.1/v1?key=k", false},
		{"", false},
	} {
		_, err := reader.New(t.Context(), reader.Options{URL: tt.url, Model: "m", Now: time.Now})
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.url, err)
		}
	}
	r, err := reader.New(t.Context(), reader.Options{URL: "https://models.example.org/v1", Model: "m", Anywhere: true, Now: time.Now})
	if err != nil || r.Host() != "models.example.org" {
		t.Errorf("host %q, %v", r.Host(), err)
	}
	if r := open(t, reader.Options{URL: "http://127.0.0.1:1/v1"}); r.Host() != "" {
		t.Errorf("host %q", r.Host())
	}
}

// A page that was recorded is decided as whoever read it said, and checked the same.
func TestRecorded(t *testing.T) {
	var file strings.Builder
	rec := reader.NewRecorder(&file)
	for _, m := range []string{"离职了", "离职了", "断了"} {
		if o := rec.Choose(t.Context(), page(m)); o.Outcome != bot.Recorded {
			t.Errorf("%+v", o)
		}
	}
	lines := strings.Split(strings.TrimSpace(file.String()), "\n")
	if len(lines) != 2 || rec.Err() != nil {
		t.Fatalf("%d lines, %v", len(lines), rec.Err())
	}
	var ids [2]string
	for i, l := range lines {
		var r struct{ ID string }
		if err := json.Unmarshal([]byte(l), &r); err != nil {
			t.Fatal(err)
		}
		ids[i] = r.ID
	}
	replay, err := reader.ReadReplay(strings.NewReader(fmt.Sprintf("{\"id\":%q,\"reply\":%s}\n\n{\"id\":%q,\"reply\":{\"choose\":[9]}}\n", ids[0], good, ids[1])))
	if err != nil {
		t.Fatal(err)
	}
	for m, want := range map[string]bot.Outcome{"离职了": bot.Chosen, "断了": bot.Unfit, "别的": bot.Unknown} {
		if o := replay.Choose(t.Context(), page(m)); o.Outcome != want {
			t.Errorf("%s: %s, want %s", m, o.Outcome, want)
		}
	}
	if _, err := reader.ReadReplay(strings.NewReader("{\"id\":\"x\"}")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("%v", err)
	}
}
