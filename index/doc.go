// Package index finds the entries of the knowledge that answer a question, and says how sure
// it is.
//
// # Design
//
// Searching. Every phrasing of an entry, the question and what people asked, is one Bleve
// document of Han characters and pairs of them in canonical words (package analysis), of pairs alone
// where there are very many; with all phrasings in one document BM25 would punish the entries
// that have many. Only the rarest terms of a question are searched for. What a term counts in
// each document is Bleve's BM25; the sums are ours (search.go), so that what was read once can
// be kept and the next question with the term need not read it (postings.go). Where no
// phrasing comes close the answers' texts are searched as well, in an index of their own that
// is made when first needed.
//
// Ranking. The forty best phrasings are compared closely with the question, as typed and in
// canonical words: the share of its weight that they cover, how much of the order of characters
// they keep, length; one that can no longer become the best of its entry is given up. A long
// question is also looked at clause by clause, since most of it is a story. To this comes what a
// classifier makes of the whole question: a softmax regression over characters, pairs and the
// things spoken of (words/tags.txt), taught with all phrasings of a topic when the index is
// built. It knows a question by words that no single phrasing has; alone it is about as good as
// the comparison, together they are better than either. Then, softly: a question that names
// another insurance or office and not 医保 (words/schemes.txt) speaks against every entry about
// 医保; so does another kind of insurance. Entries that send people elsewhere compete like all
// others. Ties go by id.
//
// Trust. A logistic regression on the score, on its distance to the best entry of another
// topic and on the classifier's probability estimates how likely the first match is right.
// Two entries of one topic that are close are no reason to doubt. [AnswerAt] and [ChooseAt]
// turn this into a [Verdict].
//
// On disk. What takes time to find out, the Bleve indexes, the vocabulary and the classifier,
// can be kept in a folder ([Open]) and is good for as long as the knowledge and this code are
// the same ones (digest.go). Every byte is checked before it is believed (sums.go).
//
// Size. Searching is bounded by the postings of the rarest terms, the comparison by the forty
// best phrasings and the first ones of the likely topics, the classifier by maxExamples and by
// the number of topics, what is kept in memory by maxKept. SCALE.md has measurements up to a
// million phrasings.
//
// Conversations. A short question that names no subject is understood in the light of the
// turn before: the topic's own words (words/families.txt) are put before it, and the
// classifier's views of both forms are averaged, for people also change the subject.
//
// Numbers. The weights and thresholds in model.go are fitted by fit_test.go on our own
// phrasings, each asked while its neighbours are left out, and on the judged questions in
// eval/testdata; quality_test.go guards the result, and testdata/ranks.txt shows what a change
// does to each question. Refit when the knowledge has changed much.
package index
