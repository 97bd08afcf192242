package say

// ButtonAlso leads the button of the second question in a message.
const ButtonAlso = "➡ "

// AlsoAsked says that a message held a second question, answered by a button.
func AlsoAsked(question string) string {
	return "你还问了“" + short(question, 24) + "”,点下面第一个按钮看。"
}

// NoMatchNext says what to do when there is no answer; place may be empty.
func NoMatchNext(place string) string {
	if place == "" {
		place = "参保地"
	}
	return "可以换个说法再问;或者打医保热线 12393,问" + place + "医保局。"
}
