package region

import (
	_ "embed"
	"iter"
	"strings"
)

//go:embed words.txt
var wordList string

// kinds of words by their name in words.txt: the letter that stands for them in a line.
const kinds = `
from=f to=t move=m into=I out=o quit=q laid-off=l in=i insurance=M pay=y care=c use=u work=w
before=b now=n hukou=h home=g away=x share=s person=p kin=k join=j take=a is=z not=! give=G
errand=E retired=r hospital=H wallet=W of=d swap=S back=R file=F except=X`

// Letters of a line that stand for something else than a word of words.txt.
const (
	somewhere  = 'P' // a place
	pause      = ',' // punctuation or a space
	arrow      = '>'
	listed     = 'j'
	possessive = 'd'
	other      = '.' // characters of no word
)

// Heads of words.txt that do not name a kind but the short names of counties.
const (
	doubtfulHead = "doubtful"
	neverHead    = "never"
)

// lexicon yields the words of words.txt with the letters of their kinds, or with the head of
// a list of counties.
func lexicon() iter.Seq2[string, string] {
	letters := map[string]string{doubtfulHead: doubtfulHead, neverHead: neverHead}
	for _, kind := range strings.Fields(kinds) {
		name, letter, _ := strings.Cut(kind, "=")
		letters[name] = letter
	}
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(wordList) {
			head, words, ok := strings.Cut(line, ":")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			said := ""
			for _, name := range strings.Fields(head) {
				said += letters[name]
			}
			for _, w := range strings.Fields(words) {
				if !yield(w, said) {
					return
				}
			}
		}
	}
}
