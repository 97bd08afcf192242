package coverage

import (
	"fmt"
	"io"
	"strings"

	"github.com/yibaowenwen/yibao/knowledge"
)

// maxWidth is how many columns of a terminal a report may take.
const maxWidth = 120

// Print writes the report for a person at a terminal 120 columns wide. An error is that of
// the writer.
func (r Report) Print(w io.Writer) error {
	p := printer{}
	p.grid(r)
	p.statements(r.Statements)
	p.list(fmt.Sprintf("没有任何地方规定的题目 %d 个", len(r.Unruled)), r.Unruled)
	p.list(fmt.Sprintf("有自己规定的城市 %d 个", len(r.Cities)), r.Cities)
	if _, err := io.WriteString(w, p.String()); err != nil {
		return fmt.Errorf("write coverage: %w", err)
	}
	return nil
}

// A printer gathers the lines of a report.
type printer struct{ strings.Builder }

func (p *printer) line(format string, args ...any) {
	p.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

const (
	nameWidth = 15 // of a topic, in columns
	cellWidth = 3
)

// grid writes topics × provinces, headed by the first part of the topics' ids.
func (p *printer) grid(r Report) {
	p.line("题目 × 省,截至 %s。省:省里有自己的规定;市:省里有城市另有规定;双:都有;疑:只有没核到出处的;・:按国家的", r.AsOf)
	p.line("")
	head := pad("", nameWidth)
	for _, name := range r.Provinces {
		head += pad(letter(name), cellWidth)
	}
	p.line("%s条数", head)
	group := ""
	for _, t := range r.Topics {
		if g, _, _ := strings.Cut(t.ID, "."); g != group {
			group = g
			p.line("%s", g)
		}
		row := pad(t.Name, nameWidth)
		for _, c := range t.Cells {
			row += pad(c.String(), cellWidth)
		}
		p.line("%s%4d", row, t.Notes)
	}
	p.line("")
}

// String returns the cell as the table shows it: one wide character.
func (c Cell) String() string {
	switch {
	case c.Province && c.Cities > 0:
		return "双"
	case c.Province:
		return "省"
	case c.Cities > 0:
		return "市"
	case c.Doubtful:
		return "疑"
	}
	return "・"
}

func (p *printer) statements(s Statements) {
	p.line("%s%10s%10s%10s%10s%10s%9s", pad("句子的核对", 22), "问答", "地方", "数字", "清单", "合计", "占比")
	for _, st := range s.ByStatus {
		p.line("%s%12d%12d%12d%12d%12d%10.1f%%", pad(statusName(st.Status), 22),
			st.Entries, st.Notes, st.Values, st.Items, st.Sum(), 100*st.Share)
	}
	p.line("")
	p.shares("来源的级别", s.ByLevel, levelName)
	p.shares("核对过多久", s.ByAge, func(n string) string { return n })
	p.list(fmt.Sprintf("过了复核日的 %d 句", len(s.Due)), s.Due)
	p.list(fmt.Sprintf("缺来源、日期或核对程度的 %d 句", len(s.Unfounded)), s.Unfounded)
}

func (p *printer) shares(title string, list []Share, name func(string) string) {
	p.line("%s", title)
	for _, s := range list {
		p.line("  %s%12d%10.1f%%", pad(name(s.Name), 20), s.Count, 100*s.Share)
	}
	p.line("")
}

// list writes names one after the other, in lines that fit.
func (p *printer) list(title string, names []string) {
	p.line("%s", title)
	row := ""
	for _, n := range names {
		if columns(row)+columns(n)+4 > maxWidth && row != "" {
			p.line("  %s", row)
			row = ""
		}
		row += n + "  "
	}
	if row != "" {
		p.line("  %s", row)
	}
	p.line("")
}

func statusName(s knowledge.Status) string {
	switch s {
	case knowledge.StatusDocument:
		return "document 读过原文"
	case knowledge.StatusSecondary:
		return "secondary 转载核对"
	case knowledge.StatusSeed:
		return "seed 只有一个网页"
	case knowledge.StatusMemory:
		return "memory 没查到出处"
	case knowledge.StatusAdvice:
		return "advice 办事建议"
	}
	return string(s)
}

func levelName(l string) string {
	switch knowledge.Level(l) {
	case knowledge.LevelLaw:
		return "law 法律"
	case knowledge.LevelRegulation:
		return "regulation 法规"
	case knowledge.LevelNational:
		return "national 国家"
	case knowledge.LevelProvince:
		return "province 省"
	case knowledge.LevelCity:
		return "city 市"
	case knowledge.LevelPress:
		return "press 媒体转载"
	case knowledge.LevelUnverified:
		return "unverified 未核实"
	}
	return l
}
