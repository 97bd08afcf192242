package say

import "strings"

// Inline mode: what stands in the list of answers offered in another chat.
const (
	InlinePrivateTitle = "先把号码删掉再问"
	InlineNothingTitle = "没有可靠的答案"
	InlineNothingAbout = "换个说法试试,或者打 12393"
)

// InlinePrivate says what kind of number was typed; it is sent only if someone picks it.
func InlinePrivate(kinds []string) string {
	return "打的字里有像" + strings.Join(kinds, "、") + "的号码,我没拿去查。\n去掉号码再问一次。号码只交给窗口或官方 App。"
}
