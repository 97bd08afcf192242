package telegram

// words are the sentences that the brain has no part in.
type words struct {
	sorry    string // an answer failed
	textOnly string // to a picture, a voice message, a sticker
	slower   string // to somebody who sends too much at once
	goOn     string // before the link at the end of an answer sent on to another chat
	open     string // the button that opens the bot
	more     string // the line to tap for what is folded away in a rich message
}

func wordsIn(traditional bool) words {
	if traditional {
		return words{
			sorry:    "抱歉，這個問題我沒處理好。請再發一次，或者換個說法。",
			textOnly: "我只看得懂文字，請把問題打成一句話發給我。",
			slower:   "一下子來得太多，後面幾條我沒看。請等我答完再發。",
			goOn:     "接著問：",
			open:     "打開醫保問問",
			more:     "展開細節和出處",
		}
	}
	return words{
		sorry:    "抱歉，这个问题我没处理好。请再发一次，或者换个说法。",
		textOnly: "我只看得懂文字，请把问题打成一句话发给我。",
		slower:   "一下子来得太多，后面几条我没看。请等我答完再发。",
		goOn:     "接着问：",
		open:     "打开医保问问",
		more:     "展开细节和出处",
	}
}
