package knowledge

import "strings"

// A Level says how much weight a source has.
type Level string

// The levels, strongest first.
const (
	LevelLaw        Level = "law"        // 法律
	LevelRegulation Level = "regulation" // 行政法规
	LevelNational   Level = "national"   // 国务院及部门文件
	LevelProvince   Level = "province"   // 省级法规、文件、官方页面
	LevelCity       Level = "city"       // 市级文件、官方页面
	LevelPress      Level = "press"      // 媒体、转载
	LevelUnverified Level = "unverified" // 未核实
)

// A Status says how far a statement has been checked against its source.
type Status string

// The statuses, best first.
const (
	StatusDocument  Status = "document"  // the text of the document was read
	StatusSecondary Status = "secondary" // read in a report or a reprint of it
	StatusSeed      Status = "seed"      // only one web page says so
	StatusMemory    Status = "memory"    // general knowledge, not found in print
	StatusAdvice    Status = "advice"    // how to go about it, such as whom to call first: needs no source
)

// Verified reports whether the statement was found in print anywhere trustworthy. What is
// not verified is said together with "请向参保地核实".
func (s Status) Verified() bool { return s == StatusDocument || s == StatusSecondary }

// A Source is a document or page that statements rest on.
type Source struct {
	ID     string `yaml:"id"`
	Title  string `yaml:"title"`
	Issuer string `yaml:"issuer,omitempty"`
	Number string `yaml:"number,omitempty"` // 文号, such as 医保办发〔2021〕43号
	Date   string `yaml:"date,omitempty"`   // YYYY, YYYY-MM or YYYY-MM-DD
	Level  Level  `yaml:"level"`
	URL    string `yaml:"url,omitempty"` // https only; shown to people
	Via    string `yaml:"via,omitempty"` // where it was read, when not at the issuer's
	// Repealed is the last day on which the document was in force.
	Repealed Date `yaml:"repealed,omitempty"`
	Pos      Pos  `yaml:"-"`
}

// Name returns what a person would cite: the document number if there is one, else the title.
func (s Source) Name() string {
	if s.Number != "" {
		return s.Number
	}
	if strings.HasPrefix(s.Title, "《") {
		return s.Title
	}
	return "《" + s.Title + "》"
}

// A Basis is what a statement rests on.
type Basis struct {
	Source   string `yaml:"source,omitempty"`  // empty only where the status is advice
	Article  string `yaml:"article,omitempty"` // 第几条
	Status   Status `yaml:"status"`
	Reviewed Date   `yaml:"reviewed,omitempty"` // the day someone last compared it with the source
	// ReviewBy is the day from which an answer says that it may be out of date.
	ReviewBy Date `yaml:"review_by,omitempty"`
}

// IsZero reports whether nothing was given.
func (b Basis) IsZero() bool { return b == Basis{} }

// Needless reports whether the statement needs no source: nothing was given, or it is advice.
func (b Basis) Needless() bool { return b.IsZero() || b.Status == StatusAdvice }
