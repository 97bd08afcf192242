package main

import (
	"bytes"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/chromedp/chromedp"
)

// The whole bot, as `yibao demo` runs it, used in a browser as a person would. Every tab has a
// conversation of its own; when a test ends, its tab must not have complained or asked another
// server for anything.
func TestBrowser(t *testing.T) {
	findBrowser(t)
	base, tabs := startDemo(t), startBrowser(t)
	tests := []struct {
		name, path string
		look       look
		use        func(*handset)
	}{
		{"first question and follow-ups", "/?chat=101", look{}, useFirstQuestion},
		{"in the dark", "/?chat=102", look{dark: true}, useFirstQuestion},
		{"on a very small phone", "/?chat=103", look{width: 320, height: 568}, useFirstQuestion},
		{"on a desk", "/?chat=104", look{width: 1280, height: 900, desk: true}, usePanel},
		{"on a desk in the dark", "/?chat=105", look{width: 1280, height: 900, desk: true, dark: true}, usePanel},
		{"panel on a phone", "/?chat=106", look{}, usePanelOnPhone},
		{"estimator and calendar", "/?chat=107", look{}, useEstimator},
		{"checklist", "/?chat=108", look{}, useChecklist},
		{"long texts", "/?chat=109", look{width: 360, height: 740}, useLongTexts},
		{"markup in the question", "/?chat=110", look{width: 360, height: 740}, useMarkup},
		{"family group", "/?chat=111", look{}, useGroup},
		{"inline mode", "/?chat=112", look{width: 360, height: 740}, useInline},
		{"deep link", "/?chat=113", look{}, useDeepLink},
		{"deep link in the address", "/?chat=114&start=transfer-documents--510700_510100", look{}, useDeepLinkInAddress},
		{"places", "/?chat=115", look{}, usePlaces},
		{"keyboard alone", "/?chat=116", look{}, useKeyboard},
		{"personal number", "/?chat=117", look{}, usePersonalNumber},
		{"large letters", "/?chat=118", look{dark: true}, useLargeLetters},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := pickUp(t, tabs, base, tt.path, tt.look)
			p.check()
			tt.use(p)
			p.check()
			p.shoot()
		})
	}
	t.Run("reload and two tabs", func(t *testing.T) { useTwoTabs(t, tabs, base) })
	t.Run("without delay", func(t *testing.T) { useWithoutDelay(t, tabs, base) })
}

func useFirstQuestion(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	p.check()
	p.shoot()
	p.ask("从绵阳转到成都要多久", "工作日")
	p.see(said("医保办发〔2021〕43号"))
	p.check()
	p.shoot()
	p.ask("需要什么材料", "身份证")
	p.ask("那重庆呢?", "重庆")
}

// begin starts the conversation and asks something.
func (p *handset) begin(question, want string) {
	p.t.Helper()
	p.tap("开始")
	p.see(said("你好"))
	p.ask(question, want)
}

func usePanel(p *handset) {
	p.begin("从绵阳转到成都要多久", "工作日")
	p.see(`document.querySelector('#thought dl')?.textContent.includes('绵阳市')`)
	p.see(`document.querySelector('#thought dl').textContent.includes('成都市')`)
	p.see(`document.querySelectorAll('.candidates li').length === 5`)
	p.see(`[...document.querySelectorAll('.lines small')].some((s) => s.textContent.includes('医保办发〔2021〕43号'))`)
	p.tap("%")
	p.see(`document.querySelector('.candidates details[open] tr') !== null`)
	p.ask("居民医保呢?", "集中交费期")
	p.see(`document.querySelector('#thought dl').textContent.includes('居民医保')`)
}

func usePanelOnPhone(p *handset) {
	p.begin("从绵阳转到成都要多久", "工作日")
	p.tap("看看它是怎么想的")
	p.see(`document.querySelector('#thought dl')?.textContent.includes('有把握')`)
	p.see(`document.activeElement.id === 'panel-close' && document.querySelector('#phone').inert`)
	p.check()
	p.shoot()
	p.do(chromedp.KeyEvent("\x1b"))
	p.see(`document.querySelector('#panel').classList.contains('away') && !document.querySelector('#phone').inert`)
	p.see(`document.activeElement.id === 'look'`)
	p.ask("需要什么材料", "身份证")
}

func useEstimator(p *handset) {
	p.begin("从绵阳转到成都要多久", "工作日")
	p.tap("测算时间")
	p.see(said("已经知道"))
	n := p.messages()
	p.check()
	p.shoot()
	p.tap("职工医保")
	p.see(said("停保"))
	p.tap("上一步")
	p.see(said("哪种医保"))
	p.tap("职工医保")
	p.see(said("停保"))
	p.tap("已经停了")
	p.tap("已经参保")
	p.see(said("能转"))
	p.check()
	p.shoot()
	if got := p.messages(); got != n {
		p.t.Errorf("the estimator wrote %s messages instead of changing one (%s before)", got, n)
	}
	p.tap("改原地停保")
	p.tap("还没停")
	p.see(said("还不能申请"))
	p.tap("改原地停保")
	p.tap("已经停了")
	p.see(said("能转"))
	if got := p.eval(`String(document.querySelectorAll('.log:not([hidden]) .in').length - ` + n + `)`); got != "2" {
		p.t.Errorf("two changed outcomes wrote %s messages, want one each: what was told stays", got)
	}
	dir := p.downloads()
	p.tap("放进手机日历")
	p.tap(".ics")
	name, data := p.downloaded(dir)
	cal, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", name, err, data)
	}
	if !strings.HasSuffix(name, ".ics") || len(cal.Events()) < 2 || !strings.Contains(string(data), "VALARM") {
		p.t.Errorf("%s has %d events:\n%s", name, len(cal.Events()), data)
	}
}

// messages is how many messages of the bot there are.
func (p *handset) messages() string {
	return p.eval(`String(document.querySelectorAll('.log:not([hidden]) .in').length)`)
}

func useChecklist(p *handset) {
	p.begin("办医保转移要带什么材料", "身份证")
	p.tap("材料清单")
	p.see(`document.querySelectorAll('.key').length > 3 && [...document.querySelectorAll('.key')].some((k) => k.textContent.includes('☐'))`)
	n := p.messages()
	p.check()
	p.shoot()
	p.tap("☐")
	p.see(`[...document.querySelectorAll('.key')].some((k) => k.textContent.includes('☑'))`)
	p.do(chromedp.Reload(), p.when(`performance.getEntriesByName('interactive').length > 0`))
	p.see(`[...document.querySelectorAll('.key')].some((k) => k.textContent.includes('☑'))`)
	p.tap("☑")
	p.see(`![...document.querySelectorAll('.key')].some((k) => k.textContent.includes('☑'))`)
	if got := p.messages(); got != n {
		p.t.Errorf("ticking wrote messages: %s, before %s", got, n)
	}
}

func usePersonalNumber(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	p.ask("我的身份证 110101190001010006", "没有保存")
	p.see(`!document.querySelector('#log').textContent.includes('110101')`)
}

func useLargeLetters(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	p.write("/big")
	p.see(`document.querySelectorAll('.in').length === 2`)
	p.ask("从绵阳转到成都要多久", "工作日")
}
