package bot_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// shippedCorpus is the embedded knowledge, loaded once for all tests.
var shippedCorpus = sync.OnceValues(func() (*knowledge.Corpus, error) { return knowledge.Load(data.FS) })

func corpus(tb testing.TB) *knowledge.Corpus {
	tb.Helper()
	c, err := shippedCorpus()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// fortyCities are big and small, of provinces with many rules and with none, municipalities,
// cities run by their province, prefectures of minorities and one of the corps (兵团).
func fortyCities() []string {
	return strings.Fields(`绵阳 成都 湛江 广州 兰州 南京 郑州 上海 株洲 长沙 天门 苏州 福州 合肥 乌鲁木齐 阿拉尔 南昌 南宁 西宁 泉州
		济南 拉萨 天津 北京 通辽 林芝 北海 石家庄 恩施 仙桃 银川 沈阳 九江 嘉兴 青岛 万宁 安庆 呼和浩特 深圳 海口`)
}

// cityNamed returns the city that people call by the short name.
func cityNamed(t *testing.T, c *knowledge.Corpus, short string) knowledge.Region {
	t.Helper()
	for _, g := range c.Regions.All() {
		if city, _ := c.Regions.City(g.Code); g.Short == short && city.Code == g.Code {
			return g
		}
	}
	t.Fatalf("no city is called %s", short)
	return knowledge.Region{}
}

// Every topic in every one of forty cities: the answer holds what the city and its province
// say, under their names, says so where we know nothing of a place that decides for itself, and holds nothing of other places.
func TestAnswersOfFortyCities(t *testing.T) {
	c, e := corpus(t), brain(t)
	if len(fortyCities()) != 40 {
		t.Fatalf("%d cities", len(fortyCities()))
	}
	foreign := notesByText(c, e)
	day := knowledge.DateOf(noon)
	for _, short := range fortyCities() {
		city := cityNamed(t, c, short)
		for _, topic := range c.Topics {
			if topic.ID == knowledge.OutOfScope {
				continue
			}
			t.Run(short+"/"+topic.ID, func(t *testing.T) {
				r := e.Show(topic.ID, city.Code, noon)
				if r.Decision != bot.Answer || r.Topic != topic.ID {
					t.Fatalf("%s on %s", r.Decision, r.Topic)
				}
				all := r.Plain() + "\n" + r.Details()
				checkOwn(t, c, e, topic, city, r)
				everywhere := e.Show(topic.ID, "", noon)
				common := everywhere.Plain() + "\n" + everywhere.Details()
				for text, places := range foreign {
					if strings.Contains(all, text) && !ownNote(c, e, topic.ID, city.Code, text, day) && !strings.Contains(common, text) {
						t.Errorf("holds what %v says: %s", places, text)
					}
				}
			})
		}
	}
}

// checkOwn checks that the city's and the province's notes for everyone stand in the answer, under
// their names, and that it is owned up to where a place decides for itself and we know nothing.
func checkOwn(t *testing.T, c *knowledge.Corpus, e *engine.Engine, topic knowledge.Topic, city knowledge.Region, r bot.Reply) {
	t.Helper()
	all := r.Plain() + "\n" + r.Details()
	unknown := strings.Contains(all, say.Typeset(say.NotCollected(city.Short, true))) || strings.Contains(all, say.Typeset(say.NotCollected(city.Short, false)))
	if topic.Rules == knowledge.RulesNone {
		if unknown {
			t.Errorf("speaks of the place although the rule is the same everywhere:\n%s", all)
		}
		return
	}
	known := false
	for _, layer := range c.Regions.Layers(city.Code) {
		g, _ := c.Regions.Get(layer)
		for _, n := range c.Notes(topic.ID, layer, knowledge.DateOf(noon)) {
			if layer == knowledge.National || !n.When.Free() {
				continue
			}
			known = true
			if !strings.Contains(all, e.Note(*n, noon)) && (n.Headline == "" || !strings.Contains(all, g.Short)) {
				t.Errorf("does not hold %q", e.Note(*n, noon))
			}
		}
	}
	if unknown && known {
		t.Errorf("says that nothing is known:\n%s", all)
	}
}

// sentences returns what a note says: its text and, if it has one, its headline.
func sentences(e *engine.Engine, n knowledge.Note) []string {
	list := []string{e.Note(n, noon)}
	if n.Headline != "" {
		n.Text = n.Headline
		list = append(list, e.Note(n, noon))
	}
	return list
}

// notesByText returns whose notes say each sentence; the same words may hold in several places.
func notesByText(c *knowledge.Corpus, e *engine.Engine) map[string][]string {
	texts := map[string][]string{}
	for _, n := range c.File.Notes {
		for _, text := range sentences(e, n) {
			texts[text] = append(texts[text], n.Place)
		}
	}
	return texts
}

// ownNote reports whether a text stands in what the city or its province says on the topic.
func ownNote(c *knowledge.Corpus, e *engine.Engine, topic, city, text string, day knowledge.Date) bool {
	for _, layer := range c.Regions.Layers(city) {
		for _, n := range c.Notes(topic, layer, day) {
			if slices.ContainsFunc(sentences(e, *n), func(s string) bool { return strings.Contains(s, text) }) {
				return true
			}
		}
	}
	return false
}
