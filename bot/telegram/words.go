package telegram

// words are the sentences that the brain has no part in: it failed, was not asked, or has no say in
// what stands around its answer. They stand here and not in package say because telegram knows only
// the words of package bot.
type words struct {
	sorry    string // an answer failed
	textOnly string // to a picture, a voice message, a sticker
	slower   string // to somebody who sends too much at once
	slowerBy string // the same, with how many are left out
	late     string // before an answer to a question of an earlier day, its month and day
	goOn     string // before the link at the end of an answer sent on to another chat
	open     string // the button that opens the bot
}

func wordsIn(traditional bool) words {
	if traditional {
		return words{
			sorry:    "抱歉，這個問題我沒處理好。請再發一次，或者換個說法。",
			textOnly: "我只看得懂文字，請把問題打成一句話發給我。",
			slower:   "一下子來得太多，後面的我沒看。請等我答完再發。",
			slowerBy: "一下子來得太多，後面的%d條我沒看。請等我答完再發。",
			late:     "這是你%d月%d日問的。當時沒能答上，來晚了，抱歉。",
			goOn:     "接著問：",
			open:     "打開醫保問問",
		}
	}
	return words{
		sorry:    "抱歉，这个问题我没处理好。请再发一次，或者换个说法。",
		textOnly: "我只看得懂文字，请把问题打成一句话发给我。",
		slower:   "一下子来得太多，后面的我没看。请等我答完再发。",
		slowerBy: "一下子来得太多，后面的%d条我没看。请等我答完再发。",
		late:     "这是你%d月%d日问的。当时没能答上，来晚了，抱歉。",
		goOn:     "接着问：",
		open:     "打开医保问问",
	}
}
