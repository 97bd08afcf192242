package knowledge

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
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
	return t, nil
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
