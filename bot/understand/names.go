package understand

import "regexp"

// taken stands for what tells who someone is.
const taken = "‹略›"

// traces are addresses of mail and pages, names of accounts, and numbers too long for a year or an amount.
var traces = regexp.MustCompile(`https?://\S+|[\w.+-]*@[\w.-]+|[A-Za-z]*\d{7,}[A-Za-z\d]*`)

// Anonymous returns a text without the names and addresses by which someone could be found. It
// takes out too much rather than too little; numbers of persons are package private's.
func (r *Reader) Anonymous(text string) string {
	return traces.ReplaceAllString(r.words["names.told"].ReplaceAllString(text, taken), taken)
}
