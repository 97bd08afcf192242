package say

// What Telegram shows before the first message goes by the first two letters of the phone's
// language, so that one text is for readers of Simplified and of Traditional characters.
const (
	DescriptionChinese      = Description + "\n繁體也行:你用繁體字問,我就用繁體字答。"
	ShortDescriptionChinese = ShortDescription + "繁體也行。"
	DescriptionOthers       = Description + "\nQuestions and answers are in Chinese."
)
