package coverage_test

import (
	"flag"
	"os"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/coverage"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

var update = flag.Bool("update", false, "rewrite the table of cities in README.md")

// The table in the README is what the shipped knowledge holds on the day that it names.
func TestReadmeCities(t *testing.T) {
	const path = "../../README.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`(?s)(<!-- cities (\d{4}-\d\d-\d\d) -->\n)(.*?)<!-- /cities -->`)
	m := block.FindSubmatch(text)
	if m == nil {
		t.Fatal("no table of cities in README.md")
	}
	c, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	r, err := coverage.OfCities(c, day(t, string(m[2])))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		text = block.ReplaceAll(text, []byte("${1}"+r.Markdown()+"<!-- /cities -->"))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(r.Markdown(), string(m[3])); diff != "" {
		t.Errorf("README.md (-knowledge +written), go test ./knowledge/coverage -run ReadmeCities -update:\n%s", diff)
	}
	if len(r.Rows) != 40 || len(r.Needs) != 10 {
		t.Errorf("%d cities, %d needs", len(r.Rows), len(r.Needs))
	}
}

// bare is a corpus with the topics that the needs name, a source of each strength, and nothing said.
const bare = `
sources: [{id: n, title: 某法, level: law}, {id: p, title: 某省文件, level: province}, {id: w, title: 某报, level: press}, {id: u, title: 没出处, level: unverified}]
circumstances: [{id: abroad, about: 在国外, said: [在国外]}]
topics:
  - {id: retire.years, name: 几年, about: 甲, rules: enrolment}
  - {id: retire.shortfall, name: 不够, about: 甲, rules: enrolment}
  - {id: reimburse.outpatient, name: 门诊, about: 甲, rules: enrolment}
  - {id: reimburse.inpatient, name: 住院, about: 甲, rules: enrolment}
  - {id: reimburse.maternity, name: 生育, about: 甲, rules: enrolment}
  - {id: enroll.interruption, name: 断缴, about: 甲, rules: enrolment}
  - {id: enroll.flexible, name: 自己交, about: 甲, rules: enrolment}
  - {id: enroll.payment, name: 缴费, about: 甲, rules: enrolment}
  - {id: account.monthly_credit, name: 划入, about: 甲, rules: enrolment}
  - {id: account.retiree_credit, name: 返款, about: 甲, rules: enrolment}
  - {id: remote.filing, name: 备案, about: 甲, rules: enrolment}
`

// What fills a cell, one note at a time: for retirement years (a number, employees, 几年) of
// 杭州, whose province is 浙江.
func TestCells(t *testing.T) {
	basis := func(source, status string) string {
		return "basis: {source: " + source + ", status: " + status + ", reviewed: 2026-11-20}"
	}
	regions, err := data.FS.ReadFile("regions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, note, want string }{
		{"the city's own text", "place: 杭州市, text: 要20年, " + basis("p", "document"), "原文"},
		{"retold", "place: 杭州市, text: 要20年, " + basis("w", "secondary"), "转述"},
		{"the province's", "place: 浙江省, text: 要20年, " + basis("p", "document"), "原文省"},
		{"the number in the headline", "place: 杭州市, headline: 杭州20年。, text: 男女一样, " + basis("p", "document"), "原文"},
		{"no number", "place: 杭州市, text: 年数还没收录, " + basis("p", "document"), "・"},
		{"only a calendar year and a hotline", "place: 杭州市, text: 2027年起变，打12393问, " + basis("p", "document"), "・"},
		{"hearsay", "place: 杭州市, text: 听说20年, " + basis("u", "memory"), "・"},
		{"the nation's law repeated", "place: 杭州市, text: 要20年, " + basis("n", "document"), "・"},
		{"over", "place: 杭州市, text: 要20年, until: 2026-11-29, " + basis("p", "document"), "・"},
		{"another question", "place: 杭州市, text: 20天内办, when: {asked: [how_long]}, " + basis("p", "document"), "・"},
		{"another kind of insurance", "place: 杭州市, text: 要20年, when: {insured: [resident]}, " + basis("p", "document"), "・"},
		{"a special case", "place: 杭州市, text: 要20年, when: {is: [abroad]}, " + basis("p", "document"), "・"},
		{"another city", "place: 宁波市, text: 要20年, " + basis("p", "document"), "・"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := fstest.MapFS{"regions.tsv": {Data: regions}, "x.yaml": {Data: []byte(bare + "notes:\n  - {topic: retire.years, " + tc.note + "}\n")}}
			c, err := knowledge.Load(files)
			if err != nil {
				t.Fatal(err)
			}
			r, err := coverage.OfCities(c, day(t, "2026-11-30"))
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range r.Rows {
				if row.Name == "杭州市" && row.Cells[0].String() != tc.want {
					t.Errorf("%q, want %q", row.Cells[0], tc.want)
				}
			}
		})
	}
}
