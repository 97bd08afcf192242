package coverage

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/yibaowenwen/yibao/knowledge"
)

// citiesFile lists where most people move to and what they need to know there.
//
//go:embed cities.yaml
var citiesFile []byte

// calendarYear is no number of years.
var calendarYear = regexp.MustCompile(`\d{4}年`)

// A Need is one thing that a person who moves to a city has to know.
type Need struct {
	ID   string `json:"id" yaml:"id"`
	Name string `json:"name" yaml:"name"`
	// Topics are those whose notes of places answer it.
	Topics []string `json:"topics" yaml:"topics"`
	// Asked are question words and Insured the kind of asker of which a note must fit one;
	// empty: whoever asks.
	Asked   []knowledge.Asked `json:"asked" yaml:"asked"`
	Insured knowledge.Insured `json:"insured,omitempty" yaml:"insured"`
	// Units are those of a number that answers it (元, 年): a note without such a number does
	// not. Empty: no number is asked for.
	Units []string `json:"units,omitempty" yaml:"units"`
	// Questions are how a person asks for it, with {city} for the city.
	Questions []string `json:"questions" yaml:"questions"`
}

// Cities is what is known of each need in each of the cities that most people move to.
type Cities struct {
	AsOf  string    `json:"as_of"` // YYYY-MM-DD
	Needs []Need    `json:"needs"`
	Rows  []CityRow `json:"rows"`
}

// A CityRow is one city: a cell for each need.
type CityRow struct {
	Name  string     `json:"name"` // full
	Cells []NeedCell `json:"cells"`
}

// A NeedCell says how well the answer to a need is known. The zero NeedCell is not collected yet.
type NeedCell struct {
	// Status is that of the best note: read in the text itself, or retold.
	Status knowledge.Status `json:"status,omitempty"`
	// Province says that only the city's province has laid something down.
	Province bool `json:"province,omitempty"`
}

// OfCities measures the corpus as of a day for the cities that most people move to. A cell is
// filled by a note in force, the city's or its province's own, found in print, that the plain
// question is shown: one for a special circumstance does not count. Its errors are those of
// the list of cities: a place or a topic that the corpus does not have.
func OfCities(c *knowledge.Corpus, today knowledge.Date) (Cities, error) {
	var list struct {
		Cities []string `yaml:"cities"`
		Needs  []Need   `yaml:"needs"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(citiesFile))
	dec.KnownFields(true)
	if err := dec.Decode(&list); err != nil {
		return Cities{}, fmt.Errorf("read cities.yaml: %w", err)
	}
	for _, n := range list.Needs {
		for _, t := range n.Topics {
			if _, ok := c.Topic(t); !ok {
				return Cities{}, fmt.Errorf("cities.yaml: %s: no topic %s", n.ID, t)
			}
		}
	}
	r := Cities{AsOf: today.String(), Needs: list.Needs}
	for _, name := range list.Cities {
		g, ok := c.Regions.Named(name)
		if !ok {
			return Cities{}, fmt.Errorf("cities.yaml: no place %s", name)
		}
		row := CityRow{Name: name}
		for _, n := range list.Needs {
			row.Cells = append(row.Cells, n.cell(c, g.Code, today))
		}
		r.Rows = append(r.Rows, row)
	}
	return r, nil
}

// cell looks for the best note of the nearest layer that has one; the nation's does not count.
func (n Need) cell(c *knowledge.Corpus, city string, today knowledge.Date) NeedCell {
	for i, layer := range c.Regions.Layers(city) {
		if layer == knowledge.National {
			break
		}
		cell := NeedCell{Province: i > 0}
		for _, t := range n.Topics {
			for _, note := range c.Notes(t, layer, today) {
				if n.met(c, note, city, today) && cell.Status != knowledge.StatusDocument {
					cell.Status = note.Basis.Status
				}
			}
		}
		if cell.Status != "" {
			return cell
		}
	}
	return NeedCell{}
}

// met reports whether the note answers the need when it is asked plainly.
func (n Need) met(c *knowledge.Corpus, note *knowledge.Note, city string, today knowledge.Date) bool {
	src, known := c.Source(note.Basis.Source)
	if !known || national(src.Level) || !note.Basis.Status.Verified() {
		return false
	}
	w := note.When
	fits := func(a knowledge.Asked) bool { return len(w.Asked) == 0 || slices.Contains(w.Asked, a) }
	if !slices.ContainsFunc(n.Asked, fits) || len(w.Is) > 0 || len(w.Route) > 0 || w.Place != "" {
		return false
	}
	if n.Insured != "" && len(w.Insured) > 0 && !slices.Contains(w.Insured, n.Insured) {
		return false
	}
	text, err := c.Fill(note.Headline+note.Text, city, today, nil)
	return err == nil && (len(n.Units) == 0 || n.amount(calendarYear.ReplaceAllString(text, "")))
}

// amount reports whether the text has a number in one of the need's units.
func (n Need) amount(text string) bool {
	return slices.ContainsFunc(n.Units, func(unit string) bool {
		before, _, found := strings.Cut(text, unit)
		for rest := text; found; before, _, found = strings.Cut(rest, unit) {
			if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(r) {
				return true
			}
			rest = rest[len(before)+len(unit):]
		}
		return false
	})
}

// Count returns for how many cities the i-th need is known from the text itself, and retold.
func (r Cities) Count(i int) (document, retold int) {
	for _, row := range r.Rows {
		switch row.Cells[i].Status {
		case knowledge.StatusDocument:
			document++
		case knowledge.StatusSecondary:
			retold++
		}
	}
	return document, retold
}

// Filled returns how many cells are known, of how many.
func (r Cities) Filled() (known, all int) {
	for i := range r.Needs {
		d, s := r.Count(i)
		known += d + s
	}
	return known, len(r.Needs) * len(r.Rows)
}

// Print writes the cities × needs for a person at a terminal. An error is that of the writer.
func (r Cities) Print(w io.Writer) error {
	const cellWidth = 9
	p := printer{}
	known, all := r.Filled()
	p.line("流动人口最多的 %d 个城市 × %d 样事,截至 %s:%d 格里收录了 %d 格。", len(r.Rows), len(r.Needs), r.AsOf, all, known)
	p.line("原文:读过文件;转述:看的转载;省:全省的规定;・:还没收录")
	p.line("")
	head, documents, retold := pad("", cellWidth), pad("原文", cellWidth), pad("转述", cellWidth)
	for i, n := range r.Needs {
		d, s := r.Count(i)
		head += pad(n.Name, cellWidth)
		documents += pad(fmt.Sprint(d), cellWidth)
		retold += pad(fmt.Sprint(s), cellWidth)
	}
	p.line("%s", head)
	for _, row := range r.Rows {
		line := pad(strings.TrimSuffix(row.Name, "市"), cellWidth)
		for _, c := range row.Cells {
			line += pad(c.String(), cellWidth)
		}
		p.line("%s", line)
	}
	p.line("%s", documents)
	p.line("%s", retold)
	if _, err := io.WriteString(w, p.String()); err != nil {
		return fmt.Errorf("write cities: %w", err)
	}
	return nil
}

// String returns the cell as the table shows it.
func (c NeedCell) String() string {
	name := map[knowledge.Status]string{knowledge.StatusDocument: "原文", knowledge.StatusSecondary: "转述"}[c.Status]
	switch {
	case name == "":
		return "・"
	case c.Province:
		return name + "省"
	}
	return name
}

// Markdown returns the counts of each need as the table that the README shows.
func (r Cities) Markdown() string {
	var b strings.Builder
	known, all := r.Filled()
	fmt.Fprintf(&b, "| %d 个城市里 | 读过原文 | 看的转述 | 还没收录 |\n| --- | --- | --- | --- |\n", len(r.Rows))
	for i, n := range r.Needs {
		d, s := r.Count(i)
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", n.Name, d, s, len(r.Rows)-d-s)
	}
	fmt.Fprintf(&b, "| 合计 %d 格 | | 收录了 %d | %d |\n", all, known, all-known)
	return b.String()
}
