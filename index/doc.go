// Package index finds the entries of the knowledge that answer a question, and says how sure
// it is.
//
// # Design
//
// Searching. Every phrasing of an entry, the question and what people asked, is one Bleve
// document of Han characters and pairs of them in canonical words (package zh); with all
// phrasings in one document BM25 would punish the entries that have many. Only the rarest
// terms of a question are searched for. Where no phrasing comes close the answers' texts are
// searched as well.
//
// Ranking. The forty best phrasings are compared closely with the question, as typed and in
// canonical words: the share of its weight that they cover, how much of the order of
// characters they keep, length. A long question is also looked at clause by clause, since
// most of it is a story. To this comes what a classifier makes of the whole question: a
// softmax regression over characters, pairs and the things spoken of (words/tags.txt), taught
// with all phrasings of a topic when the index is built. It knows a question by words that no
// single phrasing has; alone it is about as good as the comparison, together they are better
// than either. Then, softly: a question that names another insurance or office and not 医保
// (words/schemes.txt) speaks against every entry about 医保; so does another kind of
// insurance. Entries that send people elsewhere compete like all others. Ties go by id.
//
// Trust. A logistic regression on the score, on its distance to the best entry of another
// topic and on the classifier's probability estimates how likely the first match is right.
// Two entries of one topic that are close are no reason to doubt. [AnswerAt] and [ChooseAt]
// turn this into a [Verdict].
//
// Conversations. A short question that names no subject is understood in the light of the
// turn before: the topic's own words (words/families.txt) are put before it, and the
// classifier's views of both forms are averaged, for people also change the subject.
//
// Numbers. The weights and thresholds in model.go are fitted by fit_test.go on our own
// phrasings, each asked while its neighbours are left out, and on the judged questions in
// eval/testdata; quality_test.go guards the result. Refit when the knowledge has changed much.
package index
