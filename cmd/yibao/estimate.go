package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/yibaowenwen/yibao/bot/dialog"
	"github.com/yibaowenwen/yibao/bot/feature/estimate"
	"github.com/yibaowenwen/yibao/bot/say"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
	"github.com/yibaowenwen/yibao/knowledge/workday"
)

type estimateCmd struct {
	On       string   `help:"哪一天问的,默认今天。The day that counts as today." placeholder:"YYYY-MM-DD"`
	JSON     bool     `name:"json" help:"输出一行 JSON。"`
	JSONL    bool     `name:"jsonl" help:"从标准输入读测算,一行一个 JSON,坏的一行不影响别的。"`
	ICS      string   `name:"ics" help:"把期限写成日历文件,手机能导入。" placeholder:"FILE" type:"path"`
	Calendar string   `help:"另外的放假安排,格式同 calendar/holidays.yaml。" placeholder:"FILE" type:"existingfile"`
	Flow     string   `arg:"" optional:"" help:"transfer 能不能转、retire 年限、withdraw 取钱、share 给家人用、gap 断缴。"`
	Answers  []string `arg:"" optional:"" help:"回答,写成 名字=值;不写就问下一题。"`
}

// Help shows worked examples.
func (estimateCmd) Help() string {
	return `例:
  yibao estimate transfer from=深圳 to=成都 insured=employee stopped=yes enrolled=yes accepted_on=2026-09-21
  yibao estimate retire sex=male born=1970-05 region=广州 years_total=18 years_local=6
  yibao estimate gap insured=resident region=青岛 gap_years=2 paid_back_years=0 in_window=no --json
  yibao estimate transfer from=绵阳 to=成都 insured=职工医保 stopped=停了 enrolled=参了 --ics 转移.ics
  echo '{"id":"1","flow":"withdraw","answers":{"reason":"need_cash"}}' | yibao estimate --jsonl`
}

// Run implements the command.
func (c estimateCmd) Run(ctx context.Context, s streams, cli *cli) error {
	e, err := cli.estimator(c.Calendar)
	if err != nil {
		return err
	}
	if c.JSONL {
		return e.lines(ctx, s)
	}
	q := estimateQuery{ID: json.RawMessage(`""`), Flow: c.Flow, On: c.On, Answers: map[string]any{}}
	for _, a := range c.Answers {
		key, value, ok := strings.Cut(a, "=")
		if !ok {
			return usageError{fmt.Errorf("estimate: 回答要写成 名字=值,例如 from=深圳,不是 %q", a)}
		}
		q.Answers[key] = value
	}
	if _, ok := e.set.Flow(c.Flow); !ok {
		return usageError{fmt.Errorf("estimate: 要从这几种里选一种:%s。例:yibao estimate transfer from=深圳 to=成都", e.names())}
	}
	out, conclusion := e.estimate(q)
	if c.JSON {
		err = writeJSON(s.out, out)
	} else {
		_, err = fmt.Fprintln(s.out, out.read())
	}
	if err != nil {
		return err
	}
	if out.Decision == string(dialog.Refused) {
		return usageError{errors.New("estimate: " + out.Error)}
	}
	if c.ICS != "" {
		return writeCalendar(c.ICS, conclusion, e.now())
	}
	return nil
}

// writeCalendar writes the deadlines of a conclusion for the calendar of a phone.
func writeCalendar(file string, c dialog.Conclusion, now time.Time) error {
	notes := c.Deadlines
	if day, err := knowledge.ParseDate(fmt.Sprint(c.Values["accepted_on"])); err == nil && c.FromToday {
		notes = estimate.Supposed(notes, day)
	}
	doc, ok := estimate.Calendar(c.Timeline, notes, now)
	if !ok {
		return errNoDeadline
	}
	if err := os.WriteFile(file, doc.Data, 0o644); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}

// estimator runs flows for the command line.
type estimator struct {
	corpus *knowledge.Corpus
	set    *dialog.Set
	days   *workday.Calendar
	places places
	now    func() time.Time
}

// estimator loads knowledge and flows, and the calendar with the file, if any, on top.
func (c *cli) estimator(calendar string) (*estimator, error) {
	k, err := c.corpus()
	if err != nil {
		return nil, err
	}
	set, err := dialog.Load(k, c.layers()...)
	if err != nil {
		return nil, fmt.Errorf("load flows (mend the lines below):\n%w", err)
	}
	days, err := readCalendars(calendar)
	if err != nil {
		return nil, err
	}
	return &estimator{k, set, days, newPlaces(k), time.Now}, nil
}

func readCalendars(extra string) (*workday.Calendar, error) {
	base, err := fs.ReadFile(data.FS, "calendar/holidays.yaml")
	if err != nil {
		return nil, fmt.Errorf("open calendar: %w", err)
	}
	files := []io.Reader{bytes.NewReader(base)}
	if extra != "" {
		more, err := os.ReadFile(extra)
		if err != nil {
			return nil, fmt.Errorf("open calendar: %w", err)
		}
		files = append(files, bytes.NewReader(more))
	}
	return workday.Read(files...)
}

func (e *estimator) names() string {
	var names []string
	for _, f := range e.set.Flows() {
		names = append(names, f.Name+"("+f.Title+")")
	}
	return say.Typeset(strings.Join(names, "、"))
}

// lines answers a stream, one object a line, in order. A line that cannot be read is answered
// with an error; the lines after it are not lost.
func (e *estimator) lines(ctx context.Context, s streams) error {
	out := bufio.NewWriter(s.out)
	defer out.Flush()
	in := bufio.NewReader(s.in)
	for ctx.Err() == nil {
		line, err := in.ReadString('\n')
		if text := strings.TrimSpace(line); text != "" {
			if err := writeJSON(out, e.line(text)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read estimates: %w", err)
		}
		if in.Buffered() == 0 { // someone may be waiting for the answer
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write estimates: %w", err)
			}
		}
	}
	return ctx.Err()
}

func (e *estimator) line(text string) estimated {
	var q estimateQuery
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		return refused(q.ID, "", fmt.Sprintf("this line is not a JSON object with id, flow, on and answers: %v", err))
	}
	out, _ := e.estimate(q)
	return out
}
