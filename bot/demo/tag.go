package demo

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// entityType returns the entity that a tag stands for, or "" if there is no such tag here:
// of Telegram's tags those are known that bots use to set out an answer.
func entityType(name, arg string) string {
	switch name {
	case "b", "strong":
		return "bold"
	case "i", "em":
		return "italic"
	case "a":
		return "text_link"
	case "code", "pre":
		return name
	case "blockquote":
		if arg != "" {
			return "expandable_blockquote"
		}
		return "blockquote"
	}
	return ""
}

// scanTag reads a start tag at the beginning of s, which stands at byte offset pos of the
// text, and returns its length in bytes.
func scanTag(s string, pos int) (openTag, int, error) {
	end := strings.IndexAny(s, " \t\r\n>")
	if end < 0 {
		return openTag{}, 0, mistake("Unclosed start tag at byte offset %d", pos)
	}
	tag := openTag{name: strings.ToLower(s[1:end])}
	if entityType(tag.name, "") == "" {
		return tag, 0, mistake("Unsupported start tag %q at byte offset %d", tag.name, pos)
	}
	for {
		end += spaces(s[end:])
		if strings.HasPrefix(s[end:], ">") {
			break
		}
		name, value, n, err := scanAttribute(s[end:])
		if err != nil {
			return tag, 0, mistake("%v in the tag %q at byte offset %d", err, tag.name, pos)
		}
		end += n
		tag.attribute(name, value)
	}
	return tag, end + 1, nil
}

// attribute keeps the one attribute that means something for the tag.
func (t *openTag) attribute(name, value string) {
	switch t.name + " " + name {
	case "a href":
		t.arg = value
	case "blockquote expandable":
		t.arg = name
	}
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

// scanAttribute reads a name and, if there is one, its value.
func scanAttribute(s string) (name, value string, n int, err error) {
	n = strings.IndexAny(s, " \t\r\n=>")
	if n < 0 {
		return "", "", 0, mistake("Unclosed start tag")
	}
	if n == 0 {
		return "", "", 0, mistake("Empty attribute name")
	}
	name = strings.ToLower(s[:n])
	at := n + spaces(s[n:])
	if !strings.HasPrefix(s[at:], "=") {
		return name, "", n, nil
	}
	at++
	at += spaces(s[at:])
	value, size, err := scanValue(s[at:])
	return name, value, at + size, err
}

// scanValue reads a quoted value, or a bare one of letters, digits, dots and hyphens.
func scanValue(s string) (string, int, error) {
	if s == "" {
		return "", 0, mistake("Unclosed start tag")
	}
	if s[0] != '"' && s[0] != '\'' {
		n := strings.IndexAny(s, " \t\r\n>")
		if n < 0 {
			return "", 0, mistake("Unclosed start tag")
		}
		if strings.ContainsFunc(s[:n], func(r rune) bool { return r != '.' && r != '-' && !isAlnum(r) }) {
			return "", 0, mistake("Unexpected end of name token")
		}
		return strings.ToLower(s[:n]), n, nil
	}
	end := strings.IndexByte(s[1:], s[0])
	if end < 0 {
		return "", 0, mistake("Unclosed start tag")
	}
	value, err := decodeAll(s[1 : end+1])
	return value, end + 2, err
}

func isAlnum(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// decodeAll resolves the references in an attribute's value.
func decodeAll(s string) (string, error) {
	var b strings.Builder
	for s != "" {
		r, n, err := rune(0), 0, error(nil)
		if s[0] == '&' {
			r, n, err = decodeReference(s)
		}
		if err != nil {
			return "", err
		}
		if n == 0 {
			r, n = utf8.DecodeRuneInString(s)
		}
		b.WriteRune(r)
		s = s[n:]
	}
	return b.String(), nil
}

// decodeReference reads a character reference at the beginning of s. Its length is 0 if
// there is none: Telegram then takes the & as it stands.
func decodeReference(s string) (rune, int, error) {
	body := strings.TrimPrefix(s[1:], "#")
	end := strings.IndexFunc(body, func(r rune) bool { return !isAlnum(r) })
	if end < 0 {
		end = len(body)
	}
	semicolon := strings.HasPrefix(body[end:], ";")
	n := len(s) - len(body) + end
	if semicolon {
		n++
	}
	if len(body) < len(s)-1 {
		r := numbered(body[:end])
		if r == 0 {
			n = 0
		}
		return r, n, nil
	}
	r := named(body[:end])
	switch {
	case r != 0:
		return r, n, nil
	case semicolon && end > 0:
		return 0, 0, mistake("Unsupported entity \"&%s;\"", body[:end])
	}
	return 0, 0, nil
}

func named(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	}
	return 0
}

// numbered returns the character of a decimal or hexadecimal number, or 0 if it has none.
func numbered(digits string) rune {
	base := 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || !utf8.ValidRune(rune(n)) {
		return 0
	}
	return rune(n)
}

// linkURL returns the address of a link, or "" if Telegram would drop the link. Without
// an address the text itself is taken.
func linkURL(href, text string) string {
	if href == "" {
		href = text
	}
	if !strings.Contains(href, "://") && !strings.HasPrefix(href, "mailto:") && !strings.HasPrefix(href, "tel:") {
		href = "http://" + href
	}
	u, err := url.Parse(href)
	switch {
	case err != nil:
		return ""
	case u.Scheme == "tg", u.Opaque != "":
		return href
	case u.Scheme != "http" && u.Scheme != "https", !strings.Contains(u.Hostname(), ".") && u.Hostname() != "localhost":
		return ""
	}
	return href
}
