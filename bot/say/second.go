package say

// ButtonAlso leads the button of the second question in a message.
const ButtonAlso = "➡ "

// AlsoAsked says that a message held a second question, answered by a button.
func AlsoAsked(question string) string { return "你还问了“" + short(question, 24) + "”,点下面第一个按钮看。" }
