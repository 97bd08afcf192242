package console

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/yibaowenwen/yibao/bot/store"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
)

// heatMap is the page of topics × provinces.
type heatMap struct {
	Store     bool
	Provinces []province
	Groups    []heatGroup
	Unruled   []string // names of topics
	Cities    int
	Gaps      []gap // asked for, but nobody wrote it down
}

type province struct{ Code, Name string }

// A heatGroup is the topics whose ids begin alike.
type heatGroup struct {
	Name string
	Rows []heatRow
}

type heatRow struct {
	ID, Name string
	Notes    int
	Cells    []heatCell
}

// A heatCell says with a word, a tone and a title what is known of a topic in a province.
type heatCell struct {
	Province          province
	Text, Tone, Title string
}

// A gap is a topic and a place that people ask for and that has no rule of its own.
type gap struct {
	Topic, Place string
	N            int
}

func (r *request) coverage() (any, error) {
	sum, err := r.summary()
	if err != nil {
		return nil, err
	}
	c := sum.Coverage
	page := heatMap{Store: r.server.Records != nil, Cities: len(c.Cities)}
	for i, name := range c.Provinces {
		page.Provinces = append(page.Provinces, province{c.Codes[i], name})
	}
	for _, t := range c.Topics {
		page.add(t)
	}
	for _, id := range c.Unruled {
		page.Unruled = append(page.Unruled, r.topicLink(id).Text)
	}
	counts, err := r.counts(allDays())
	if err != nil {
		return nil, err
	}
	page.Gaps = gaps(c, counts)
	return page, nil
}

func (m *heatMap) add(t coverage.Topic) {
	name, _, _ := strings.Cut(t.ID, ".")
	if n := len(m.Groups); n == 0 || m.Groups[n-1].Name != groupName(name) {
		m.Groups = append(m.Groups, heatGroup{Name: groupName(name)})
	}
	line := heatRow{ID: t.ID, Name: t.Name, Notes: t.Notes}
	for i, c := range t.Cells {
		text, tone, meaning := paint(c)
		p := m.Provinces[i]
		line.Cells = append(line.Cells, heatCell{p, text, tone, fmt.Sprintf("%s · %s:%s", p.Name, t.Name, meaning)})
	}
	g := &m.Groups[len(m.Groups)-1]
	g.Rows = append(g.Rows, line)
}

// paint says what a cell shows: the more rules, the darker.
func paint(c coverage.Cell) (text, tone, meaning string) {
	cities := ""
	if c.Cities > 0 {
		cities = fmt.Sprint(c.Cities)
	}
	switch {
	case c.Province && c.Cities > 0:
		return "省" + cities, heat(1 + c.Cities), "省里有规定,还有 " + cities + " 个城市另有规定"
	case c.Province:
		return "省", heat(1), "省里有规定"
	case c.Cities > 0:
		return cities, heat(c.Cities), cities + " 个城市有规定,省里没有"
	case c.Doubtful:
		return "疑", "doubtful", "只有没核到出处的"
	}
	return "·", "none", "没有自己的规定,按国家的"
}

func heat(rules int) string {
	switch {
	case rules >= 4:
		return "heat3"
	case rules >= 2:
		return "heat2"
	}
	return "heat1"
}

func groupName(name string) string {
	return word(map[string]string{
		"transfer": "转移", "account": "个人账户", "family": "家庭共济", "retire": "退休", "enroll": "参保", "remote": "异地就医",
		"reimburse": "报销", "card": "卡和码", "contact": "找谁问",
	}, name)
}

// gaps returns what is asked most among what places could rule on and have not, as far as we know.
func gaps(c coverage.Report, counts []store.Count) []gap {
	n := map[[2]string]int{}
	for _, a := range counts {
		n[[2]string{a.Topic, a.Place}] += a.N
	}
	var list []gap
	for _, t := range c.Topics {
		for i, cell := range t.Cells {
			asked := n[[2]string{t.ID, c.Codes[i]}]
			if bare := !cell.Province && cell.Cities == 0; asked > 0 && bare && t.Rules != knowledge.RulesNone {
				list = append(list, gap{t.Name, c.Provinces[i], asked})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b gap) int { return cmp.Compare(b.N, a.N) })
	return list[:min(20, len(list))]
}
