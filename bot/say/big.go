package say

// The layout for old eyes, switched with /big.
const (
	BigOn = `好,以后我少说几句,按钮一行一个。
字要更大,在 Telegram 的“设置 → 聊天设置”里调。
不想要了,再发一次 /big。`
	BigOff = "好,照原来的样子说。"

	ButtonMore      = "再多说一点"
	ButtonHelpful   = "有用"
	ButtonUnhelpful = "没用"
)
