package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/yibaowenwen/yibao/knowledge"
)

// longest is how many characters of a message are looked at; a long letter says what it
// wants near its beginning.
const longest = 600

// clean folds full-width forms, drops control characters and cuts what is too long.
func clean(text string) (s string, cut bool) {
	var b strings.Builder
	n := 0
	for _, r := range width.Fold.String(strings.ToValidUTF8(text, "")) {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			r = ' '
		}
		if n++; n > longest {
			return strings.TrimSpace(b.String()), true
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String()), false
}

// A script is what a message is written in, roughly.
type script int

const (
	noWords    script = iota // emoji, punctuation, digits
	otherWords               // letters, but no Chinese
	chinese
)

func scriptOf(s string) script {
	kind := noWords
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			return chinese
		case unicode.IsLetter(r):
			kind = otherWords
		}
	}
	return kind
}

// insuredWords are what people say of the kind of insurance, strongest first.
func insuredWords() []struct {
	kind  knowledge.Insured
	words []string
} {
	return []struct {
		kind  knowledge.Insured
		words []string
	}{
		{knowledge.Retired, []string{
			"退休人员", "退休职工", "退休工人", "退休老", "退休后的", "退休的", "退休了", "退了休", "已退休", "已经退休",
			"办完退休", "办了退休", "退休干部", "退休教师", "领退休金", "退休金", "退休手续", "退休医保", "退休每月", "我退休", "妈退休", "爸退休",
		}},
		{knowledge.Resident, []string{
			"居民", "农合", "合作医疗", "农村医", "农村户口", "农保", "城乡医", "城乡居", "少儿", "学生医保", "大学生医保", "小孩", "孩子",
			"宝宝", "婴儿", "新生儿", "娃", "一老一小",
		}},
		{knowledge.Employee, []string{
			"职工", "单位", "公司", "离职", "辞职", "辞工", "裸辞", "跳槽", "上班", "在职", "五险一金", "进厂", "入职", "被裁", "裁员", "辞退", "失业", "灵活就业",
		}},
	}
}

// insuredIn returns the kind of insurance that the text speaks of, or "".
func insuredIn(text string) knowledge.Insured {
	for _, k := range insuredWords() {
		for _, w := range k.words {
			if strings.Contains(text, w) {
				return k.kind
			}
		}
	}
	return ""
}

// fillers are words that carry no question of their own.
func fillers() []string {
	return []string{
		"我想问一下", "我想问", "请问", "问一下", "我是说", "我说的是", "不对", "是从", "如果是", "要是", "换成", "改成", "换到", "那么", "那", "我是", "我的",
		"医保", "职工", "居民", "退休", "参保", "社保", "的", "呢", "吗", "吧", "啊", "呀", "么", "嘛", "哦", "是", "在", "我", "人", "户口", "不", "也", "了", "转", "到", "从",
		"老家", "这边", "那边", "她", "他", "交", "卡",
	}
}

// bare reports whether nothing but places, kinds of insurance and fillers is left in rest,
// so that a message like "换成都呢?" only changes a slot of the question before.
func bare(rest string) bool {
	for _, k := range insuredWords() {
		for _, w := range k.words {
			rest = strings.ReplaceAll(rest, w, "")
		}
	}
	for _, w := range fillers() {
		rest = strings.ReplaceAll(rest, w, "")
	}
	rest = strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	return utf8.RuneCountInString(rest) == 0
}

// Names returns the full names of places in the order in which they were said.
func (e *Engine) Names(codes []string) []string {
	names := []string{}
	for _, c := range codes {
		if g, ok := e.corpus.Regions.Get(c); ok {
			names = append(names, g.Name)
		}
	}
	return names
}

// Name returns the full name of a place, or "" if there is none with the code.
func (e *Engine) Name(code string) string {
	g, _ := e.corpus.Regions.Get(code)
	return g.Name
}

// short returns a place as people say it.
func (e *Engine) short(code string) string {
	g, _ := e.corpus.Regions.Get(code)
	return g.Short
}
