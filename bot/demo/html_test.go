package demo_test

import (
	"html"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/demo"
)

func TestParseHTML(t *testing.T) {
	ent := func(kind string, offset, length int) demo.Entity {
		return demo.Entity{Type: kind, Offset: offset, Length: length}
	}
	tests := []struct {
		name, in, text string
		want           []demo.Entity
	}{
		{"plain", "医保 1 > 0", "医保 1 > 0", nil},
		{"aliases", "<b>1</b><strong>2</strong><i>3</i><em>4</em>", "1234", []demo.Entity{
			ent("bold", 0, 1), ent("bold", 1, 1), ent("italic", 2, 1), ent("italic", 3, 1),
		}},
		{"offsets in UTF-16", "😀<b>医😀</b>", "😀医😀", []demo.Entity{ent("bold", 2, 3)}},
		{"nested", "<b>一<i>二</i></b>", "一二", []demo.Entity{ent("bold", 0, 2), ent("italic", 1, 1)}},
		{"outer first", "<i><b>一</b></i>", "一", []demo.Entity{ent("italic", 0, 1), ent("bold", 0, 1)}},
		{"link", `<a href="https://a.cn/?x=1&amp;y=2">看</a>`, "看", []demo.Entity{{Type: "text_link", Length: 1, URL: "https://a.cn/?x=1&y=2"}}},
		{"link to a user", `<a href='tg://user?id=1'>人</a>`, "人", []demo.Entity{{Type: "text_link", Length: 1, URL: "tg://user?id=1"}}},
		{"link without address", "<a>a.cn</a>", "a.cn", []demo.Entity{{Type: "text_link", Length: 4, URL: "http://a.cn"}}},
		{"link to nowhere", `<a href="moon">看</a>`, "看", nil},
		{"code", "<code>a&lt;b</code>", "a<b", []demo.Entity{ent("code", 0, 3)}},
		{"pre", "<pre>x</pre>", "x", []demo.Entity{ent("pre", 0, 1)}},
		{"quote", "<blockquote>引</blockquote>", "引", []demo.Entity{ent("blockquote", 0, 1)}},
		{"folding quote", "<blockquote expandable>引<b>文</b></blockquote>", "引文", []demo.Entity{ent("expandable_blockquote", 0, 2), ent("bold", 1, 1)}},
		{"references", "&lt;&gt;&amp;&quot;&#39;&#x4fdd;&lt", "<>&\"'保<", nil},
		{"lone ampersand", "A & B &# C &#0; &", "A & B &# C &#0; &", nil},
		{"nothing in it", "<b></b>一", "一", nil},
		{"short end", "<b>一</>", "一", []demo.Entity{ent("bold", 0, 1)}},
		{"capitals", "<B>一</b >", "一", []demo.Entity{ent("bold", 0, 1)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, es, err := demo.ParseHTML(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if text != tt.text {
				t.Errorf("text is %q, want %q", text, tt.text)
			}
			if diff := cmp.Diff(tt.want, es); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseHTMLErrors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown tag", "一<p>", `Unsupported start tag "p" at byte offset 3`},
		{"no tag", "1 <", `Unclosed start tag at byte offset 2`},
		{"empty tag", "1 < 2 > 0", `Unsupported start tag "" at byte offset 2`},
		{"line break", "一<br/>", `Unsupported start tag "br/" at byte offset 3`},
		{"never closed", "<b>一", `Can't find end tag corresponding to start tag "b"`},
		{"half a tag", "一<b", `Unclosed start tag at byte offset 3`},
		{"half a tag with name", `<a href="x`, `Unclosed start tag in the tag "a" at byte offset 0`},
		{"crossed", "<b>一<i>二</b></i>", `Unmatched end tag at byte offset 12, expected "</i>", found "</b>"`},
		{"end without start", "一</b>", `Unexpected end tag at byte offset 3`},
		{"half an end", "<b>一</b", `Unclosed end tag at byte offset 6`},
		{"attribute without name", `<a ="x">一</a>`, `Empty attribute name in the tag "a" at byte offset 0`},
		{"bare address", `<a href=http://a.cn>一</a>`, `Unexpected end of name token in the tag "a" at byte offset 0`},
		{"space entity", "一&nbsp;二", `Unsupported entity "&nbsp;" at byte offset 3`},
		{"quote in quote", "<blockquote><blockquote>一</blockquote></blockquote>", `Tag "blockquote" can't be nested in "blockquote" at byte offset 12`},
		{"code in pre", "<pre><code>x</code></pre>", `Tag "code" can't be nested in "pre" at byte offset 5`},
		{"bold in code", "<code><b>一</b></code>", `Tag "b" can't be nested in "code" at byte offset 6`},
		{"not UTF-8", "\xff", "Text must be encoded in UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := demo.ParseHTML(tt.in); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func FuzzParseHTML(f *testing.F) {
	for _, s := range []string{
		"<b>一<i>😀</i></b>", `<a href="https://a.cn?x&amp;y">看</a>`, "<blockquote expandable>a</blockquote>", "&#x1F600;&lt;&",
		`<pre>x</pre><code class="y">z</code>`, "<b", "</b>", "<a href='", "<a href=x>x</a>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if plain, es, err := demo.ParseHTML(html.EscapeString(in)); utf8.ValidString(in) && (err != nil || plain != in || es != nil) {
			t.Fatalf("escaped %q came back as %q, %v, %v", in, plain, es, err)
		}
		text, es, err := demo.ParseHTML(in)
		if err != nil {
			return
		}
		units := utf16.Encode([]rune(text))
		at := 0
		for _, e := range es {
			if e.Type == "" || e.Length <= 0 || e.Offset < at || e.Offset+e.Length > len(units) {
				t.Fatalf("%q: entity %+v in %d units", in, e, len(units))
			}
			at = e.Offset
			part := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
			if strings.ContainsRune(part, utf8.RuneError) && !strings.ContainsRune(text, utf8.RuneError) {
				t.Fatalf("%q: entity %+v cuts a character", in, e)
			}
		}
	})
}
