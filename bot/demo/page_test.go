package demo_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// visit sends a request as a browser would and returns the status, headers and body.
func visit(t *testing.T, method, address, body string, headers map[string]string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range headers {
		req.Header.Set(k, v)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(data)
}

func TestPage(t *testing.T) {
	_, base := serve(t, demo.Options{})
	for path, kind := range map[string]string{
		"/": "text/html", "/app.js": "text/javascript", "/text.js": "text/javascript", "/base.js": "text/javascript",
		"/message.js": "text/javascript", "/compose.js": "text/javascript", "/panel.js": "text/javascript", "/style.css": "text/css", "/panel.css": "text/css", "/favicon.svg": "image/svg+xml",
	} {
		resp, body := visit(t, "GET", base+path, "", nil)
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: %d %s", path, resp.StatusCode, resp.Header.Get("Content-Type"))
		}
		policy := resp.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, bad := range []string{"innerHTML", "insertAdjacentHTML", "eval(", " style=", "onclick=", "<script>", "<style>", "src=\"http", "href=\"http"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s contains %s", path, bad)
			}
		}
	}
	if resp, _ := visit(t, "GET", base+"/moon", "", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown page answered %d", resp.StatusCode)
	}
}

func TestPageWrites(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "在吗")
	call(t, base, "sendMessage", fields{"chat_id": "7", "text": "按", "reply_markup": keyboard(`,"callback_data":"a"`)})
	kind := map[string]string{"Content-Type": "application/json"}
	tests := []struct {
		name, path, body string
		headers          map[string]string
		want             int
	}{
		{"send", "send", `{"chat":7,"text":" 你好 "}`, kind, 200},
		{"send from here", "send", `{"chat":7,"text":"你好"}`, map[string]string{"Content-Type": "application/json", "Origin": base, "Sec-Fetch-Site": "same-origin"}, 200},
		{"send from elsewhere", "send", `{"chat":7,"text":"坏"}`, map[string]string{"Content-Type": "application/json", "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403},
		{"send from elsewhere, old browser", "send", `{"chat":7,"text":"坏"}`, map[string]string{"Content-Type": "application/json", "Origin": "https://evil.example"}, 403},
		{"send as a form", "send", `{"chat":7,"text":"坏"}`, map[string]string{"Content-Type": "text/plain"}, 415},
		{"send nothing", "send", `{"chat":7,"text":"  "}`, kind, 400},
		{"send to nobody", "send", `{"chat":0,"text":"坏"}`, kind, 400},
		{"send to a group as nobody", "send", `{"chat":-1,"text":"坏"}`, kind, 400},
		{"send too much", "send", `{"chat":7,"text":"` + strings.Repeat("好", 4097) + `"}`, kind, 400},
		{"send no JSON", "send", `x`, kind, 400},
		{"locate", "locate", `{"chat":9,"place":{"latitude":30,"longitude":120}}`, kind, 200},
		{"locate off the map", "locate", `{"chat":9,"place":{"latitude":91,"longitude":120}}`, kind, 400},
		{"locate nowhere", "locate", `{"chat":9}`, kind, 400},
		{"send to a group", "send", `{"chat":-5,"user":7,"text":"你好"}`, kind, 200},
		{"inline without a bot", "inline", `{"chat":-5,"user":7,"text":"` + strings.Repeat("长", 257) + `"}`, kind, 400},
		{"choose what was not offered", "choose", `{"chat":-5,"user":7,"query":"1","result":"a"}`, kind, 404},
		{"explain without an explanation", "explain", `{"chat":7,"text":"你好"}`, kind, 404},
		{"press", "press", `{"chat":7,"message":2,"data":"a"}`, kind, 200},
		{"press what is not there", "press", `{"chat":7,"message":2,"data":"b"}`, kind, 404},
		{"press in another chat", "press", `{"chat":8,"message":2,"data":"a"}`, kind, 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if resp, body := visit(t, "POST", base+"/ui/"+tt.path, tt.body, tt.headers); resp.StatusCode != tt.want {
				t.Errorf("got %d %s, want %d", resp.StatusCode, body, tt.want)
			}
		})
	}
	for _, m := range s.Messages(chat)[2:] {
		if m.Text != "你好" {
			t.Errorf("%q was let through", m.Text)
		}
	}
}

func TestPageFile(t *testing.T) {
	s, base := serve(t, demo.Options{})
	s.Say(chat, "在吗")
	id := upload(t, base)
	resp, body := visit(t, "GET", base+"/ui/file/"+id, "", nil)
	if body != "BEGIN:VCALENDAR" || !strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment; filename*=utf-8''") {
		t.Errorf("got %q as %q", body, resp.Header.Get("Content-Disposition"))
	}
	if resp, _ := visit(t, "GET", base+"/ui/file/moon", "", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("an unknown file answered %d", resp.StatusCode)
	}
	var f struct {
		Path string `json:"file_path"`
	}
	call(t, base, "getFile", fields{"file_id": id}).decode(t, &f)
	if _, body := visit(t, "GET", base+"/file/bot"+token+"/"+f.Path, "", nil); body != "BEGIN:VCALENDAR" {
		t.Errorf("the bot got %q", body)
	}
	if resp, _ := visit(t, "GET", base+"/file/botX/"+f.Path, "", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("another bot got %d", resp.StatusCode)
	}
}

// listen opens the stream of events; next returns the kind and ID of the next one.
func listen(t *testing.T, base, last string) (next func() (kind, id string)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/ui/events?chat=7", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Last-Event-ID", last)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	return func() (kind, id string) {
		t.Helper()
		for lines.Scan() {
			k, v, _ := strings.Cut(lines.Text(), ": ")
			switch k {
			case "event":
				kind = v
			case "id":
				id = v
			case "data":
				return kind, id
			}
		}
		t.Fatalf("stream ended: %v", lines.Err())
		return "", ""
	}
}

// TestEvents follows a chat, loses the connection, and goes on without a gap.
func TestEvents(t *testing.T) {
	s, base := serve(t, demo.Options{})
	first := s.Say(chat, "一")
	expect := func(next func() (string, string), kinds ...string) (last string) {
		t.Helper()
		for _, want := range kinds {
			kind, id := next()
			if kind != want {
				t.Fatalf("got %s, want %s", kind, want)
			}
			last = id
		}
		return last
	}
	next := listen(t, base, "")
	expect(next, "reset", "profile", "message", "ready")
	s.Say(chat, "二")
	s.Say(8, "别人的") // another chat stays out of it
	last := expect(next, "message")
	call(t, base, "sendChatAction", fields{"chat_id": "7", "action": "typing"})
	call(t, base, "deleteMessage", fields{"chat_id": "7", "message_id": fmt.Sprint(first)})
	call(t, base, "setMyCommands", fields{"commands": `[{"command":"help","description":"怎么用"}]`})
	expect(next, "note", "deleted", "profile")
	expect(listen(t, base, last), "note", "deleted", "profile")
	expect(listen(t, base, "another-9"), "reset", "message", "profile", "ready")
}
