package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/knowledge"
)

// moves are pairs of cities: left behind, and where someone lives now.
const moves = `绵阳 成都,长沙 深圳,合肥 南京,洛阳 杭州,衡阳 广州,南昌 上海,太原 北京,沈阳 大连,哈尔滨 青岛,石家庄 天津,
贵阳 重庆,昆明 成都,南宁 东莞,兰州 西安,乌鲁木齐 郑州,长春 沈阳,徐州 苏州,温州 宁波,赣州 厦门,襄阳 武汉,
岳阳 长沙,桂林 佛山,遵义 贵阳,宜宾 重庆,泉州 福州,临沂 济南,南阳 武汉,保定 北京,大同 太原,赤峰 呼和浩特,
银川 西安,西宁 兰州,海口 三亚,阜阳 合肥,淄博 青岛,芜湖 上海,湛江 珠海,德阳 绵阳,咸阳 西安,邯郸 石家庄`

// Who asks about the place they moved to hears of that place or its province, and no rule of the
// place left behind.
func TestRulesOfTheNewPlace(t *testing.T) {
	c := corpus(t)
	pairs := strings.Split(strings.ReplaceAll(moves, "\n", ""), ",")
	if len(pairs) != 40 {
		t.Fatalf("%d pairs", len(pairs))
	}
	for _, pair := range pairs {
		from, to, _ := strings.Cut(pair, " ")
		for _, text := range []string{
			"我从" + from + "换到" + to + "上班," + to + "退休要交多少年",
			from + "交了8年现在在" + to + "," + to + "要交够几年",
			"我从" + from + "转到" + to + "了," + to + "门诊能报多少",
		} {
			r := reply(t, bot.Message{Text: bot.Text(text), Now: noon})
			p := r.Understood.Places
			if !slices.ContainsFunc(p, func(p bot.RolePlace) bool {
				return p.Role == bot.RoleAsked && c.Regions.Short(p.Code) == to
			}) {
				t.Errorf("%s: asked about %+v", text, p)
			}
			checkPlaces(t, c, r, from, to, text)
		}
	}
}

// checkPlaces checks whose rules are read in an answer; where it offers a choice none are.
func checkPlaces(t *testing.T, corpus *knowledge.Corpus, r bot.Reply, from, to, text string) {
	t.Helper()
	ofOld, ofNew := layersOf(corpus, from), layersOf(corpus, to)
	heard := r.Decision != bot.Answer
	for line := range strings.Lines(r.Plain()) {
		for _, name := range ofNew {
			heard = heard || strings.Contains(line, name)
		}
		for _, name := range ofOld {
			if strings.HasPrefix(line, name) && !slices.Contains(ofNew, name) {
				t.Errorf("%s: a rule of the old place: %s", text, line)
			}
		}
	}
	if !heard {
		t.Errorf("%s: nothing of %s in\n%s", text, to, r.Plain())
	}
}

// layersOf returns a city and its province as people say them.
func layersOf(corpus *knowledge.Corpus, city string) []string {
	var names []string
	for _, g := range corpus.Regions.All() {
		if g.Short != city || g.Grade == knowledge.County {
			continue
		}
		for _, code := range corpus.Regions.Layers(g.Code) {
			if s := corpus.Regions.Short(code); s != "" && s != "全国" {
				names = append(names, s)
			}
		}
	}
	return names
}
