package demo

import (
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// profile is what the bot has told about itself.
type profile struct {
	commands map[string][]command // by scope and language
	texts    map[string]string    // descriptions, by field and language
	rev      int64
}

type command struct {
	Name  string `json:"command"`
	About string `json:"description"`
}

func newProfile() profile {
	return profile{commands: map[string][]command{}, texts: map[string]string{}}
}

// touch tells the page that the profile has changed.
func (s *Server) touch() {
	s.seq++
	s.profile.rev = s.seq
	s.notify()
}

func (s *Server) getMe(params) (any, error) {
	me := map[string]any{
		"can_join_groups": true, "can_read_all_group_messages": true, "supports_inline_queries": true,
		"can_connect_to_business": false, "has_main_web_app": false,
	}
	me["id"], me["is_bot"], me["first_name"], me["username"] = s.me.ID, true, s.me.FirstName, s.me.Username
	return me, nil
}

func (s *Server) getChat(p params) (any, error) {
	r, err := s.room(p)
	if err != nil {
		return nil, err
	}
	return struct {
		Chat
		AccentColor  int             `json:"accent_color_id"`
		MaxReactions int             `json:"max_reaction_count"`
		Gifts        map[string]bool `json:"accepted_gift_types"`
	}{r.chat, 0, 11, map[string]bool{}}, nil
}

// scope returns the key of a list of commands.
func (p params) scope() (string, error) {
	var v struct {
		Type   string      `json:"type"`
		ChatID json.Number `json:"chat_id"`
		UserID json.Number `json:"user_id"`
	}
	if err := p.decode("scope", "BotCommandScope", &v); err != nil {
		return "", err
	}
	switch v.Type {
	case "":
		v.Type = "default"
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators", "chat_member":
	default:
		return "", badRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	return scopeKey(v.Type, v.ChatID.String(), v.UserID.String(), p.values["language_code"]), nil
}

func scopeKey(parts ...string) string { return strings.Join(parts, " ") }

func (s *Server) setMyCommands(p params) (any, error) {
	key, err := p.scope()
	if err != nil {
		return nil, err
	}
	if p.values["commands"] == "" {
		return nil, badRequest("can't parse commands JSON object")
	}
	var list []command
	if err := p.decode("commands", "commands JSON object", &list); err != nil {
		return nil, err
	}
	if len(list) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for i, c := range list {
		c.Name = strings.TrimPrefix(c.Name, "/")
		if !commandName.MatchString(c.Name) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := width(strings.TrimSpace(c.About)); n == 0 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		list[i] = c
	}
	s.profile.commands[key] = list
	s.touch()
	return true, nil
}

func (s *Server) getMyCommands(p params) (any, error) {
	key, err := p.scope()
	if err != nil {
		return nil, err
	}
	return append([]command{}, s.profile.commands[key]...), nil
}

// commands returns the commands that a person with a Chinese phone sees in a chat.
func (s *Server) commands(chatID int64) []command {
	kind := "all_private_chats"
	if chatID < 0 {
		kind = "all_group_chats"
	}
	for _, scope := range [][2]string{{"chat", strconv.FormatInt(chatID, 10)}, {kind, ""}, {"default", ""}} {
		for _, lang := range []string{"zh", ""} {
			if list, ok := s.profile.commands[scopeKey(scope[0], scope[1], "", lang)]; ok && len(list) > 0 {
				return list
			}
		}
	}
	return []command{}
}

// setText keeps a text of at most a number of UTF-16 units.
func setText(field string, limit int) action {
	return func(s *Server, _ context.Context, p params) (any, error) {
		if width(p.values[field]) > limit {
			return nil, badRequest("%s is too long", strings.ReplaceAll(field, "_", " "))
		}
		s.profile.texts[scopeKey(field, p.values["language_code"])] = p.values[field]
		s.touch()
		return true, nil
	}
}

// getText returns a text in a language, or the one for all languages.
func getText(field string) action {
	return func(s *Server, _ context.Context, p params) (any, error) {
		return map[string]string{field: s.text(field, p.values["language_code"])}, nil
	}
}

func (s *Server) text(field, lang string) string {
	if t := s.profile.texts[scopeKey(field, lang)]; t != "" {
		return t
	}
	return s.profile.texts[scopeKey(field, "")]
}
