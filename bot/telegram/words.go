package telegram

// words are the sentences that the brain has no part in.
type words struct {
	sorry    string // an answer failed
	textOnly string // to a picture, a voice message, a sticker
	slower   string // to somebody who sends too much at once
}

func wordsIn(traditional bool) words {
	if traditional {
		return words{
			sorry:    "抱歉，這個問題我沒處理好。請再發一次，或者換個說法。",
			textOnly: "我只看得懂文字，請把問題打成一句話發給我。",
			slower:   "一下子來得太多，後面幾條我沒看。請等我答完再發。",
		}
	}
	return words{
		sorry:    "抱歉，这个问题我没处理好。请再发一次，或者换个说法。",
		textOnly: "我只看得懂文字，请把问题打成一句话发给我。",
		slower:   "一下子来得太多，后面几条我没看。请等我答完再发。",
	}
}
