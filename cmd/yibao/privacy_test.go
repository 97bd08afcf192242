package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// TestNumbersReachNoFile sends personal numbers in many forms and reads every file that the
// bot has written, and its whole log, for any trace of them. The numbers belong to nobody.
func TestNumbersReachNoFile(t *testing.T) {
	dir := t.TempDir()
	world, log := serve(t, "--store", "sqlite:"+filepath.Join(dir, "state.db"), "--log-level", "debug")
	const chat = 4_100_071
	numbers := []struct{ text, trace, kind string }{
		{"我的身份证 110101190001010006 能转吗", "110101190001010006", "身份证号"},
		{"我的身份证 110101 19000101 0006 能转吗", "19000101 0006", "身份证号"},
		{"身份证１１０１０１１９０００１０１０００６", "１１０１０１", "身份证号"},
		{"卡是 6222 0212 3456 7894,余额能转吗", "0212 3456", "银行卡号"},
		{"打我电话 138-0000-0001", "138-0000", "手机号"},
		{"医保卡号是 77665544", "77665544", "证件号或卡号"},
	}
	for i, n := range numbers {
		id := world.Say(chat, n.text)
		list := wait(t, world, chat, n.text, enough(i+1))
		if got := last(list).Text; !strings.Contains(got, n.kind) || !strings.Contains(got, "没有保存") {
			t.Errorf("%s: %s", n.text, got)
		}
		for _, m := range list {
			if m.ID == id && !m.Deleted {
				t.Errorf("%s: the message is still there", n.text)
			}
		}
	}
	shared := fmt.Sprintf(`{"message":{"message_id":9001,"date":1,"chat":{"id":%d,"type":"private","first_name":"某某甲"},"from":{"id":%[1]d,"first_name":"某某甲"},"contact":{"phone_number":"+8613900000002","first_name":"某某乙"}}}`, chat)
	if err := world.Push([]byte(shared)); err != nil {
		t.Fatal(err)
	}
	wait(t, world, chat, "contact", enough(len(numbers)+1))
	pressAbove(t, world, chat, len(numbers)+1)
	traces := []string{"某某甲", "某某乙", "13900000002", "1234567894", fmt.Sprint(chat) + `"`}
	for _, n := range numbers {
		traces = append(traces, n.trace)
	}
	filesLack(t, dir, traces)
	for _, trace := range append(traces, "能转吗", "余额", fmt.Sprint(chat), testToken) {
		if strings.Contains(log.String(), trace) {
			t.Errorf("%q is in the log", trace)
		}
	}
}

// pressAbove presses a button below a message that quotes one with a number.
func pressAbove(t *testing.T, world *demo.Server, chat int64, said int) {
	t.Helper()
	press := fmt.Sprintf(`{"callback_query":{"id":"q","from":{"id":%d,"first_name":"某某甲"},"message":{"message_id":9002,"date":1,"chat":{"id":%[1]d,"type":"private"},"text":"能转","reply_to_message":{"message_id":9001,"text":"我的卡 6222021234567894"}},"data":"a:transfer.overview:>:"}}`, chat)
	if err := world.Push([]byte(press)); err != nil {
		t.Fatal(err)
	}
	wait(t, world, chat, "press", enough(said+1))
}

// filesLack reads the database with its journals, and whatever else lies there.
func filesLack(t *testing.T, dir string, traces []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 { // the database and its log
		t.Fatalf("files: %v, %v", files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, trace := range traces {
			if bytes.Contains(data, []byte(trace)) {
				t.Errorf("%q is in %s", trace, filepath.Base(name))
			}
		}
	}
}
