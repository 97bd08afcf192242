package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/reader"
)

// readerFlags plug in a model that reads questions. There is none by default.
type readerFlags struct {
	Reader          string `help:"请一个模型帮着看懂拿不准的问题:OpenAI 兼容服务器的地址;它只从现成的答案里挑,不写答案。默认不用。密钥放在 YIBAO_READER_KEY 里。" placeholder:"URL|recorded:FILE"`
	ReaderModel     string `name:"reader-model" help:"模型的名字。" placeholder:"NAME"`
	ReaderKeyFile   string `name:"reader-key-file" help:"放密钥的文件,代替 YIBAO_READER_KEY。" placeholder:"FILE" type:"existingfile"`
	ReaderLocalOnly bool   `name:"reader-local-only" help:"只连本机和内网(--no-reader-local-only 才许把问题发到外面)。" default:"true" negatable:""`
	ReaderPerDay    int    `name:"reader-per-day" help:"一天最多问多少次。" default:"5000"`
}

// recordedReader begins the value of --reader that names a file of decisions.
const recordedReader = "recorded:"

// plugIn gives the engines to be built the reader that is asked for, if any.
func (f readerFlags) plugIn(ctx context.Context, c *cli) error {
	if f.Reader == "" {
		return nil
	}
	if file, ok := strings.CutPrefix(f.Reader, recordedReader); ok {
		return replayFrom(file, c)
	}
	key, err := f.key()
	if err != nil {
		return usageError{err}
	}
	r, err := reader.New(ctx, reader.Options{
		URL: f.Reader, Model: f.ReaderModel, Key: key, Anywhere: !f.ReaderLocalOnly, PerDay: f.ReaderPerDay, Now: time.Now,
	})
	if err != nil {
		return usageError{fmt.Errorf("--reader: %w(要 --reader-model 名字;外面的服务器要加 --no-reader-local-only)", err)}
	}
	c.model = r
	return nil
}

// key reads the key from the environment or a file: the command line is seen by everybody on the
// machine.
func (f readerFlags) key() (string, error) {
	if f.ReaderKeyFile == "" {
		return os.Getenv("YIBAO_READER_KEY"), nil
	}
	data, err := os.ReadFile(f.ReaderKeyFile)
	if err != nil {
		return "", fmt.Errorf("--reader-key-file: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

func replayFrom(file string, c *cli) error {
	f, err := os.Open(file)
	if err != nil {
		return usageError{fmt.Errorf("--reader: %w", err)}
	}
	defer f.Close()
	r, err := reader.ReadReplay(f)
	if err != nil {
		return fmt.Errorf("--reader %s: %w", file, err)
	}
	c.model = r
	return nil
}

// typingAfter is when someone is shown that the bot is typing: only a model takes so long.
func typingAfter(model bot.Reader) time.Duration {
	if model == nil {
		return 0
	}
	return 300 * time.Millisecond
}

// readerState is the reader's state for /readyz.
func readerState(model bot.Reader) string {
	if r, ok := model.(*reader.Reader); ok && r.Resting() {
		return "resting"
	}
	return "ok"
}

// A readout tells what a reader was given and chose.
type readout struct {
	Outcome    string          `json:"outcome"`
	Kept       bool            `json:"kept,omitempty"`
	Message    string          `json:"message"`
	Candidates []string        `json:"candidates"`
	Chose      []string        `json:"chose"`
	InScope    bool            `json:"in_scope"`
	Facts      map[string]bool `json:"facts,omitempty"`
}

func readoutOf(r *bot.Read) *readout {
	if r == nil {
		return nil
	}
	o := r.Opinion
	out := &readout{Outcome: string(o.Outcome), Kept: o.Kept, Message: r.Page.Message, Chose: append([]string{}, o.Entries...), InScope: o.InScope, Facts: o.Told}
	for _, c := range r.Page.Choices {
		out.Candidates = append(out.Candidates, c.Entry)
	}
	return out
}

// prepare plugs in the reader of an evaluation, or what records instead. The function returned
// ends the recording.
func (v evalCmd) prepare(ctx context.Context, c *cli) (end func() error, err error) {
	switch {
	case v.Record == "":
		return func() error { return nil }, v.plugIn(ctx, c)
	case v.Reader != "":
		return nil, usageError{errors.New("eval: --record 和 --reader 只能用一个")}
	}
	f, err := os.OpenFile(v.Record, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // questions are people's
	if err != nil {
		return nil, fmt.Errorf("eval --record: %w", err)
	}
	r := reader.NewRecorder(f)
	c.model = r
	return func() error { return errors.Join(r.Err(), f.Close()) }, nil
}

// A readShare counts what was read by a reader.
type readShare struct {
	all, read, agreed int
	outcomes          map[bot.Outcome]int
}

func (s *readShare) note(r *bot.Read) {
	s.all++
	if r == nil {
		return
	}
	if s.outcomes == nil {
		s.outcomes = map[bot.Outcome]int{}
	}
	s.read++
	s.outcomes[r.Opinion.Outcome]++
	if r.Agreed() {
		s.agreed++
	}
}

func (s *readShare) print(w io.Writer) error {
	line := fmt.Sprintf("\nreader: given %d of %d messages (%.3f)", s.read, s.all, float64(s.read)/float64(max(1, s.all)))
	for _, o := range bot.Outcomes() {
		if n := s.outcomes[o]; n > 0 {
			line += fmt.Sprintf(", %s %d", o, n)
		}
	}
	_, err := fmt.Fprintf(w, "%s; chose what we had first %d\n", line, s.agreed)
	return err
}

// readMetrics count and time what a reader does.
type readMetrics struct {
	outcomes *prometheus.CounterVec
	choices  *prometheus.CounterVec
	tokens   *prometheus.CounterVec
	took     prometheus.Histogram
}

// readBy measures a reader, if there is one.
func (m *metrics) readBy(model bot.Reader) {
	if model == nil {
		return
	}
	m.reads = &readMetrics{
		outcomes: counter("reader_questions_total", "Questions for which the reader was to be asked, by what became of it; kept is an earlier opinion.", "outcome"),
		choices:  counter("reader_choices_total", "Opinions of the reader beside our own finding: same, other or none.", "choice"),
		tokens:   counter("reader_tokens_total", "Tokens that the reader's server counted.", "direction"),
		took:     histogram("reader_seconds", "Time that an opinion of the reader took."),
	}
	for _, o := range append(bot.Outcomes(), "kept") {
		m.reads.outcomes.WithLabelValues(string(o))
	}
	m.registry.MustRegister(m.reads.outcomes, m.reads.choices, m.reads.tokens, m.reads.took,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "yibao_reader_resting", Help: "1 while the reader is left alone because it kept failing.",
		}, func() float64 {
			if readerState(model) == "ok" {
				return 0
			}
			return 1
		}))
}

// note takes down what came of asking a reader.
func (m *readMetrics) note(r *bot.Read) {
	if m == nil || r == nil {
		return
	}
	o := r.Opinion
	if o.Kept {
		m.outcomes.WithLabelValues("kept").Inc()
		return
	}
	m.outcomes.WithLabelValues(string(o.Outcome)).Inc()
	m.took.Observe(o.Took.Seconds())
	m.tokens.WithLabelValues("in").Add(float64(o.Tokens.In))
	m.tokens.WithLabelValues("out").Add(float64(o.Tokens.Out))
	if o.Outcome == bot.Chosen {
		choice := map[bool]string{true: "same", false: "other"}[r.Agreed()]
		m.choices.WithLabelValues(cmp.Or(map[bool]string{false: "none"}[r.Chose()], choice)).Inc()
	}
}
