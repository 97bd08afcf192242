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

// What people say of the kind of insurance.
var (
	saysRetired = compile(`退休(人员|职工|工人|干部|教师|老|后的|的[人呢]?|了|以后|手续|金|医保|每月)|退了休|已经?退休|办[完了]退休|[我妈爸他她]退休|工作到退休|领(着)?养老金`)
	notYet      = compile(`快退休|要退休|到退休|退休的时候|退休时|没退休|退休年龄|才能退休`)

	saysResident = compile(`居民|农合|合作医疗|农村(医|户口|家庭)|农保|城乡医|少儿|学生|大学生|婴儿|新生儿|一老一小|(小孩|孩子|宝宝|娃)`)
	kidsAside    = compile(`(带|跟|和|陪|看)(着)?(小孩|孩子|宝宝|娃)|(小孩|孩子|宝宝|娃)的?医保码|医保码|要(小孩|孩子|宝宝|娃)`)

	saysEmployee = compile(`职工|单位|公司|离职|辞职|辞工|裸辞|跳槽|在职|五险一金|进厂|在厂里|入职|被裁|裁员|辞退|上班|工资|换工作`)
	worksAside   = compile(`上班时间|几点上班|什么时候上班|没(有)?单位|原单位|单位所在|以前.{0,6}单位`)
	flexible     = compile(`灵活就业|失业|没(有)?固定工作|自由职业`)
	schemeOf     = compile(`职工|单位|公司|进厂|厂里|五险一金`)
	lendsOwn     = compile(`[用花刷]我的?(医保|社保|卡|账户|个人账户|个账|余额|钱)|我的?(医保|社保)?卡?(里的钱)?(能|可以|能不能|可不可以|想)(拿来)?给`)
	moved        = compile(`(换到|现在到|现在在|去了?|开始)[^,。]{0,8}(工作|上班|打工|交)`)
)

// insuredIn returns the kind of insurance that the text speaks of, or "" if it speaks of none
// or compares two.
func insuredIn(text string) knowledge.Insured {
	retired := saysRetired.MatchString(text) && !notYet.MatchString(text)
	resident := saysResident.MatchString(kidsAside.ReplaceAllString(text, ""))
	works := worksAside.ReplaceAllString(text, "")
	switch {
	case lendsOwn.MatchString(text): // only an employee has an account to share
		return knowledge.Employee
	case resident && schemeOf.MatchString(text):
		return ""
	case retired:
		return knowledge.Retired
	case resident:
		return knowledge.Resident
	case flexible.MatchString(text):
		return ""
	case saysEmployee.MatchString(works), moved.MatchString(text):
		return knowledge.Employee
	}
	return ""
}

// fillers are words that carry no question of their own.
func fillers() []string {
	return []string{
		"我想问一下", "我想问", "请问", "问一下", "我是说", "我说的是", "不对", "是从", "如果是", "要是", "换成", "改成", "换到", "那么", "那", "我是", "我的",
		"医保", "职工", "居民", "退休", "单位", "在职", "上班", "参保", "社保", "的", "呢", "吗", "吧", "啊", "呀", "么", "嘛", "哦", "是", "在", "我", "人", "户口", "不", "也", "了", "转", "到", "从",
		"老家", "这边", "那边", "她", "他", "交", "卡",
	}
}

// fillerCharacters are all that fillers and the names of kinds are written with.
var fillerCharacters = sieveOf([]rune(strings.Join(fillers(), "") + saysRetired.String() + saysResident.String()))

// bare reports whether nothing but places, kinds of insurance and fillers is left in rest,
// so that a message like "换成都呢?" only changes a slot of the question before.
func bare(rest string) bool {
	for _, r := range rest {
		if unicode.IsLetter(r) && !fillerCharacters.letsOne(r) {
			return false
		}
	}
	for _, kind := range []pattern{saysRetired, saysResident} {
		rest = kind.ReplaceAllString(rest, "")
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
