package bot_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/engine"
)

// BenchmarkReply answers questions of all lengths, one after the other, and reports the
// median and the 99th percentile of one answer in milliseconds; once with what the search takes
// and once without.
func BenchmarkReply(b *testing.B) {
	p, err := parts()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("found", func(b *testing.B) { benchmarkReply(b, p) })
	p.Finder = remembering{p.Finder, map[bot.Question]bot.Finding{}}
	b.Run("remembered", func(b *testing.B) { benchmarkReply(b, p) })
}

// remembering is a finder that looks each question up once.
type remembering struct {
	bot.Finder
	found map[bot.Question]bot.Finding
}

func (r remembering) Find(ctx context.Context, q bot.Question) (bot.Finding, error) {
	f, ok := r.found[q]
	if ok {
		return f, nil
	}
	f, err := r.Finder.Find(ctx, q)
	r.found[q] = f
	return f, err
}

func benchmarkReply(b *testing.B, p engine.Parts) {
	b.Helper()
	e, err := engine.New(p)
	if err != nil {
		b.Fatal(err)
	}
	questions := []string{
		"从绵阳转到成都要多久",
		"我从绵阳换到成都上班,医保卡里的钱怎么转",
		"离职了医保怎么办",
		"退休医保要交多少年",
		"我妈退休了想跟我去上海住,她的医保关系能不能转过来,看病怎么报销",
		"新农合住院能报多少",
		"养老金怎么转",
		"以前交新农合现在单位给上职工医保,断了两个月,中间住院了能不能报,要办什么手续,去哪里办,要带什么材料",
		"你好",
		"今天天气怎么样",
	}
	var took []float64
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := e.Reply(b.Context(), bot.Message{Text: bot.Text(questions[i%len(questions)]), Now: noon}); err != nil {
			b.Fatal(err)
		}
		took = append(took, float64(time.Since(start).Microseconds())/1000)
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "p50-ms")
	b.ReportMetric(took[len(took)*99/100], "p99-ms")
}
