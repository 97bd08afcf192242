package bot

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNeeded(t *testing.T) {
	for expr, want := range map[string]string{
		`医保`:              "医",
		`断缴|停保`:           "停断",
		`已经退休|办完退休|领养老金`:  "退领",
		`(断|停)了?(三个月)`:    "三",
		`医.{0,3}[转迁]`:     "医",
		`[转迁].{0,3}(医保)?`: "转迁",
		`\d+个?月`:          "月",
		`(居民|农合)?职工`:      "职",
		`医保.?卡|社保.?卡`:     "卡",
		`医保码|要?(孩子|娃)医保`:  "娃孩码",
		`(没){1,2}`:        "没",
		`(没){0,2}`:        "",
		`医*|保`:            "",
		`(?i)app`:         "",
		`[^医]`:            "",
		`.`:               "",
		``:                "",
	} {
		tree, err := syntax.Parse(expr, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(needed(tree)); got != want {
			t.Errorf("%s needs one of %q, want %q", expr, got, want)
		}
	}
}

// canAvoid reports whether the expression may match a text with none of the characters: what
// holds for assertions is not looked at.
func canAvoid(re *syntax.Regexp, set []rune) bool {
	avoid := func(part *syntax.Regexp) bool { return canAvoid(part, set) }
	switch re.Op {
	case syntax.OpNoMatch:
		return false
	case syntax.OpLiteral:
		return re.Flags&syntax.FoldCase != 0 || !slices.ContainsFunc(re.Rune, func(r rune) bool { return slices.Contains(set, r) })
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if !slices.Contains(set, r) {
					return true
				}
			}
		}
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return avoid(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min == 0 || avoid(re.Sub[0])
	case syntax.OpConcat:
		return !slices.ContainsFunc(re.Sub, func(part *syntax.Regexp) bool { return !avoid(part) })
	case syntax.OpAlternate:
		return slices.ContainsFunc(re.Sub, avoid)
	}
	return true
}

// compiled returns the expressions of all patterns in the package's files.
func compiled(t *testing.T) (list []string) {
	t.Helper()
	set := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	conf := types.Config{Error: func(error) {}} // what is imported is not known, and not needed
	_, _ = conf.Check("bot", set, files, &info)
	for e := range info.Types {
		call, ok := e.(*ast.CallExpr)
		if !ok {
			continue
		}
		if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "compile" {
			list = append(list, constant.StringVal(info.Types[call.Args[0]].Value))
		}
	}
	return list
}

// TestNeededByAll proves of every pattern that it cannot match what it holds back.
func TestNeededByAll(t *testing.T) {
	list := compiled(t)
	for _, expr := range list {
		tree, err := syntax.Parse(expr, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if set := needed(tree); set != nil && canAvoid(tree, set) {
			t.Errorf("%s can do without %q", expr, string(set))
		}
	}
	if len(list) < 60 {
		t.Errorf("only %d patterns looked at", len(list))
	}
}

// FuzzPattern looks for an expression that matches a text which the pattern holds back.
func FuzzPattern(f *testing.F) {
	for _, expr := range []string{
		lapsed.String(), acceptedAt.String(), bornSaid.String(), sexSaid.String(), forKin.String(), kinUses.String(), questions.String(),
		saysRetired.String(), kidsAside.String(), clauseCut.String(), `(?i)app|(医|保){2,3}?$`, `(a*)+|[^b]\b`,
	} {
		f.Add(expr, "我妈75年3月生的,交了18年,断了三个月,给我爸用行不行?")
		f.Add(expr, "女,十月八号受理的,APP")
	}
	f.Fuzz(func(t *testing.T, expr, text string) {
		plain, err := regexp.Compile(expr)
		if err != nil || len(expr) > 500 {
			return
		}
		if tree, err := syntax.Parse(expr, syntax.Perl); err == nil && needed(tree) != nil && canAvoid(tree, needed(tree)) {
			t.Errorf("%s can do without %q", expr, string(needed(tree)))
		}
		p := compile(expr)
		if p.MatchString(text) != plain.MatchString(text) {
			t.Errorf("%s on %q: matches %v", expr, text, plain.MatchString(text))
		}
		if got, want := p.FindStringSubmatch(text), plain.FindStringSubmatch(text); !slices.Equal(got, want) {
			t.Errorf("%s on %q: found %q, want %q", expr, text, got, want)
		}
		if got, want := p.ReplaceAllString(text, "-"), plain.ReplaceAllString(text, "-"); got != want {
			t.Errorf("%s on %q: replaced %q, want %q", expr, text, got, want)
		}
		if got, want := p.ReplaceAllStringFunc(text, strings.ToUpper), plain.ReplaceAllStringFunc(text, strings.ToUpper); got != want {
			t.Errorf("%s on %q: replaced %q, want %q", expr, text, got, want)
		}
		if got, want := p.FindAllStringSubmatch(text, -1), plain.FindAllStringSubmatch(text, -1); !cmp.Equal(got, want) {
			t.Errorf("%s on %q: found %q, want %q", expr, text, got, want)
		}
		if got, want := p.Split(text), plain.Split(text, -1); !slices.Equal(got, want) {
			t.Errorf("%s on %q: split into %q, want %q", expr, text, got, want)
		}
	})
}

// BenchmarkPattern compares a pattern with its expression on a question that does not match.
func BenchmarkPattern(b *testing.B) {
	const text = "从绵阳转到成都医保卡里的余额怎么办要多久"
	b.Run("pattern", func(b *testing.B) {
		for b.Loop() {
			saysRetired.MatchString(text)
		}
	})
	b.Run("expression", func(b *testing.B) {
		for b.Loop() {
			saysRetired.Regexp.MatchString(text)
		}
	})
}
