package understand_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/bot/understand"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
	"github.com/yibaowenwen/yibao/knowledge/zh"
)

func reader(t *testing.T) *understand.Reader {
	t.Helper()
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := zh.NewScripts()
	if err != nil {
		t.Fatal(err)
	}
	r, err := understand.New(c, region.New(c.Regions, c.Aliases), scripts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTalk(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]understand.Talk{
		"谢谢哈": understand.Thanks, "谢谢了啊": understand.Thanks, "好嘞谢谢啦": understand.Thanks, "好的,谢谢!": understand.Thanks,
		"你好呀": understand.Hello, "拜拜啦": understand.Bye, "886": understand.Bye, "取消": understand.Cancel, "算了啊": understand.Cancel,
		"医保能取消吗": "", "好不好": "", "啊": "", "18": "", "没用了": "",
	} {
		if got, ok := r.SmallTalk(text); got != want || ok != (want != "") {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"答非所问,我问的是转移要多久": "转移要多久", "我问断缴了怎么办": "断缴了怎么办", "不对,我刚才问的是:要带什么": "要带什么",
		"我问你能报多少": "", "我问过医院,能报多少": "", "我没问这个": "", "我想问转移要多久": "", "我问医保局,他们说不行": "",
	} {
		if got, _ := r.AskedRather(text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"18": true, "1970-05": true, "1970年5月": true, "18岁": true, "3个月能报吗": false, "👍": false, "年月": false} {
		if got := r.Read(text).Numbers(); got != want {
			t.Errorf("%s: a number: %v", text, got)
		}
	}
	for text, want := range map[string]knowledge.Insured{
		"我退休要在哪办": "", "以后退休": "", "快退休了": "", "等我退休": "", "等我退休了能报多少": "", "我还有两年退休": "",
		"我退休了": knowledge.Retired, "我妈退休能报多少": knowledge.Retired, "已经退休三年": knowledge.Retired,
	} {
		m := r.Read(text)
		if m.Insured != want || m.Told["retired"] && want == "" {
			t.Errorf("%s: insured %q, told %v", text, m.Insured, m.Told)
		}
	}
}
