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
	thinkTime  = 15 * time.Second // for the brain
	answerTime = 45 * time.Second // for one attempt at the whole update
	longest    = time.Minute      // between two attempts, unless Telegram asks for more
	maxFails   = 30               // attempts: about half an hour
)

// A plan is what to do about an update, and how much of it is done.
type plan struct {
	to      target
	press   string // id of the callback to answer, empty if there is none
	repeat  string
	reply   bot.Reply
	kept    store.Outcome
	outcome string // for the metrics
	taken   int    // steps taken
	noRich  bool   // the answer was refused as a rich message
	desk    desk
}

func (b *Bot) work(ctx context.Context) {
	for {
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
// otherwise how long to wait before it is called again to go on where it stopped.
func (b *Bot) handle(ctx context.Context, j *job) time.Duration {
	if j.begun.IsZero() {
		j.begun = b.o.Now()
	}
	wait, err := b.attempt(ctx, j)
	if err == nil {
		b.metrics.Handled(j.plan.outcome, b.o.Now().Sub(j.begun))
		return 0
	}
	j.fails++
	if ctx.Err() != nil {
		return longest // we are stopping: it stays in the inbox
	}
	if j.fails < maxFails {
		wait = max(wait, min(b.pause<<min(j.fails-1, 10), longest))
		b.log.Warn("update tried again later", "chat", b.tag(j.chat), "wait", wait.String(), "fails", j.fails, "outcome", outcome(err))
		return wait
	}
	b.log.Error("update given up", "chat", b.tag(j.chat), "fails", j.fails, "outcome", outcome(err))
	b.metrics.Handled("gave_up", b.o.Now().Sub(j.begun))
	if err := j.desk.discard(ctx); err != nil {
		b.log.Error("update not discarded", "chat", b.tag(j.chat), "error", err)
	}
	return 0
}

func (b *Bot) attempt(ctx context.Context, j *job) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if j.plan == nil {
		if j.left {
			if err := b.o.Store.Try(ctx, j.update); err != nil {
				return 0, err
			}
		}
		p, err := b.think(ctx, j)
		if err != nil {
			return 0, err
		}
		p.taken = j.steps
		j.plan = p
	}
	j.plan.desk = j.desk
	if wait, err := b.carryOut(ctx, j); err != nil {
		return wait, err
	}
	if j.plan.outcome == "blocked" {
		j.plan.silence()
	}
	return 0, j.desk.finish(ctx, j.plan.kept, j.plan.repeat)
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
		p.say(wordsIn(false).slower)
		return p, nil
	}
	in := b.read(j)
	p.press = in.callback
	if in.kind == nothing || j.desk.repeats(in.repeat) {
		p.outcome, p.repeat = "ignored", in.repeat
		return p, nil
	}
	p.to, p.repeat, p.kept.Chat = in.to, in.repeat, in.who
	s, err := j.desk.Load(ctx, in.who)
	if err != nil {
		return nil, err
	}
	if in.kind == unreadable {
		p.say(wordsIn(s.Traditional).textOnly)
		return p, nil
	}
	return p, b.ask(ctx, p, bot.Message{
		Text: in.text, Press: in.press, Quoted: in.quoted, Due: in.event.Due, Changed: in.event.Changed,
		Bot: b.me.name, Editors: true, Group: in.group, Session: s, Now: b.o.Now(),
	})
}

// ask lets the brain reply. Its error becomes an apology, unless we are stopping.
func (b *Bot) ask(ctx context.Context, p *plan, m bot.Message) error {
	thinking, cancel := context.WithTimeout(ctx, thinkTime)
	defer cancel()
	reply, err := b.o.Brain.Reply(thinking, m)
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
