package dialog

import (
	"fmt"

	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/policy"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

// The stages of a transfer.
const (
	TransferOut = "transfer_out" // the old place sends the record
	TransferIn  = "transfer_in"  // the new place takes it in
	Balance     = "balance"      // the money is entered in the new account
)

// A Stage is one step of a process with the day by which it is due.
type Stage struct {
	Name     string         // transfer_out, transfer_in, balance
	Latest   knowledge.Date // zero: no deadline is laid down
	Workdays int
	// Certain is false where the date reaches into a year whose holidays are not announced, or
	// hangs on something that has no date.
	Certain bool
	Note    string // name of the flow's sentence for the stage
	Basis   knowledge.Basis
}

// AwaitsMoney reports whether the stage is the arrival of money that is to move.
func (s Stage) AwaitsMoney() bool { return s.Name == Balance && s.Note != "balance_stays" }

// Last returns the last day by which something is due; the zero Date if nothing has a day.
func Last(stages []Stage) knowledge.Date {
	var day knowledge.Date
	for _, s := range stages {
		if day.Before(s.Latest) {
			day = s.Latest
		}
	}
	return day
}

// balanceDays is how long after the last deadline it is worth looking at the balance: no rule
// says when the money arrives, and a month is long enough for the books to be settled.
const balanceDays = 30

// CheckBalance returns the day on which to look whether the money has arrived.
func CheckBalance(stages []Stage) knowledge.Date { return Last(stages).AddDays(balanceDays) }

// A Move is a transfer that an agency has accepted (受理), or is about to.
type Move struct {
	From, To string // region codes; empty where not known
	Accepted knowledge.Date
	Resident bool // residents have no personal account, so no balance follows
}

// Deadlines returns the stages of a move in order: the old place sends the record within so
// many working days of acceptance, by its own rules, then the new place takes it in within so
// many of receiving it (医保办发〔2021〕43号第八条); when the money arrives is laid down in few
// places. The day of acceptance does not count, and the rules are those in force on it. Under
// the rules before 2021-12 the new place first had time for a letter.
// [knowledge.ErrNoValue] if no rule for the day is known.
func Deadlines(c *knowledge.Corpus, days *workday.Calendar, m Move) ([]Stage, error) {
	letter, err := c.Value(policy.ParamLetterWorkdays, m.To, m.Accepted)
	if err != nil {
		return nil, fmt.Errorf("reckon deadlines: %w", err)
	}
	out, err := c.Value(policy.ParamOutWorkdays, m.From, m.Accepted)
	if err != nil {
		return nil, fmt.Errorf("reckon deadlines: %w", err)
	}
	into, err := c.Value(policy.ParamInWorkdays, m.To, m.Accepted)
	if err != nil {
		return nil, fmt.Errorf("reckon deadlines: %w", err)
	}
	sent := Stage{Name: TransferOut, Workdays: int(letter.Value + out.Value), Note: TransferOut, Basis: out.Basis}
	sent.Latest, sent.Certain = days.After(m.Accepted, sent.Workdays)
	taken := Stage{Name: TransferIn, Workdays: int(into.Value), Note: TransferIn, Basis: into.Basis}
	taken.Latest, taken.Certain = days.After(sent.Latest, taken.Workdays)
	taken.Certain = taken.Certain && sent.Certain
	stages := []Stage{sent, taken}
	if !m.Resident {
		stages = append(stages, balance(c, days, m, taken.Latest))
	}
	return stages, nil
}

// balance is when the money arrives: no national rule says, some places do.
func balance(c *knowledge.Corpus, days *workday.Calendar, m Move, after knowledge.Date) Stage {
	s := Stage{Name: Balance, Note: "balance"}
	if stays, b := policy.BalanceStays(c, m.From, m.To, m.Accepted); stays {
		s.Note, s.Basis = "balance_stays", b
	} else if v, err := c.Value(policy.ParamBalanceWorkdays, m.To, m.Accepted); err == nil {
		s.Note, s.Workdays, s.Basis = "balance_local", int(v.Value), v.Basis
		s.Latest, _ = days.After(after, s.Workdays)
	}
	return s
}

// A Standing says where a transfer should be on a day: "它今天该到哪了".
type Standing struct {
	// Step is the stage that is due by law on the day, or the last one that has a deadline.
	Step Stage
	// Over is set once every deadline has passed.
	Over bool
	// Left counts the working days until Step is due; Late those since, once it is over.
	Left, Late int
	// Behind are the stages that should be finished, with the working days since.
	Behind []Lateness
}

// A Lateness is a stage whose last day has passed, and by how many working days.
type Lateness struct {
	Stage
	Workdays int
}

// StandingOn returns where a process with these stages should be on the day. Stages without a
// legal deadline, such as the arrival of the money, never count as late.
func StandingOn(stages []Stage, day knowledge.Date, days *workday.Calendar) Standing {
	s := Standing{Over: true}
	for _, stage := range stages {
		if stage.Latest.IsZero() || stage.Name == Balance {
			continue
		}
		s.Step = stage
		if !stage.Latest.Before(day) {
			s.Over, s.Left = false, days.Between(day, stage.Latest)
			break
		}
		s.Late = days.Between(stage.Latest, day)
		s.Behind = append(s.Behind, Lateness{stage, s.Late})
	}
	if !s.Over {
		s.Late = 0
	}
	return s
}
