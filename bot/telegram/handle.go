package telegram

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

const (
	thinkTime = 15 * time.Second // for the brain
	storeTime = 20 * time.Second // for the store
	longest   = 10 * time.Minute // between two attempts, unless Telegram asks for more
	// maxAlone is how often an update may fail while others are answered: for more than a day.
	// What nobody gets is an outage, and no outage loses anything.
	maxAlone = 150
	// stale is when an answer that nobody has seen yet is thought of again: days have passed,
	// or the knowledge is another one.
	stale = 10 * time.Minute
	// lateAfter is when a person is told that the answer is late.
	lateAfter = 24 * time.Hour
)

var errHalted = errors.New("told to stop")

// A plan is what to do about an update, and how much of it is done.
type plan struct {
	to      target
	press   string // id of the callback to answer, empty if there is none
	repeat  string
	reply   bot.Reply
	kept    store.Outcome
	outcome string // for the metrics
	taken   int    // steps taken
	state   jobState
	asked   time.Time // zero if not known
	thought time.Time
	cut     refusals // what Telegram does not take of this answer
}

// work is what each worker does until there is nothing left to do: take, handle, and put back what
// could not be done now, so that one chat in trouble holds no worker.
func (b *Bot) work(ctx context.Context) {
	for {
		b.caller.gate.wait(ctx, b.o.Now, b.halt)
		j := b.queue.take(ctx)
		if j == nil {
			return
		}
		if wait := b.handle(ctx, j); wait > 0 {
			b.queue.park(ctx, j, wait)
		} else {
			b.queue.finished(j)
		}
	}
}

// handle answers an update and takes it out of the inbox. It returns 0 when that is done,
// otherwise how long to wait before it is called again to go on where it stopped. To wait for
// one's turn, or because Telegram asks for it, is no failure.
func (b *Bot) handle(ctx context.Context, j *job) time.Duration {
	if j.begun.IsZero() {
		j.begun = b.o.Now()
	}
	err := b.attempt(ctx, j)
	if err == nil {
		b.metrics.Handled(j.plan.outcome, b.o.Now().Sub(j.begun))
		return 0
	}
	if ctx.Err() != nil || ended(b.halt) {
		return longest // it stays in the inbox
	}
	v := judge(err)
	if v.fate == again && v.after > 0 {
		if limit := (*limitError)(nil); !errors.As(err, &limit) {
			b.later("asked to wait", j, v.after, err)
		}
		return v.after
	}
	return b.failed(j, err)
}

// failed counts a failure and returns how long to wait, or 0 if the update is given up: when
// others have been answered all the time.
func (b *Bot) failed(j *job, err error) time.Duration {
	j.fails++
	if n := b.caller.gate.count(); n > j.others {
		j.others = n
		j.alone++
	}
	if j.alone < maxAlone {
		wait := min(b.pause<<min(j.fails-1, 20), max(b.pause, longest))
		b.later("update tried again later", j, wait, err)
		return wait
	}
	b.log.Error("update given up", "chat", b.tag(j.chat), "fails", j.fails, "outcome", outcome(err))
	b.metrics.Handled("gave_up", b.o.Now().Sub(j.begun))
	discard, cancel := b.storing()
	defer cancel()
	if err := j.state.discard(discard); err != nil {
		b.complain("update not discarded", err)
	}
	return 0
}

// later logs that an update waits.
func (b *Bot) later(what string, j *job, wait time.Duration, err error) {
	if kept := (*storeError)(nil); errors.As(err, &kept) {
		b.complain("answer not stored; tried again", err)
		return
	}
	if left, ok := b.seldom.say(what); ok {
		b.log.Warn(what, "chat", b.tag(j.chat), "wait", wait.String(), "fails", j.fails, "outcome", outcome(err), "and_others", left)
	}
}

// storing is a context for what must be stored although we are told to stop.
func (b *Bot) storing() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), storeTime)
}

// attempt thinks of an answer unless that is done, sends what is not sent, and stores what came of
// it. A plan of which nobody has seen anything yet is dropped when it has become stale; one that has
// been begun is finished as it is.
func (b *Bot) attempt(ctx context.Context, j *job) error {
	if p := j.plan; p != nil && p.taken == 0 && !p.thought.IsZero() && b.o.Now().Sub(p.thought) > stale {
		j.plan = nil
	}
	if j.plan == nil {
		if err := b.prepareJob(ctx, j); err != nil {
			return err
		}
	}
	j.plan.state = j.state
	if err := b.carryOut(ctx, j); err != nil {
		return err
	}
	if j.plan.outcome == "blocked" {
		j.plan.silence()
	}
	keep, cancel := b.storing()
	defer cancel()
	if err := j.state.finish(keep, j.plan.kept, j.plan.repeat); err != nil {
		return &storeError{err}
	}
	return nil
}

// prepareJob makes the plan of a job.
func (b *Bot) prepareJob(ctx context.Context, j *job) error {
	ctx, cancel := context.WithTimeout(ctx, thinkTime+2*storeTime)
	defer cancel()
	if j.left && !j.counted {
		if err := b.o.Store.Try(ctx, j.update); err != nil {
			return &storeError{err}
		}
		j.counted = true
	}
	p, err := b.think(ctx, j)
	if err != nil {
		return err
	}
	p.taken, p.thought = j.steps, b.o.Now()
	p.excuse(p.thought)
	j.plan = p
	return nil
}

// think makes the plan for an update. A panic on the way becomes an apology.
func (b *Bot) think(ctx context.Context, j *job) (p *plan, err error) {
	p = &plan{to: target{chat: j.chat}, kept: store.Outcome{Update: j.update, Chat: j.chat}, outcome: "answered"}
	defer func() {
		if v := recover(); v != nil {
			b.log.Error("panic", "chat", b.tag(j.chat), "type", fmt.Sprintf("%T", v), "at", frames())
			p.apologise(false)
			err = nil
		}
	}()
	if j.flood {
		p.outcome = "flood"
		p.say(b.slower(j))
		return p, nil
	}
	in := b.read(j)
	p.press = in.callback
	if in.kind == nothing || j.state.repeats(in.repeat) {
		p.outcome, p.repeat = "ignored", in.repeat
		return p, nil
	}
	p.to, p.repeat, p.kept.Chat = in.to, in.repeat, in.who
	p.asked = j.asked(in)
	s, err := j.state.Load(ctx, in.who)
	if err != nil {
		return nil, &storeError{err}
	}
	if in.kind == unreadable {
		p.say(wordsIn(s.Traditional).textOnly)
		return p, nil
	}
	return p, b.ask(ctx, p, bot.Message{
		Text: in.text, Press: in.press, Location: in.at, Quoted: in.quoted, Due: in.event.Due, Changed: in.event.Changed,
		Bot: b.me.name, Editors: true, Group: in.group, Session: s, Now: b.o.Now(),
	})
}

// ask lets the brain reply. Its error becomes an apology, unless we are stopping.
func (b *Bot) ask(ctx context.Context, p *plan, m bot.Message) error {
	thinking, cancel := context.WithTimeout(ctx, thinkTime)
	defer cancel()
	stop := b.typing(thinking, p.to)
	reply, err := b.o.Brain.Reply(thinking, m)
	stop()
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case err != nil:
		b.log.Error("no reply", "chat", b.tag(p.kept.Chat), "type", fmt.Sprintf("%T", err), "timeout", thinking.Err() != nil)
		p.apologise(m.Session.Traditional)
		return nil
	}
	if err := Check(reply); err != nil {
		b.log.Error("reply has parts that cannot be shown", "entry", reply.Entry, "problems", err)
	}
	p.reply = reply
	if !reply.Forget {
		p.keep(m, reply)
	}
	return nil
}

// keep notes what is to be stored of a reply.
func (p *plan) keep(m bot.Message, r bot.Reply) {
	p.kept.Session = &r.Session
	p.kept.Feedback, p.kept.Given, p.kept.Sample = r.Feedback, r.Given, r.Sample
	p.kept.Rescheduled = r.Rescheduled
	switch r.Decision {
	case bot.Answer, bot.Choose, bot.Refuse:
		if m.Text != "" {
			p.kept.Asked = &store.Asked{Topic: r.Topic, Entry: r.Entry, Place: province(r.Session.Places), Decision: r.Decision}
		}
	case bot.SmallTalk, bot.Blocked, bot.Ask:
	}
}

// province returns the code of the province of the first place, if there is one.
func province(p bot.Places) string {
	if len(p.Said) == 0 || len(p.Said[0]) < 2 {
		return ""
	}
	return p.Said[0][:2] + "0000"
}

func (p *plan) say(sentence string) {
	p.reply = bot.Reply{Lines: []bot.Line{{Kind: bot.Plain, Text: sentence}}}
}

// excuse says in front of an answer that it is late.
func (p *plan) excuse(now time.Time) {
	if len(p.reply.Lines) == 0 || p.asked.IsZero() || now.Sub(p.asked) <= lateAfter {
		return
	}
	w := wordsIn(p.kept.Session != nil && p.kept.Session.Traditional)
	day := p.asked.In(time.FixedZone("", 8*60*60)) // in China
	note := bot.Line{Kind: bot.Plain, Text: fmt.Sprintf(w.late, int(day.Month()), day.Day())}
	p.reply.Lines = append([]bot.Line{note}, p.reply.Lines...)
	p.reply.Edit = false // what is changed without a sound is not seen
}

// slower is the notice of a flood.
func (b *Bot) slower(j *job) string {
	if n := j.state.lost(); n > 0 {
		return fmt.Sprintf(wordsIn(false).slowerBy, n)
	}
	return wordsIn(false).slower
}

// asked returns when the person wrote, or else when we received it. What we say of our own
// accord nobody has asked for.
func (j *job) asked(in incoming) time.Time {
	switch {
	case j.update < 0:
		return time.Time{}
	case !in.asked.IsZero():
		return in.asked
	}
	return j.since
}

// apologise makes the answer an apology and drops what the failed one would have stored: the session
// stays as it was before the question.
func (p *plan) apologise(traditional bool) {
	p.outcome, p.repeat = "failed", "" // pressing again may help
	p.kept = store.Outcome{Update: p.kept.Update, Chat: p.kept.Chat}
	if p.kept.Update >= 0 { // nobody has asked for what we wanted to say ourselves
		p.say(wordsIn(traditional).sorry)
	}
}

// frames names the functions on the way to a panic. Unlike a stack trace it shows no
// arguments, which may be numbers of chats.
func frames() []string {
	pcs := make([]uintptr, 16)
	it := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var list []string
	for {
		f, more := it.Next()
		list = append(list, f.Function+":"+strconv.Itoa(f.Line))
		if !more {
			return list
		}
	}
}
