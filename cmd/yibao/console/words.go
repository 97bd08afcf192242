package console

import (
	"strings"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// word returns what a name of the program is called on the pages, or the name itself.
func word(names map[string]string, name string) string {
	if w, ok := names[name]; ok {
		return w
	}
	return name
}

func statusWord(s knowledge.Status) string {
	return word(map[string]string{
		"document": "读过原文", "secondary": "转载核对", "seed": "只有一个网页", "memory": "没查到出处",
	}, string(s))
}

func levelWord(l knowledge.Level) string {
	return word(map[string]string{
		"law": "法律", "regulation": "法规", "national": "国家文件", "province": "省", "city": "市", "press": "媒体转载", "unverified": "未核实",
	}, string(l))
}

func decisionWord(d bot.Decision) string {
	return word(map[string]string{
		"answer": "答了", "choose": "反问是不是", "refuse": "没答上", "ask": "问了回去", "smalltalk": "寒暄和命令", "blocked": "带了证件号,没答",
	}, string(d))
}

func insuredWord(i knowledge.Insured) string {
	return word(map[string]string{"employee": "职工", "resident": "居民", "retired": "退休"}, string(i))
}

// conditionWords says for whom a statement is meant; empty if for all.
func conditionWords(c knowledge.Condition) string {
	var list []string
	for _, i := range c.Insured {
		list = append(list, insuredWord(i))
	}
	for _, r := range c.Route {
		list = append(list, word(map[string]string{"same_area": "同一统筹区", "in_province": "省内", "cross_province": "跨省"}, string(r)))
	}
	if c.Place != "" {
		list = append(list, "没说地方")
	}
	return strings.Join(list, "、")
}

// featureWord is what a part of a score is called.
func featureWord(name string) string {
	return word(map[string]string{
		"typed words covered": "原话里的词", "order of typed characters": "原话的字序", "length": "长短相近",
		"canonical words covered": "换成同义词后的词", "order of canonical characters": "换成同义词后的字序",
		"part left out": "没看的部分", "words of the topic": "题目的用词", "words of the answer": "答案里的词",
		"names another insurance": "说的是别的保险", "asks about 医保": "问的是医保", "names 医保 and another": "医保和别的都说了",
		"names neither": "没说是哪种保险", "is not about 医保": "条目不是医保的事", "kind of insurance": "参保种类一样",
		"other kind of insurance": "参保种类不一样", "keyword": "关键词", "goes on from the turn before": "接着上一句",
	}, name)
}
