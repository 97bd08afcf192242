package say

import "strings"

// Words of asking for a relative.
const (
	ButtonFamily  = "👪 帮家人问"
	ButtonOneself = "👤 换回自己"

	ForFamily = `好,现在帮家人问。
先说一声他在哪里参保、要去哪里,比如“我妈,长春→杭州”。
他的地点和你的分开记,不记他是谁。`
	BackToOneself   = "好,换回你自己了。家人的地点另外记着,要问再点“帮家人问”。"
	AskingForFamily = "👪 帮家人问中,点下面换回自己。"
)

// FamilyKnown opens the relative's side with what it holds from before.
func FamilyKnown(places []string) string {
	return "好,现在帮家人问。上次说的是:" + strings.Join(places, "、") + "。\n还是他就直接问;换人了就说一声,比如“我妈,长春→杭州”。"
}

// FamilyNoted repeats what was understood of the relative.
func FamilyNoted(from, to string, places []string) string {
	what := strings.Join(places, "、")
	if from != "" && to != "" {
		what = from + " → " + to
	}
	if what == "" {
		return "记下了。想替他问什么,直接打字。"
	}
	return "记下了:" + what + "。想替他问什么,直接打字。"
}
