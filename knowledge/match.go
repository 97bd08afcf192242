package knowledge

// A Match is an entry found for a question.
type Match struct {
	Entry *Entry
	// Asked is the phrasing of the entry that came closest.
	Asked string
	// Confidence is the estimated probability, 0 to 1, that the entry answers the question.
	Confidence float64
	Why        Explanation
}

// An Explanation says how the score of a match came about, and the trust in it.
type Explanation struct {
	Score float64
	// Apart is what the question's words say for this entry rather than for another of its topic, in
	// the units of Score; it is no part of it.
	Apart float64
	// GoesOn is set if the question was understood in the light of the turn before.
	GoesOn bool
	Terms  []Term // those that are not zero; they add up to Score
	// Trust are the reasons to believe the match. Their sum s gives the confidence
	// 1/(1+e^-s): 0 is as likely right as wrong.
	Trust []Term
}

// A Term is a feature's part in a score.
type Term struct {
	Name          string // for programs
	Label         string // for editors
	Value, Weight float64
}

// Part returns what the term adds to the score.
func (t Term) Part() float64 { return t.Value * t.Weight }
