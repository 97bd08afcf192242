package demo_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/yibaowenwen/yibao/bot/demo"
)

// browser returns the path of a browser, or skips the test. Where one is required there must
// be one; where none is wanted, because of what runs beside it, there is none.
func browser(t *testing.T) string {
	t.Helper()
	if os.Getenv("YIBAO_BROWSER") == "none" {
		t.Skip("YIBAO_BROWSER=none: the page was not opened")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("YIBAO_BROWSER") == "required" || os.Getenv("CI") == "1" || os.Getenv("CI") == "true" {
		t.Fatal("no chromium, chromium-browser or google-chrome in PATH")
	}
	t.Skip("no chromium, chromium-browser or google-chrome in PATH: the page was not opened")
	return ""
}

// A complaints list collects what the browser's console says is wrong.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func (c *complaints) hear(ev any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		c.list = append(c.list, e.ExceptionDetails.Text, fmt.Sprint(e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		c.list = append(c.list, fmt.Sprint("console: ", e.Type, " ", string(e.Args[0].Value)))
	case *log.EventEntryAdded:
		c.list = append(c.list, e.Entry.Text+" "+e.Entry.URL)
	}
}

func (c *complaints) all() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.list, "\n")
}

// open returns a context for a page in a phone of the given size, and its complaints.
func open(t *testing.T, width, height int64) (context.Context, *complaints) {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser(t)), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	phone := chromedp.EmulateViewport(width, height, chromedp.EmulateScale(2), chromedp.EmulateMobile)
	calm := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if err := chromedp.Do(ctx, phone, command(emulation.SetEmulatedMedia, calm), command(log.Enable, cdp.Empty{})); err != nil {
		t.Fatal(err)
	}
	c := &complaints{}
	if err := chromedp.Listen(ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	return ctx, c
}

func command[P, R any](c cdp.Command[P, R], p P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, p)
		return err
	})
}

const answer = `<b>转到外地,一般 15 个工作日内办完。</b>

先在转入地申请,不用来回跑。材料齐了,<a href="https://www.nhsa.gov.cn/">国家医保服务平台</a>上也能办,打 <code>12393</code> 可以问。
<blockquote expandable>依据:示例条目一
施行日期:2021 年 12 月 1 日
转出地收到申请后核对参保信息
转入地接收并合并缴费年限
有疑问以当地经办机构的答复为准</blockquote>
想看别的发 /help。`

func keys(rows ...[]models.InlineKeyboardButton) models.InlineKeyboardMarkup {
	return models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

// talk is a tiny bot that shows what the page must be able to show.
func talk(ctx context.Context, b *tg.Bot, u *models.Update) {
	if u.InlineQuery != nil {
		offer(ctx, b, u.InlineQuery)
		return
	}
	if q := u.CallbackQuery; q != nil {
		m := q.Message.Message
		_, _ = b.EditMessageText(ctx, &tg.EditMessageTextParams{
			ChatID: m.Chat.ID, MessageID: m.ID, Text: "已改:" + q.Data,
			ReplyMarkup: keys([]models.InlineKeyboardButton{{Text: "再来一次", CallbackData: "again"}}),
		})
		_, _ = b.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: q.ID, Text: "收到了", ShowAlert: q.Data == "again"})
		return
	}
	chat := u.Message.Chat.ID
	_, _ = b.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: chat, Action: models.ChatActionTyping})
	if strings.Contains(u.Message.Text, "位置") {
		_, _ = b.SendMessage(ctx, &tg.SendMessageParams{ChatID: chat, Text: "你在哪?", ReplyMarkup: models.ReplyKeyboardMarkup{
			Keyboard: [][]models.KeyboardButton{{{Text: "发我的位置", RequestLocation: true}, {Text: "日历"}}}, OneTimeKeyboard: true,
		}})
		return
	}
	if strings.Contains(u.Message.Text, "日历") {
		_, _ = b.SendDocument(ctx, &tg.SendDocumentParams{
			ChatID: chat, Caption: "加进手机日历就好", Document: &models.InputFileUpload{Filename: "转移.ics", Data: strings.NewReader("BEGIN:VCALENDAR")},
		})
		return
	}
	_, _ = b.SendMessage(ctx, &tg.SendMessageParams{
		ChatID: chat, Text: answer, ParseMode: models.ParseModeHTML,
		ReplyMarkup: keys(
			[]models.InlineKeyboardButton{{Text: "帮我估一下哪天办完", CallbackData: "estimate"}},
			[]models.InlineKeyboardButton{{Text: "👍 有用", CallbackData: "good"}, {Text: "👎 没用", CallbackData: "bad"}},
			[]models.InlineKeyboardButton{{Text: "看原文", URL: "https://www.nhsa.gov.cn/"}},
		),
	})
}

// offer answers an inline query.
func offer(ctx context.Context, b *tg.Bot, q *models.InlineQuery) {
	article := func(id, title, about string) models.InlineQueryResult {
		return &models.InlineQueryResultArticle{
			ID: id, Title: title, Description: about,
			InputMessageContent: &models.InputTextMessageContent{MessageText: "<b>" + title + "</b>\n\n" + about, ParseMode: models.ParseModeHTML},
			ReplyMarkup:         keys([]models.InlineKeyboardButton{{Text: "打开医保问问", URL: "https://t.me/yibao_demo_bot?start=" + id}}),
		}
	}
	_, _ = b.AnswerInlineQuery(ctx, &tg.AnswerInlineQueryParams{
		InlineQueryID: q.ID, Button: &models.InlineQueryResultsButton{Text: "打开医保问问", StartParameter: "inline"},
		Results: []models.InlineQueryResult{
			article("duration", "医保转移要多久？", "一般 15 个工作日内办完。"),
			article("documents", "转医保要带什么？", "带身份证或者社保卡就够了。"),
			article("online", "网上能办吗？", "能，在国家医保服务平台上申请。"),
		},
	})
}

// stage starts a server with the talking bot and returns it with its address.
func stage(t *testing.T) (*demo.Server, string) {
	t.Helper()
	return stageAt(t, demo.Options{Token: token, Now: time.Now})
}

func stageAt(t *testing.T, o demo.Options) (*demo.Server, string) {
	t.Helper()
	s, url := serve(t, o)
	b := client(t, url, talk)
	_, err := b.SetMyCommands(t.Context(), &tg.SetMyCommandsParams{Commands: []models.BotCommand{
		{Command: "start", Description: "开始"}, {Command: "city", Description: "记住你在哪里参保"}, {Command: "help", Description: "怎么用"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.SetMyDescription(t.Context(), &tg.SetMyDescriptionParams{Description: "换城市、换工作,医保怎么接上?问我就行。"}); err != nil {
		t.Fatal(err)
	}
	return s, url
}

// has waits until a script is true.
func has(script string) chromedp.Action[chromedp.Void] {
	poll := chromedp.Poll[chromedp.Void](script, chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(45*time.Second))
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		v, err := poll(ctx, t)
		if err != nil {
			err = fmt.Errorf("%s: %w", script, err)
		}
		return v, err
	}
}

// What is typed while a chosen result is still on its way to the group stays.
func TestBrowserTypesWhileChoosing(t *testing.T) {
	ctx, wrong := open(t, 360, 640)
	_, url := stage(t)
	slow := `(() => { const quick = fetch; window.fetch = async (to, o) => {
		const answer = await quick(to, o);
		if (to === 'ui/choose') { await new Promise((done) => { window.arrive = done; }); window.arrived = true; }
		return answer;
	}; return true; })()`
	err := chromedp.Do(ctx,
		chromedp.Navigate(url+"/?chat=78"),
		chromedp.Click(chromedp.CSS("#start"), chromedp.NodeVisible), has(`document.querySelectorAll('.in .key').length === 4`), has(slow),
		chromedp.Click(chromedp.CSS("#switch")), chromedp.SendKeys(chromedp.CSS("#text"), "@yibao_demo_bot 材料", chromedp.NodeVisible),
		has(`document.querySelectorAll('#sheet .result').length === 3`), chromedp.Click(chromedp.CSS("#sheet .result")),
		has(`document.querySelectorAll('#grouplog .out').length === 1 && document.querySelector('#sheet').hidden`),
		chromedp.SendKeys(chromedp.CSS("#text"), "谢谢"), has(`window.arrive !== undefined && !window.arrive()`),
		has(`window.arrived === true`), chromedp.Sleep(100*time.Millisecond), has(`document.querySelector('#text').value === '谢谢'`),
	)
	if err != nil || wrong.all() != "" {
		t.Fatalf("%v\nconsole: %s", err, wrong.all())
	}
}

func TestBrowser(t *testing.T) {
	ctx, wrong := open(t, 360, 740)
	s, url := stage(t)
	err := chromedp.Do(ctx,
		chromedp.Navigate(url+"/?chat=77&start=abc"),
		chromedp.Click(chromedp.CSS("#start"), chromedp.NodeVisible),
		has(`document.querySelectorAll('.in .key').length === 4`),
		has(`document.querySelector('.fold').getAttribute('aria-expanded') === 'false'`),
		chromedp.Click(chromedp.CSS(".fold"), chromedp.NodeVisible),
		has(`document.querySelector('.fold').getAttribute('aria-expanded') === 'true'`),
		chromedp.Click(chromedp.CSS(".key"), chromedp.NodeVisible),
		has(`document.querySelector('.in .bubble').textContent.includes('已改:estimate')`),
		has(`document.querySelector('#toast.show')?.textContent === '收到了'`),
		has(`document.documentElement.scrollWidth <= 360`),
		chromedp.Click(chromedp.CSS(".key"), chromedp.NodeVisible),
		has(`document.querySelector('#alert').open && document.querySelector('#alert-text').textContent === '收到了'`),
		chromedp.Click(chromedp.CSS("#alert button"), chromedp.NodeVisible),
		chromedp.SendKeys(chromedp.CSS("#text"), "位置\r"),
		chromedp.Click(chromedp.CSS("#reply button:last-child"), chromedp.NodeVisible),
		has(`document.querySelector('.file')?.getAttribute('download') === '转移.ics'`),
		has(`document.querySelector('#reply').hidden`),
		chromedp.Reload(),
		has(`document.querySelectorAll('.msg').length === 6`),
	)
	if err != nil {
		t.Fatalf("%v\nconsole: %s", err, wrong.all())
	}
	if first := s.Messages(77)[0]; first.Text != "/start abc" {
		t.Errorf("start sent %q, want the payload along", first.Text)
	}
	narrow := []chromedp.Action[chromedp.Void]{
		chromedp.EmulateViewport(320, 600, chromedp.EmulateMobile), has(`innerWidth === 320 && document.documentElement.scrollWidth <= 320`),
	}
	if err := chromedp.Do(ctx, narrow...); err != nil {
		t.Errorf("at 320 px: %v", err)
	}
	m := s.Messages(77)[5]
	deleted := call(t, url, "deleteMessage", fields{"chat_id": "77", "message_id": fmt.Sprint(m.ID)})
	if err := chromedp.Do(ctx, has(`document.querySelectorAll('.msg').length === 5`)); err != nil || !deleted.OK {
		t.Errorf("a deleted message stays: %v", err)
	}
	if wrong.all() != "" {
		t.Errorf("console complains:\n%s", wrong.all())
	}
}
