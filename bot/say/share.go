package say

import "net/url"

// Words of sharing a result.
const (
	ButtonShare  = "🔗 分享结果"
	ButtonSendOn = "📨 转给别人"

	ShareHead    = "把下面这行发给对方,点开就是这个结果。"
	ShareHint    = "里面只有测算的回答,没有你是谁。"
	ShareWithout = "出生年月没放进去,对方要自己填。"
)

// LinkTo is the line that opens the bot with a payload: a link, or, where the bot's name is
// not known, the command that does the same.
func LinkTo(bot, payload string) string {
	if bot == "" {
		return "/start " + payload
	}
	return "https://t.me/" + bot + "?start=" + payload
}

// SendOn is the page of Telegram that asks to whom a link shall be sent.
func SendOn(link, title string) string {
	return "https://t.me/share/url?" + url.Values{"url": {link}, "text": {title}}.Encode()
}
