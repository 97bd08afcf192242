package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/telegram"
)

// metrics counts and times what the bot does, for Prometheus. Labels are words of the
// program's own, never of the people who write to it.
type metrics struct {
	http.Handler // serves the figures

	registry    *prometheus.Registry
	updates     *prometheus.CounterVec
	updateTime  prometheus.Histogram
	calls       *prometheus.CounterVec
	callTime    *prometheus.HistogramVec
	replies     *prometheus.CounterVec
	replyTime   prometheus.Histogram
	replyErrors prometheus.Counter
	reloads     *prometheus.CounterVec
	reads       *readMetrics // nil without a reader
}

func newMetrics() *metrics {
	m := &metrics{
		registry:    prometheus.NewRegistry(),
		updates:     counter("updates_total", "Updates that are done with, by what became of them.", "outcome"),
		updateTime:  histogram("update_seconds", "From taking up an update to the end of its answer."),
		calls:       counter("api_calls_total", "Requests to the Bot API; retry means that the same one was made again.", "method", "outcome"),
		callTime:    prometheus.NewHistogramVec(timing("api_call_seconds", "Time of one request to the Bot API; getUpdates waits on purpose."), []string{"method"}),
		replies:     counter("replies_total", "Replies of the engine, by how sure it was.", "decision"),
		replyTime:   histogram("reply_seconds", "Time the engine took for a reply."),
		reloads:     counter("knowledge_reloads_total", "Times that changed knowledge was read; refused means that it has mistakes and the old one stays.", "outcome"),
		replyErrors: prometheus.NewCounter(prometheus.CounterOpts{Name: "yibao_reply_errors_total", Help: "Messages for which the engine had no reply."}),
	}
	m.registry.MustRegister(
		m.updates, m.updateTime, m.calls, m.callTime, m.replies, m.replyTime, m.replyErrors, m.reloads,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	)
	// A counter that starts with its first event hides that event from rate().
	for _, o := range []string{"answered", "ignored", "failed", "blocked", "closed", "flood", "dropped", "gave_up"} {
		m.updates.WithLabelValues(o)
	}
	for _, o := range []string{"ok", "refused"} {
		m.reloads.WithLabelValues(o)
	}
	for _, d := range []bot.Decision{bot.Answer, bot.Choose, bot.Refuse, bot.SmallTalk, bot.Blocked, bot.Ask} {
		m.replies.WithLabelValues(string(d))
	}
	m.Handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
	return m
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "yibao_" + name, Help: help}, labels)
}

func histogram(name, help string) prometheus.Histogram {
	return prometheus.NewHistogram(timing(name, help))
}

func timing(name, help string) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{
		Name: "yibao_" + name, Help: help,
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
	}
}

// Called implements telegram.Metrics.
func (m *metrics) Called(method, outcome string, took time.Duration) {
	m.calls.WithLabelValues(method, outcome).Inc()
	m.callTime.WithLabelValues(method).Observe(took.Seconds())
}

// Handled implements telegram.Metrics. What was not taken up took no time.
func (m *metrics) Handled(outcome string, took time.Duration) {
	m.updates.WithLabelValues(outcome).Inc()
	if took > 0 {
		m.updateTime.Observe(took.Seconds())
	}
}

// reloaded counts what became of changed knowledge.
func (m *metrics) reloaded(outcome string) { m.reloads.WithLabelValues(outcome).Inc() }

// gauge shows how the bot is at the moment of asking.
func (m *metrics) gauge(b *telegram.Bot) {
	m.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "yibao_updates_waiting", Help: "Updates that are being answered or wait for it.",
		}, func() float64 { return float64(b.Waiting()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "yibao_ready", Help: "1 while updates are received, otherwise 0; see /readyz.",
		}, func() float64 {
			if b.Ready() != nil {
				return 0
			}
			return 1
		}),
	)
}

// watch counts and times the replies of a brain.
func (m *metrics) watch(b telegram.Brain) telegram.Brain { return watched{b, m} }

type watched struct {
	brain telegram.Brain
	m     *metrics
}

// Reply implements telegram.Brain.
func (w watched) Reply(ctx context.Context, msg bot.Message) (bot.Reply, error) {
	begun := time.Now()
	r, err := w.brain.Reply(ctx, msg)
	w.m.replyTime.Observe(time.Since(begun).Seconds())
	if err != nil {
		w.m.replyErrors.Inc()
		return r, err
	}
	w.m.replies.WithLabelValues(string(r.Decision)).Inc()
	w.m.reads.note(r.Read)
	return r, nil
}

// Again implements telegram.Reviser.
func (w watched) Again(g bot.Given, now time.Time) []string {
	if b, ok := w.brain.(telegram.Reviser); ok {
		return b.Again(g, now)
	}
	return g.Lines
}

// Edition implements telegram.Reviser.
func (w watched) Edition() int64 {
	if b, ok := w.brain.(telegram.Reviser); ok {
		return b.Edition()
	}
	return 0
}

// Inline implements telegram.Inliner.
func (w watched) Inline(ctx context.Context, text bot.Text, now time.Time) ([]bot.InlineResult, error) {
	if b, ok := w.brain.(telegram.Inliner); ok {
		return b.Inline(ctx, text, now)
	}
	return nil, nil
}
