package say

import "fmt"

// SampleDays is how long a question left for the editors is kept.
const SampleDays = 180

// Leaving a question for the editors.
const (
	ButtonLeave    = "📮 把这个问题留给编辑"
	ButtonRephrase = "✏ 换个问法"
	ButtonDontSave = "✖ 不留了"

	Rephrase = "好,换个说法直接打字问我。\n说清三样最好找:什么保险、从哪到哪、想办什么。"

	NotKept   = "这句没留,里面像有号码。\n去掉号码再发一遍,我就留给编辑。"
	NotAsking = "好,不留了。还有要问的就直接打字。"
)

// Leave says, next to the button, what would be kept.
func Leave() string {
	return fmt.Sprintf("没有你要的?可以把这句话留给编辑补上。只留句子,号码去掉,不记是谁,最多留 %d 天。", SampleDays)
}

// LeaveBad is shown after a thumb down.
func LeaveBad() string {
	return fmt.Sprintf("没帮上忙,抱歉。\n把问题留给编辑,他们好改。只留句子,号码去掉,不记是谁,最多留 %d 天。", SampleDays)
}

// TypeAgain asks for the question that is to be kept.
func TypeAgain() string {
	return fmt.Sprintf("好,请把刚才的问题再发一遍。\n下一句话会留给编辑:去掉号码,不记是谁,最多留 %d 天。", SampleDays)
}

// Left shows what was kept.
func Left(text string) string {
	return fmt.Sprintf("留给编辑了,谢谢。\n留的是:“%s”\n没记是谁问的,最多留 %d 天。急用就打 12393。", short(text, 60), SampleDays)
}

// LeftToast says so over the chat.
func LeftToast() string {
	return fmt.Sprintf("留给编辑了,谢谢。没记是谁问的,最多留 %d 天。", SampleDays)
}
