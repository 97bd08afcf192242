package knowledge

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Grade is a region's rank in the administrative division.
type Grade int

// The grades.
const (
	Province Grade = iota + 1
	Prefecture
	County
)

// A Region is a place of the administrative division (行政区划).
type Region struct {
	Code   string // GB/T 2260, six digits
	Name   string // full: 绵阳市
	Short  string // as people say it: 绵阳
	Pinyin string // of Short, without tones or spaces
	Lat    float64
	Lng    float64 // both 0 where not known
	Parent string  // code of the region above; empty for a province
	Grade  Grade
}

// Regions is the table of all places.
type Regions struct {
	list   []Region
	byCode map[string]int
	byName map[string]string // full name of a city or province → code
	byStem map[string]string // what stands of it before 市, 省 or 自治区 → code
}

// ReadRegions reads the tab-separated table code, name, short, pinyin, lat, lng with a
// header line.
func ReadRegions(r io.Reader) (*Regions, error) {
	t := &Regions{byCode: map[string]int{}, byName: map[string]string{}}
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		if line == 1 {
			continue
		}
		f := strings.Split(in.Text(), "\t")
		if len(f) != 6 || len(f[0]) != 6 {
			return nil, fmt.Errorf("line %d: want six columns and a six-digit code, have %q", line, in.Text())
		}
		g := Region{Code: f[0], Name: f[1], Short: f[2], Pinyin: f[3]}
		g.Lat, _ = strconv.ParseFloat(f[4], 64)
		g.Lng, _ = strconv.ParseFloat(f[5], 64)
		t.byCode[g.Code] = len(t.list)
		t.list = append(t.list, g)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	for i := range t.list {
		g := &t.list[i]
		g.Parent, g.Grade = t.place(g.Code)
		if id, ok := t.byName[g.Name]; !ok || t.list[t.byCode[id]].Grade > g.Grade {
			t.byName[g.Name] = g.Code
		}
	}
	t.byStem = t.stems()
	return t, nil
}

// The characters that the stem of a city's or province's name has.
const (
	shortestStem = 2
	longestStem  = 4
)

// stems returns the names of cities and provinces without the word for what they are.
func (t *Regions) stems() map[string]string {
	stems := map[string]string{}
	for _, kind := range []string{"市", "省", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"} {
		for name, code := range t.byName {
			stem, ok := strings.CutSuffix(name, kind)
			if n := utf8.RuneCountInString(stem); !ok || n < shortestStem || n > longestStem || t.list[t.byCode[code]].Grade == County {
				continue
			}
			if _, ok := stems[stem]; !ok {
				stems[stem] = code
			}
		}
	}
	return stems
}

// Opening returns the city or province with the stem of whose name a text begins, "" if with none.
func (t *Regions) Opening(text string) string {
	code, n := "", 0
	for i, r := range text {
		if n >= shortestStem {
			code = cmp.Or(t.byStem[text[:i]], code)
		}
		if n == longestStem || r < utf8.RuneSelf {
			return code
		}
		n++
	}
	if n >= shortestStem {
		code = cmp.Or(t.byStem[text], code)
	}
	return code
}

// place derives parent and grade from the code: 510000 province, 510700 prefecture,
// 510703 county; 429004 (仙桃) is run by its province and has no prefecture.
func (t *Regions) place(code string) (string, Grade) {
	province, prefecture := code[:2]+"0000", code[:4]+"00"
	switch code {
	case province:
		return "", Province
	case prefecture:
		return province, Prefecture
	}
	if _, ok := t.byCode[prefecture]; ok {
		return prefecture, County
	}
	return province, County
}

// All returns every region in the order of the codes. The slice must not be changed.
func (t *Regions) All() []Region { return t.list }

// Get returns the region with the code.
func (t *Regions) Get(code string) (Region, bool) {
	i, ok := t.byCode[code]
	if !ok {
		return Region{}, false
	}
	return t.list[i], true
}

// Name returns the full name of a place, or "" if there is none with the code.
func (t *Regions) Name(code string) string {
	g, _ := t.Get(code)
	return g.Name
}

// Short returns a place as people say it.
func (t *Regions) Short(code string) string {
	g, _ := t.Get(code)
	return g.Short
}

// Names returns the full names of places, leaving out codes that there are not.
func (t *Regions) Names(codes []string) []string {
	names := []string{}
	for _, c := range codes {
		if name := t.Name(c); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Named returns the region with the full name; of several the one of higher grade, and
// among counties the first.
func (t *Regions) Named(name string) (Region, bool) {
	code, ok := t.byName[name]
	if !ok {
		return Region{}, false
	}
	return t.Get(code)
}

// City returns the region whose insurance rules apply at the place: a county's prefecture,
// a district's municipality, and the place itself where it is a province, a prefecture or
// a city run by its province.
func (t *Regions) City(code string) (Region, bool) {
	g, ok := t.Get(code)
	if !ok || g.Grade != County {
		return g, ok
	}
	if p, ok := t.Get(g.Parent); ok && (p.Grade == Prefecture || Municipality(p.Code)) {
		return p, true
	}
	return g, true
}

// Municipality reports whether the province-level code is that of a city (直辖市).
func Municipality(code string) bool {
	switch code {
	case "110000", "120000", "310000", "500000":
		return true
	}
	return false
}

// The cities of the Xinjiang corps (兵团) lie in 新疆 by their codes, but follow its rules.
const (
	corps     = "660000"
	corpsCity = "659"
)

// Layers returns the codes of the layers of rules for a place, nearest first: city,
// province, nation. Counties count as their city. An unknown code has only the nation.
func (t *Regions) Layers(code string) []string {
	var layers []string
	g, ok := t.City(code)
	for ok {
		layers = append(layers, g.Code)
		if strings.HasPrefix(g.Code, corpsCity) {
			g.Parent = corps
		}
		g, ok = t.Get(g.Parent)
	}
	return append(layers, National)
}

// Route returns how two places lie to each other, or "" if one is unknown or only a
// province is known where the city matters.
func (t *Regions) Route(from, to string) Route {
	a, ok := t.City(from)
	b, ok2 := t.City(to)
	switch {
	case !ok || !ok2:
		return ""
	case a.Code[:2] != b.Code[:2]:
		return CrossProvince
	case a.Code == b.Code && (a.Grade != Province || Municipality(a.Code)):
		return SameArea
	case a.Grade == Province || b.Grade == Province:
		return ""
	}
	return InProvince
}
