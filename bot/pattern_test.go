package bot

import (
	"regexp"
	"regexp/syntax"
	"testing"
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
		`医保.?卡|社保.?卡`:     "保",
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
		p := compile(expr)
		if p.MatchString(text) != plain.MatchString(text) {
			t.Errorf("%s on %q: matches %v", expr, text, plain.MatchString(text))
		}
		if got, want := p.FindStringSubmatch(text), plain.FindStringSubmatch(text); len(got) != len(want) {
			t.Errorf("%s on %q: found %q, want %q", expr, text, got, want)
		}
		if got, want := p.ReplaceAllString(text, "-"), plain.ReplaceAllString(text, "-"); got != want {
			t.Errorf("%s on %q: replaced %q, want %q", expr, text, got, want)
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
