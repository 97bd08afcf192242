package main

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const readmePicture = "../../.github/page.png"

var takePicture = flag.Bool("picture", false, "take the picture of the README anew")

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
	p.see(`[...document.querySelectorAll('.lines small')].some((s) => s.textContent.includes('人社厅发〔2016〕94号'))`)
	p.tap("%")
	p.see(`document.querySelector('.candidates details[open] tr') !== null`)
	p.ask("居民医保呢?", "工作日")
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
	n := p.messages()
	p.tap("测算时间")
	p.see(said("已经知道"))
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
	p.tap("改原地停保")
	p.tap("还没停")
	p.see(said("还不能申请"))
	p.tap("改原地停保")
	p.tap("已经停了")
	p.see(said("能转"))
	if got := p.messages(); got != n {
		p.t.Errorf("the estimator wrote %s messages instead of changing one (%s before)", got, n)
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

func useLongTexts(p *handset) {
	p.begin("从绵阳转到成都要多久", "工作日")
	p.see(`document.querySelector('.fold').ariaExpanded === 'false'`)
	p.tap("展开")
	p.see(`document.querySelector('.fold').ariaExpanded === 'true'`)
	p.check()
	p.shoot()
	p.tap("收起")
	p.see(`document.querySelector('.fold').ariaExpanded === 'false'`)
	long := strings.Repeat("医保转移要多久?", 200) + strings.Repeat("x", 900)
	p.paste(long)
	p.see(`[...document.querySelectorAll('.out .bubble')].at(-1).textContent.includes('xxx') && document.querySelectorAll('.in').length >= 3`)
}

// What a person writes is shown as it was written: nothing of it is read as HTML or Markdown,
// and writing from right to left turns nothing else around.
func useMarkup(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	for _, text := range []string{
		`<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>`,
		`**粗** _斜_ [链接](javascript:window.hacked=3) ` + "`代码`" + ` &lt;b&gt; &amp;nbsp;`,
		"\u202e来年保医 مرحبا بالعالم \u200f123",
		`<svg/onload=window.hacked=4> "><a href="javascript:window.hacked=5">点我</a>`,
	} {
		n := p.messages()
		p.paste(text)
		p.see(`document.querySelectorAll('.in').length > ` + n)
		shown := p.eval(`(() => { const b = [...document.querySelectorAll('.out .bubble')].at(-1).cloneNode(true); b.querySelectorAll('.sr, .meta').forEach((n) => n.remove()); return b.textContent; })()`)
		if shown != text {
			p.t.Errorf("%q is shown as %q", text, shown)
		}
		p.check()
	}
	if got := p.eval(`String(window.hacked) + document.querySelectorAll('.log img, .log script, .log a[href^="javascript"], .log svg:not([aria-hidden])').length`); got != "undefined0" {
		p.t.Errorf("markup was read: %s", got)
	}
}

func useGroup(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	p.tap("家庭群")
	p.see(`document.querySelector('#name').textContent === '家庭群' && document.querySelectorAll('#grouplog .msg').length === 0`)
	p.check()
	p.write("今天谁做饭")
	p.see(`document.querySelectorAll('#grouplog .out').length === 1`)
	p.ask("@yibao_demo_bot 医保转移要多久", "工作日")
	if got := p.messages(); got != "1" {
		p.t.Errorf("the bot wrote %s messages in the group, want only the one when named", got)
	}
	p.see(`[...document.querySelectorAll('#grouplog .quoted')].at(-1).textContent.includes('医保转移要多久')`)
	p.check()
	p.shoot()
	p.tap("回复这条")
	p.see(`!document.querySelector('#replying').hidden`)
	p.check()
	p.ask("需要什么材料", "身份证")
	p.see(`document.querySelector('#replying').hidden`)
	p.do(chromedp.Reload(), p.when(`performance.getEntriesByName('interactive').length > 0`))
	p.see(`document.querySelector('#name').textContent === '家庭群' && document.querySelectorAll('#grouplog .msg').length === 5`)
	p.tap("医保问问")
	p.see(`document.querySelectorAll('#log .msg').length === 2`)
	p.tap("家庭群")
}

func useInline(p *handset) {
	p.tap("家庭群")
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), "@"))
	p.tap("@yibao_demo_bot")
	p.see(`document.querySelector('#text').value === '@yibao_demo_bot '`)
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), "绵阳 成都 材料"))
	p.see(`document.querySelectorAll('#sheet .result').length >= 3 && document.querySelector('#sheet .result').textContent.includes('材料')`)
	p.check()
	p.shoot()
	p.do(chromedp.Click(chromedp.CSS("#sheet .result"), chromedp.NodeVisible))
	p.see(`document.querySelector('#grouplog .out .author')?.textContent === '通过 @yibao_demo_bot'`)
	p.see(`document.querySelector('#grouplog .out .bubble').textContent.includes('依据') && document.querySelector('#text').value === ''`)
	if p.messages() != "0" {
		p.t.Error("the bot answered its own inline result")
	}
	p.check()
	p.shoot()
	p.tap("打开")
	p.see(`document.querySelector('#name').textContent === '医保问问'`)
	p.tap("开始")
	p.see(said("身份证"))
}

func useDeepLink(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	for payload, want := range map[string]string{
		"transfer-documents--510700_510100":                                  "身份证",
		"https://t.me/yibao_demo_bot?start=transfer-duration--510700_510100": "工作日",
		"?start=zzz": "你好",
	} {
		p.tap("看看它是怎么想的")
		p.do(chromedp.SendKeys(chromedp.CSS("#payload"), payload+"\r", chromedp.NodeVisible))
		n := p.messages()
		p.tap("开始")
		p.see(`document.querySelectorAll('#log .in').length > ` + n)
		p.see(said(want))
	}
	p.tap("看看它是怎么想的")
	p.do(chromedp.SendKeys(chromedp.CSS("#payload"), "https://t.me/other_bot?start=a\r", chromedp.NodeVisible))
	p.see(`document.querySelector('#toast.show')?.textContent.includes('不是')`)
}

func useDeepLinkInAddress(p *handset) {
	p.tap("开始")
	p.see(said("身份证"))
	p.see(`[...document.querySelectorAll('.out .bubble')].at(-1).textContent.includes('/start transfer-documents--510700_510100')`)
	p.see(`!location.search.includes('start')`)
}

func usePlaces(p *handset) {
	p.tap("开始")
	p.see(said("你好"))
	p.tap("发送位置")
	p.check()
	p.tap("假装在湛江")
	p.see(said("湛江"))
	_, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, browser.SetPermissionParams{
		Permission: &browser.PermissionDescriptor{Name: "geolocation"}, Setting: browser.PermissionSettingGranted, Origin: p.base,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	lat, lng, near := 31.46, 104.68, 10.0
	p.do(devtools(emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Latitude: &lat, Longitude: &lng, Accuracy: &near}))
	p.tap("发送位置")
	p.tap("我现在的位置")
	p.see(said("绵阳"))
}

// Everything can be reached with the keys alone, and one sees where one is.
func useKeyboard(p *handset) {
	outlined := func(id string) {
		p.t.Helper()
		for range 40 {
			if p.eval(`document.activeElement.id || document.activeElement.className`) == id {
				break
			}
			p.do(chromedp.KeyEvent("\t"))
		}
		p.see(`(document.activeElement.id || document.activeElement.className) === '` + id + `' && (getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.matches('textarea'))`)
	}
	outlined("start")
	p.do(chromedp.KeyEvent("\r"))
	p.see(said("你好"))
	p.see(`document.activeElement.id === 'text'`)
	outlined("switch")
	outlined("key ")
	p.do(chromedp.KeyEvent("\r"))
	p.see(`document.querySelectorAll('.in').length === 2`)
	outlined("menu")
	p.do(chromedp.KeyEvent("\r"))
	p.see(`document.querySelectorAll('#sheet button').length > 3 && document.querySelector('#menu').ariaExpanded === 'true'`)
	p.check()
	p.do(chromedp.KeyEvent("\x1b"))
	p.see(`document.querySelector('#sheet').hidden`)
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

// A second tab of the same person sees what the first one does, at once; a reload keeps it all.
func useTwoTabs(t *testing.T, tabs context.Context, base string) {
	t.Helper()
	a := pickUp(t, tabs, base, "/?chat=201", look{})
	b := pickUp(t, tabs, base, "/?chat=201", look{})
	other := pickUp(t, tabs, base, "/?chat=202", look{})
	a.tap("开始")
	b.see(said("你好"))
	b.ask("从绵阳转到成都要多久", "工作日")
	a.see(said("工作日"))
	a.tap("测算时间")
	b.see(said("已经知道"))
	all := a.eval(`document.querySelector('#log').innerText`)
	a.do(chromedp.Reload(), a.when(`performance.getEntriesByName('interactive').length > 0`))
	if got := a.eval(`document.querySelector('#log').innerText`); got != all {
		t.Errorf("after a reload:\n%s\nbefore:\n%s", got, all)
	}
	if got := other.eval(`document.querySelector('#log').innerText`); strings.TrimSpace(got) != "" {
		t.Errorf("another person sees %s", got)
	}
}

// The page can be used within a second. The machine may be busy with other tests: the best of
// three counts.
func useWithoutDelay(t *testing.T, tabs context.Context, base string) {
	t.Helper()
	best := 1e9
	for range 3 {
		p := pickUp(t, tabs, base, "/?chat=203", look{})
		ms, err := chromedp.Run(p.ctx, chromedp.Evaluate[float64](`performance.getEntriesByName('interactive')[0].startTime`))
		if err != nil {
			t.Fatal(err)
		}
		best = min(best, ms)
	}
	t.Logf("interactive after %.0f ms", best)
	if best > 1000 {
		t.Errorf("interactive after %.0f ms", best)
	}
}

// With rich messages the answer is laid out in blocks.
func TestBrowserRich(t *testing.T) {
	findBrowser(t)
	base, tabs := startDemo(t, "--rich"), startBrowser(t)
	p := pickUp(t, tabs, base, "/?chat=401", look{width: 360, height: 740})
	p.begin("从绵阳转到成都要多久", "工作日")
	p.see(`[...document.querySelectorAll('.in')].at(-1).querySelectorAll('.heading, .items li, .footer').length > 5`)
	p.check()
	p.shoot()
	p.tap("展开")
	p.see(`document.querySelector('details.more[open]') !== null`)
	p.check()
	p.shoot()
	p.tap("测算时间")
	p.see(said("已经知道"))
	p.check()
}

// The picture of the README is a real conversation.
func TestBrowserPicture(t *testing.T) {
	if !*takePicture {
		t.Skip("the picture of the README is taken with -picture")
	}
	base, tabs := startDemo(t), startBrowser(t)
	p := pickUp(t, tabs, base, "/?chat=301", look{width: 400, height: 1080, scale: 1.5})
	p.begin("从绵阳转到成都要多久", "工作日")
	p.see(`!document.activeElement.blur() && ((box) => { box.scrollTop = box.scrollHeight; return true; })(document.querySelector('#scroll'))`)
	if err := os.WriteFile(filepath.FromSlash(readmePicture), fewerShades(t, p.shoot()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fewerShades makes a picture's file smaller; the eye does not see it.
func fewerShades(t *testing.T, data []byte) []byte {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	few := image.NewRGBA(img.Bounds())
	draw.Draw(few, few.Bounds(), img, img.Bounds().Min, draw.Src)
	for i, v := range few.Pix {
		few.Pix[i] = uint8((int(v) + 3) / 7 * 7)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, few); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
