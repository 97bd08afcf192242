package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot"
	"github.com/yibaowenwen/yibao/bot/store"
)

// A Database is a place that can be looked at from outside.
type Database struct {
	Place Place
	Raw   *sql.DB
	// Catalogue is a query for all pairs of a table and one of its columns.
	Catalogue string
}

// Forgets goes through every column of every table, those included that somebody adds later:
// of a chat that is forgotten nothing is left but the messages that wait for an answer.
func Forgets(t *testing.T, d Database) {
	t.Helper()
	const chat, other = 987654321, 987654322
	ctx := t.Context()
	c := newClock()
	s := d.Place(c.now)
	resume(t, s, botID)
	for i, who := range []int64{chat, other} {
		id := int64(i * 10)
		add(t, s, update(id+1, who), update(id+2, who), store.Update{ID: id + 3, Chat: who, Body: fmt.Appendf(nil, `{"chat":%d}`, who)})
		remind(t, s, c, id+1, who, map[string]int{"now": 0, "soon": 0, "later": 9})
		ring(t, s, 10)
		full(t, s, id+2, who)
		w := watches(t, s, 0, 10)
		if _, ok, err := s.Correct(ctx, w[len(w)-1], []string{"y"}); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	found := d.find(t, chat)
	for _, table := range d.tables(t) {
		if slices.Contains(table.columns, "chat") && !slices.Contains(found, table.name+".chat") {
			t.Errorf("nothing of the chat is in %s: the test proves nothing for it", table.name)
		}
	}
	before := len(d.find(t, other))
	check(t, s.Forget(ctx, chat))
	ids(t, ofChat(resume(t, s, botID), chat), 3)
	for _, where := range d.find(t, chat) {
		if !slices.Contains(waitingPlaces(), where) {
			t.Errorf("the chat is still in %s", where)
		}
	}
	if len(d.find(t, other)) != before {
		t.Error("something of another chat is gone")
	}
	finish(t, s, 3, chat, nil)
	if diff := cmp.Diff([]string(nil), d.find(t, chat)); diff != "" {
		t.Errorf("after the last answer: %s", diff)
	}
}

// waitingPlaces are the columns in which a message that waits for an answer is found.
func waitingPlaces() []string { return []string{"inbox.chat", "inbox.body", "lane.chat"} }

// full finishes an update with everything that can come of one.
func full(t *testing.T, s store.Store, id, chat int64) {
	t.Helper()
	session := load(t, s, chat)
	session.Notify, session.Home = true, "510100"
	g := duration("510100", "x")
	check(t, s.Finish(t.Context(), store.Outcome{
		Update: id, Chat: chat, Session: &session, Given: &g,
		Feedback: &bot.Feedback{Entry: "transfer.duration"},
		Asked:    &store.Asked{Topic: "transfer.duration", Entry: "transfer.duration", Place: "510000", Decision: bot.Answer},
		Sample:   &bot.Sample{Text: "多久", Entry: "transfer.duration", Unhelpful: true},
	}))
}

func ofChat(list []store.Update, chat int64) []store.Update {
	return slices.DeleteFunc(list, func(u store.Update) bool { return u.Chat != chat })
}

// Migrates opens a database that an earlier version made, and uses it. Before it, setup makes
// the database as that version left it.
func Migrates(t *testing.T, d Database, setup string) {
	t.Helper()
	if _, err := d.Raw.ExecContext(t.Context(), setup); err != nil {
		t.Fatalf("make the old database: %v", err)
	}
	c := newClock()
	s := d.Place(c.now)
	want := []store.Update{{ID: 3, Chat: 5, Body: []byte("{}"), Tries: 1}, {ID: 4, Chat: 6, Body: []byte("{}")}}
	same(t, want, resume(t, s, 77))
	ids(t, add(t, s, update(1, 5), update(2, 5), update(3, 5), update(5, 5)), 5)
	if old, expired := load(t, s, 5), load(t, s, 6); old.Home != "510100" || old.Places.From != "510700" || expired.Home != "" {
		t.Errorf("sessions: %+v, %+v", old, expired)
	}
	full(t, s, 3, 5)
	got := must(s.Ratings(t.Context()))(t)
	same(t, []store.Rating{{Entry: "transfer.duration", Helpful: 3, Unhelpful: 2}}, got)
	remind(t, s, c, 4, 6, map[string]int{"a": 0})
	ids(t, ring(t, s, 1), -1)
	sweep(t, s)
	if len(counts(t, s, "")) != 1 || len(samples(t, s)) != 1 || load(t, s, 5).Home != "510100" {
		t.Error("something is not there")
	}
	d.Place(c.now) // it is up to date now
}

type table struct {
	name    string
	columns []string
}

func (d Database) tables(t *testing.T) (list []table) {
	t.Helper()
	d.query(t, d.Catalogue, func(v []any) {
		name, column := text(v[0]), text(v[1])
		if len(list) == 0 || list[len(list)-1].name != name {
			list = append(list, table{name: name})
		}
		last := &list[len(list)-1]
		last.columns = append(last.columns, column)
	})
	if len(list) < 8 {
		t.Fatalf("only %d tables", len(list))
	}
	return list
}

// find returns the columns in which a number stands, alone or within something.
func (d Database) find(t *testing.T, number int64) (list []string) {
	t.Helper()
	for _, table := range d.tables(t) {
		d.query(t, "SELECT "+strings.Join(table.columns, ", ")+" FROM "+table.name, func(v []any) {
			for i := range v {
				where := table.name + "." + table.columns[i]
				if strings.Contains(text(v[i]), fmt.Sprint(number)) && !slices.Contains(list, where) {
					list = append(list, where)
				}
			}
		})
	}
	return list
}

func text(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	return fmt.Sprint(v)
}

func (d Database) query(t *testing.T, query string, row func([]any)) {
	t.Helper()
	if err := d.each(t.Context(), query, row); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func (d Database) each(ctx context.Context, query string, row func([]any)) error {
	rows, err := d.Raw.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row(values)
	}
	return rows.Err()
}
