package store

import (
	"encoding/json"
	"fmt"

	"github.com/yibaowenwen/yibao/bot"
)

// A GivenRow is an answer given as the columns of a table: entry and places are what there is
// one row of per chat, the answer is all of it.
type GivenRow struct{ Entry, Places, Answer string }

// RowOf returns the columns, always the same for the same answer.
func RowOf(g bot.Given) (GivenRow, error) {
	if len(g.Places.Said) == 0 {
		g.Places.Said = nil
	}
	g.Lines = append([]string{}, g.Lines...) // never null
	places, err := json.Marshal(g.Places)
	if err != nil {
		return GivenRow{}, fmt.Errorf("write places: %w", err)
	}
	answer, err := json.Marshal(g)
	if err != nil {
		return GivenRow{}, fmt.Errorf("write answer: %w", err)
	}
	return GivenRow{Clean(g.Entry), string(places), string(answer)}, nil
}

// Given reads the columns.
func (r GivenRow) Given() (g bot.Given, err error) {
	if err := json.Unmarshal([]byte(r.Answer), &g); err != nil {
		return g, fmt.Errorf("read answer: %w", err)
	}
	return g, nil
}

// Replaced returns what stands in the column of an answer before its lines are replaced, and
// after.
func Replaced(g bot.Given, now []string) (before, after string, err error) {
	old, err := RowOf(g)
	if err != nil {
		return "", "", err
	}
	g.Lines = now
	fresh, err := RowOf(g)
	return old.Answer, fresh.Answer, err
}
