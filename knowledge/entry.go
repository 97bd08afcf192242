package knowledge

import "slices"

// OutOfScope is the topic of entries that belong to another office; an entry with this
// topic says which one to ask.
const OutOfScope = "out_of_scope"

// Contact is the topic, and its main entry, that says whom to call.
const Contact = "contact.hotline"

// Rules says whose local rules answer a topic.
type Rules string

// The choices for [Topic.Rules].
const (
	RulesBoth      Rules = "both"      // the old and the new place, as in a transfer
	RulesEnrolment Rules = "enrolment" // the place of enrolment (参保地), where care and cards are concerned
	RulesNew       Rules = "new"       // where one is insured from now on: the new place after a move
	RulesNone      Rules = "none"      // the same everywhere
)

// A Topic is one thing that people ask about. Ids are stable.
type Topic struct {
	ID    string   `yaml:"id"`
	Name  string   `yaml:"name"`  // short, for a button
	About string   `yaml:"about"` // what belongs here, for editors
	Rules Rules    `yaml:"rules"`
	Next  []string `yaml:"next,omitempty"` // topics offered after the answer
	// Local marks a topic that each place decides for itself: what a place says is the
	// conclusion, ahead of the national headline.
	Local bool `yaml:"local,omitempty"`
	// Covered marks a topic whose answers hold only for those who are insured now.
	Covered bool `yaml:"covered,omitempty"`
	// Flow names the estimator that goes with the topic, such as transfer.
	Flow string `yaml:"flow,omitempty"`
	// Checklist names the checklist that goes with the topic.
	Checklist string `yaml:"checklist,omitempty"`
	Pos       Pos    `yaml:"-"`
}

// Insured is the kind of insurance a person has.
type Insured string

// The kinds. The empty Insured means "not said".
const (
	Employee Insured = "employee" // 职工医保
	Resident Insured = "resident" // 居民医保, also 新农合, children, students
	Retired  Insured = "retired"  // 退休后的职工医保
)

// Route is how the old and the new place lie to each other.
type Route string

// The routes. The empty Route means that one of the places is not known.
const (
	SameArea      Route = "same_area"      // one pooling area (统筹区)
	InProvince    Route = "in_province"    // two cities of one province
	CrossProvince Route = "cross_province" // two provinces
)

// PlaceUnknown is the value of [Condition.Place] for those of whom no place is known.
const PlaceUnknown = "unknown"

// Asked is what a question wants to hear: the meaning of its question word.
type Asked string

// The kinds of question. The empty Asked means that none was recognised.
const (
	AskedWhether Asked = "whether"  // 能不能, 行不行
	AskedMust    Asked = "must"     // 要不要, 用不用
	AskedHowMuch Asked = "how_much" // 多少钱, 报多少, what share
	AskedHowMany Asked = "how_many" // 几年, 几个, 几次
	AskedHowLong Asked = "how_long" // 多久, 几天
	AskedWhen    Asked = "when"     // 什么时候, 截止哪天
	AskedWhere   Asked = "where"    // 去哪, 打哪个电话
	AskedPapers  Asked = "papers"   // 带什么, 要哪些材料
	AskedHow     Asked = "how"      // 怎么办, 怎么查
	AskedWhy     Asked = "why"      // 为什么, 怎么会
	AskedWho     Asked = "who"      // 谁能, 哪些人
	AskedWhat    Asked = "what"     // 是什么, 有什么区别
	AskedNothing Asked = "nothing"  // a statement

	AskedDeadline  Asked = "deadline"  // 多久内要办, 截止哪天, 超过了咋办: not how long it takes
	AskedComplaint Asked = "complaint" // 去哪投诉; or a grievance alone, 跑了三趟都不给办
)

// near are the questions whose answers serve one as well.
func (a Asked) near() []Asked {
	switch a {
	case AskedDeadline:
		return []Asked{AskedWhen}
	case AskedComplaint:
		return []Asked{AskedWhere, AskedHow, AskedNothing}
	}
	return nil
}

// In reports whether something that answers the questions of the list answers this one.
func (a Asked) In(list []Asked) bool {
	return slices.Contains(list, a) || slices.ContainsFunc(a.near(), func(n Asked) bool { return slices.Contains(list, n) })
}

// A Circumstance is something that a person can say of a case, such as that a filing was
// made (备案) or that the insured has died. Conditions and entries name it by its id.
type Circumstance struct {
	ID    string `yaml:"id"`
	About string `yaml:"about"` // for editors
	// Said is what people say where it is so, Denied where it is not; both are lists like [Word.Any].
	Said   []string `yaml:"said,omitempty"`
	Denied []string `yaml:"denied,omitempty"`
	// Opens lists the entries that someone is offered who begins with nothing but this: 我离职了.
	Opens []string `yaml:"opens,omitempty"`
	Pos   Pos      `yaml:"-"`
}

// A Condition limits a statement to some askers. What is empty limits nothing.
type Condition struct {
	Insured []Insured `yaml:"insured,omitempty"`
	Route   []Route   `yaml:"route,omitempty"`
	Asked   []Asked   `yaml:"asked,omitempty"`
	// Is lists circumstances that hold, Not those that do not.
	Is  []string `yaml:"is,omitempty"`
	Not []string `yaml:"not,omitempty"`
	// Place, if set, is PlaceUnknown: the sentence asks for the place.
	Place string `yaml:"place,omitempty"`
}

// An Asker is what is known of the person who asks; what is empty is not known.
type Asker struct {
	Insured Insured
	Route   Route
	Placed  bool // a place whose rules apply is known
	Asked   Asked
	// Told holds the circumstances spoken of: whether each was said to hold or not to hold.
	Told map[string]bool
}

// A Fact is a statement that stands once in the library; answers use it by its id.
type Fact struct {
	ID        string `yaml:"id"`
	Statement `yaml:",inline"`
}

// A Statement is one sentence that a person reads.
type Statement struct {
	// Text may hold {param.id} for a parameter's value and, where Route is a
	// condition, {from} and {to} for the two places.
	Text string `yaml:"text,omitempty"`
	// Fact, if set, is the id of the fact that is said here; its text and basis are taken.
	Fact  string    `yaml:"fact,omitempty"`
	When  Condition `yaml:"when,omitempty"`
	Basis Basis     `yaml:"basis,omitempty"` // empty: that of the entry
	// From and Until switch a sentence on and off by date.
	Period `yaml:",inline"`
	Pos    Pos `yaml:"-"`
}

// A Rumour is something people will have read elsewhere, and what is wrong with it.
type Rumour struct {
	Says      string `yaml:"says"` // the rumour in its own few words
	Statement `yaml:",inline"`
}

// An Entry answers one question for the whole country.
type Entry struct {
	ID       string   `yaml:"id"`
	Topic    string   `yaml:"topic"`
	Question string   `yaml:"question"`
	Asked    []string `yaml:"asked"`              // how people ask it, colloquial first
	Keywords []string `yaml:"keywords,omitempty"` // words that point here on their own
	// Answers are the question words that the headline answers; empty: whatever is asked.
	Answers []Asked `yaml:"answers,omitempty"`
	// Local marks another way of asking what the topic's main entry answers: a place's own
	// headline is its conclusion too.
	Local bool `yaml:"local,omitempty"`
	// Needs are circumstances of which one must have been said; otherwise the topic's main entry is meant.
	Needs []string `yaml:"needs,omitempty"`
	// Insured, if set, marks an entry that is only about this kind of insurance.
	Insured Insured `yaml:"insured,omitempty"`
	Basis   Basis   `yaml:"basis"` // of every statement that names none
	// Headline is the conclusion, at most 40 characters; the first that fits the asker is used.
	Headline []Statement `yaml:"headline"`
	Lines    []Statement `yaml:"lines"`          // three to six short lines
	More     []Statement `yaml:"more,omitempty"` // details, folded away
	Rumours  []Rumour    `yaml:"rumours,omitempty"`
	Pos      Pos         `yaml:"-"`
}

// Taught are further ways of asking what an entry answers, as people write them: letters,
// headlines, half sentences. They stand in files of their own, so that entries stay readable.
type Taught struct {
	Entry string   `yaml:"entry"`
	Asked []string `yaml:"asked"`
	Pos   Pos      `yaml:"-"`
}

// A Note is what one place adds to or changes in a topic's national answer.
type Note struct {
	Place string `yaml:"place"` // a region's full name
	Topic string `yaml:"topic"`
	// Also lists further topics, or single entries, that the note serves.
	Also []string `yaml:"also,omitempty"`
	// InsteadOf lists facts that are not said where this note is.
	InsteadOf []string `yaml:"instead_of,omitempty"`
	// Headline, if given, takes the place of the national conclusion.
	Headline  string `yaml:"headline,omitempty"`
	Statement `yaml:",inline"`
	// PlaceCode is the region's code, filled in by Load.
	PlaceCode string `yaml:"-"`
}

// Need says whether an item of a checklist must be brought.
type Need string

// The needs.
const (
	Required  Need = "required"
	IfAsked   Need = "if_asked"
	NotNeeded Need = "not_needed" // 免交: people bring it in vain
)

// A Checklist is what to bring or do, ticked on the phone.
type Checklist struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Basis Basis  `yaml:"basis"`
	Items []Item `yaml:"items"`
	Pos   Pos    `yaml:"-"`
}

// An Item is one line of a checklist.
type Item struct {
	ID      string    `yaml:"id"`
	Item    string    `yaml:"item"`
	Need    Need      `yaml:"need"`
	Form    string    `yaml:"form,omitempty"`    // 原件 / 复印件 / 电子件
	Issuer  string    `yaml:"issuer,omitempty"`  // 去哪开
	Missing string    `yaml:"missing,omitempty"` // 没有怎么办
	Lost    string    `yaml:"lost,omitempty"`    // 找不到怎么办
	Refused string    `yaml:"refused,omitempty"` // 办不了怎么办
	When    Condition `yaml:"when,omitempty"`
	Basis   Basis     `yaml:"basis,omitempty"` // empty: that of the checklist
	Pos     Pos       `yaml:"-"`
}

// Texts returns the sentences of the item, which may hold {param.id}, to be read or changed.
func (it *Item) Texts() []*string {
	return []*string{&it.Item, &it.Form, &it.Issuer, &it.Missing, &it.Lost, &it.Refused}
}

// An Alias is another name of a place, such as 魔都 for 上海市.
type Alias struct {
	Alias string `yaml:"alias"`
	// Places holds the full names; more than one means that the name is ambiguous, unless
	// Together says that it means all of them, as 川渝 does.
	Places   []string `yaml:"places"`
	Together bool     `yaml:"together,omitempty"`
	// Unclear says that of several places none is what most people mean: the bot asks which.
	Unclear bool `yaml:"unclear,omitempty"`
	Pos     Pos  `yaml:"-"`
}

// A Synonym lists words that people use for the same thing; the first is the canonical one.
type Synonym struct {
	Words []string `yaml:"words"`
	Pos   Pos      `yaml:"-"`
}
