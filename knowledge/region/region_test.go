package region_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/region"
)

func load(tb testing.TB) (*knowledge.Corpus, *region.Finder) {
	tb.Helper()
	files := fstest.MapFS{} // places only
	for _, name := range []string{"regions.tsv", "aliases.yaml"} {
		text, err := fs.ReadFile(data.FS, name)
		if err != nil {
			tb.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	c, err := knowledge.Load(files)
	if err != nil {
		tb.Fatal(err)
	}
	return c, region.New(c.Regions, c.Aliases)
}

// A judged sentence is a line of testdata: "sentence | places ; from>to", where a direction is
// left out if there is none. "?" before the places stands for a name that means all of them.
type judged struct{ text, want string }

func read(tb testing.TB, file string) []judged {
	tb.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		tb.Fatal(err)
	}
	var list []judged
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		text, want, ok := strings.Cut(strings.TrimRight(line, "\n"), " |")
		if !ok {
			tb.Fatalf("%s: bad line %q", file, line)
		}
		list = append(list, judged{text, strings.Join(strings.Fields(want), " ")})
	}
	return list
}

// said writes what was found as a line of testdata does.
func said(c *knowledge.Corpus, r region.Found) string {
	name := func(code string) string {
		g, _ := c.Regions.Get(code)
		return g.Name
	}
	var words []string
	for _, p := range r.Places {
		words = append(words, name(p))
	}
	if len(r.Places) == 0 && len(r.Ambiguous) > 0 {
		words = append(words, "?")
		for _, code := range r.Ambiguous[0].Codes {
			words = append(words, name(code))
		}
	}
	if r.From != "" || r.To != "" {
		words = append(words, ";", name(r.From)+">"+name(r.To))
	}
	return strings.Join(words, " ")
}

func TestFind(t *testing.T) {
	c, f := load(t)
	for _, s := range read(t, "sentences.txt") {
		t.Run(s.text, func(t *testing.T) {
			if got := said(c, f.Find(s.text)); got != s.want {
				t.Errorf("got %q, want %q", got, s.want)
			}
		})
	}
}

// TestMisses lists what a reader understands and the finder does not yet.
func TestMisses(t *testing.T) {
	c, f := load(t)
	for _, s := range read(t, "misses.txt") {
		if said(c, f.Find(s.text)) == s.want {
			t.Errorf("%s is understood now: move it to sentences.txt", s.text)
		}
	}
}

// Every place is found by its names in plain surroundings, or reported as ambiguous.
func TestEveryName(t *testing.T) {
	c, f := load(t)
	for _, g := range c.Regions.All() {
		city, _ := c.Regions.City(g.Code)
		texts := []string{g.Name + "的医保怎么办"}
		if g.Grade != knowledge.County {
			texts = append(texts, "我在"+g.Short+"参保", g.Short+"医保局在哪", "转到"+g.Short+"要几天")
		}
		for _, text := range texts {
			r := f.Find(text)
			if slices.Contains(r.Places, city.Code) || len(r.Ambiguous) > 0 && slices.Contains(r.Ambiguous[0].Codes, city.Code) || unclear(g) {
				continue
			}
			t.Errorf("%s: %s not found in %+v", g.Code, text, r)
		}
	}
}

// unclear reports whether the name of a place is an everyday word (城区) or that of a larger
// place (吉林).
func unclear(g knowledge.Region) bool {
	switch g.Short {
	case "城区", "矿区", "郊区", "东区", "西区", "吉林", "海南":
		return true
	}
	return false
}

func TestAmbiguous(t *testing.T) {
	_, f := load(t)
	tests := []struct {
		name, text string
		places     int
		codes      []string
	}{
		{"districts of one name", "鼓楼区医保大厅", 0, []string{"320100", "320300", "350100", "410200"}},
		{"two cities", "和平区的医保窗口", 0, []string{"120000", "210100"}},
		{"nickname of two cities", "绿城医保", 1, []string{"410100", "450100"}},
		{"prefecture and districts", "朝阳的医保", 1, []string{"110000", "211300", "220100"}},
		{"pinyin of two cities", "yulin医保", 0, []string{"450900", "610800"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := f.Find(tt.text)
			if len(r.Places) != tt.places || len(r.Ambiguous) != 1 {
				t.Fatalf("Find(%s) = %+v", tt.text, r)
			}
			got := slices.Sorted(slices.Values(r.Ambiguous[0].Codes))
			if !slices.Equal(got, tt.codes) {
				t.Errorf("codes %v, want %v", got, tt.codes)
			}
		})
	}
}

func TestMentionsPointIntoTheText(t *testing.T) {
	_, f := load(t)
	tests := []struct {
		text string
		want []string
	}{
		{"從綿陽轉到成都要多久", []string{"綿陽", "成都"}},
		{"我在四川省绵阳市,要转ＳＨＡＮＧＨＡＩ", []string{"四川省绵阳市", "ＳＨＡＮＧＨＡＩ"}},
		{"\xff德阳", []string{"德阳"}},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range f.Find(tt.text).Mentions {
			got = append(got, tt.text[m.Start:m.End])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestRestKeepsTheQuestion(t *testing.T) {
	_, f := load(t)
	tests := []struct{ text, want string }{
		{"从绵阳转到成都要多久", "转到 要多久"},
		{"宿迁医保淮安能刷吗", "医保外地能刷吗"},
		{"湛江职工医保转移要多少个工作日", "职工医保转移要多少个工作日"},
		{"江苏省南通市的医保卡丢了", "的医保卡丢了"},
		{"南昌→九江 余额", "余额"},
	}
	for _, tt := range tests {
		if got := f.Find(tt.text).Rest; got != tt.want {
			t.Errorf("Rest of %s = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNearest(t *testing.T) {
	_, f := load(t)
	tests := []struct {
		name     string
		lat, lng float64
		want     string
	}{
		{"Mianyang", 31.47, 104.68, "510700"},
		{"Shanghai", 31.23, 121.47, "310000"},
		{"Xiantao, run by its province", 30.33, 113.44, "429004"},
	}
	for _, tt := range tests {
		if got, km := f.Nearest(tt.lat, tt.lng); got != tt.want || km > 100 {
			t.Errorf("%s: %s at %.0f km, want %s", tt.name, got, km, tt.want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	_, f := load(b)
	for b.Loop() {
		f.Find("我户口在南阳,以前在郑州交医保,现在无锡上班,医保怎么转过去")
	}
}

func BenchmarkNew(b *testing.B) {
	c, _ := load(b)
	for b.Loop() {
		region.New(c.Regions, c.Aliases)
	}
}

func FuzzFind(f *testing.F) {
	c, finder := load(f)
	for _, s := range read(f, "sentences.txt") {
		f.Add(s.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := finder.Find(s)
		for _, p := range append(r.Places, r.From, r.To) {
			if _, ok := c.Regions.Get(p); !ok && p != "" {
				t.Errorf("unknown place %q", p)
			}
		}
		for _, m := range r.Mentions {
			if m.Start < 0 || m.Start >= m.End || m.End > len(s) || !slices.Contains(r.Places, m.Code) {
				t.Errorf("bad mention %+v of %q", m, s)
			}
		}
	})
}
