package bot

import (
	"strconv"
	"strings"

	"github.com/yibaowenwen/yibao/bot/say"
)

// askingCity marks a session in which the next message is a city's name.
const askingCity = "city"

// A Command is a slash command as the menu of the chat shows it.
type Command struct{ Name, About string }

// Commands returns the commands in the order of the menu.
func Commands() []Command {
	return []Command{
		{"start", "开始,看看能问什么"},
		{"city", "记住你在哪里参保"},
		{"estimate", "算转移哪天该办完"},
		{"checklist", "要带什么,一项项打勾"},
		{"reminders", "看看、取消到期提醒"},
		{"family", "帮家人问,两边分开记"},
		{"big", "大字少字,给老人看"},
		{"forget", "忘掉这个聊天里的一切"},
		{"help", "怎么用"},
	}
}

func (t *turn) command(text string) Reply {
	name, arg, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	name, _, _ = strings.Cut(name, "@")
	arg = strings.TrimSpace(arg)
	switch strings.ToLower(name) {
	case "start":
		return t.followLink(arg)
	case "city":
		return t.city(arg)
	case "estimate":
		return t.estimate(arg)
	case "checklist":
		return t.checklists()
	case "reminders":
		return t.reminders()
	case "family":
		return t.family(!t.Session.Family)
	case "big":
		return t.toggleBig()
	case "forget":
		return t.forget()
	case "location":
		return t.location(arg)
	}
	return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(say.Help), Buttons: t.starters()})
}

func (t *turn) start() Reply {
	t.Session = t.Session.fresh()
	return t.done(Reply{Decision: SmallTalk, Lines: paragraphs(say.Welcome), Buttons: append(t.starters(), familyButton())})
}

// starters returns three questions that people come with most.
func (t *turn) starters() [][]Button {
	var rows [][]Button
	for _, id := range []string{"transfer.overview", "transfer.duration", "enroll.resignation"} {
		if entry, ok := t.corpus.Entry(id); ok {
			rows = append(rows, []Button{t.show(entry.Question, id)})
		}
	}
	return rows
}

func (t *turn) city(name string) Reply {
	if name == "" {
		t.Session.Asking = askingCity
		return t.done(Reply{Decision: Ask, Lines: paragraphs(say.CityUsage)})
	}
	found := t.places.Find(name)
	switch {
	case len(found.Places) > 0:
		r := t.pressHome(found.Places[0])
		r.Edit = false
		return r
	case len(found.Ambiguous) > 0:
		t.Session.Entry = ""
		return t.whichPlace(found.Ambiguous[0])
	}
	t.Session.Asking = askingCity
	return t.done(Reply{Decision: Ask, Lines: paragraphs(say.CityUnknown(name))})
}

// location answers a shared position, given as latitude and longitude.
func (t *turn) location(arg string) Reply {
	lat, lng, _ := strings.Cut(arg, " ")
	y, err := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(strings.TrimSpace(lng), 64)
	code, km := "", 0.0
	if err == nil && err2 == nil {
		code, km = t.places.Nearest(y, x)
	}
	if code == "" || km > farAway {
		return t.done(Reply{Decision: Ask, Lines: paragraphs(say.CityUsage)})
	}
	return t.done(Reply{
		Decision: Ask,
		Lines:    paragraphs(say.Here(t.Name(code))),
		Buttons:  [][]Button{{{Label: say.ButtonHere, Data: "h:" + code}}},
	})
}

// farAway is the distance in km beyond which a position is not in the nearest known city.
const farAway = 200
