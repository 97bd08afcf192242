package bot

import (
	"strings"
	"unicode"

	"github.com/yibaowenwen/yibao/bot/say"
)

// smallTalk answers greetings, thanks and the like when they are all that was said.
func (t *turn) smallTalk(text string) (Reply, bool) {
	bare := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	reply, ok := t.talk[strings.ToLower(bare)]
	if !ok {
		return Reply{}, false
	}
	return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(reply), Buttons: t.starters()}), true
}

// smallTalks returns what is replied to which words.
func smallTalks() map[string]string {
	replies := map[string]string{}
	for _, talk := range []struct{ reply, words string }{
		{say.Hello, "你好 您好 你好啊 您好啊 在吗 在么 在不在 有人吗 哈喽 嗨 早上好 下午好 晚上好 早 喂 在不 人呢 有人不 哈啰 大家好"},
		{say.Thanks, "谢谢 谢谢你 谢谢您 多谢 感谢 谢了 好的谢谢 太感谢了 非常感谢 谢谢啦 知道了谢谢 明白了谢谢 辛苦了 辛苦啦 麻烦你了 麻烦您了 多谢了"},
		{say.Thanks, "好的 好 知道了 明白了 懂了 收到 嗯 嗯嗯 行 可以 了解了 ok 好嘞 好吧 行吧 晓得了 得嘞"},
		{say.Bye, "再见 拜拜 886 没事了 没有了 不问了 不用了"},
		{say.WhoAmI, "你是谁 你是什么 你是机器人吗 你是真人吗 你叫什么 你叫什么名字 你是人工吗 你是官方的吗 你能干什么 你会什么 你是骗子吗 你是不是骗子 你是真的吗 你是哪个公司的 你是哪个公司做的 谁开发的你 你是什么模型 你可靠吗"},
	} {
		for _, w := range strings.Fields(talk.words) {
			replies[w] = talk.reply
		}
	}
	return replies
}
