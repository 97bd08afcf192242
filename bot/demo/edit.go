package demo

import (
	"net/http"
	"reflect"
	"strings"
)

// target returns the chat and the message that is to be edited.
func (s *Server) target(p params) (*stored, error) {
	if p.values["inline_message_id"] != "" {
		return nil, badRequest("MESSAGE_ID_INVALID") // people here never pick inline results
	}
	r, err := s.room(p)
	if err != nil {
		return nil, err
	}
	if p.number("message_id") == 0 {
		return nil, badRequest("message identifier is not specified")
	}
	m := r.find(p.number("message_id"))
	switch {
	case m == nil:
		return nil, badRequest("message to edit not found")
	case !m.FromBot():
		return nil, badRequest("message can't be edited")
	}
	return m, nil
}

func (s *Server) editMessageText(p params) (any, error) {
	return s.edit(p, func(m *Message) (err error) {
		if m.Text == "" {
			return badRequest("there is no text in the message to edit")
		}
		if m.Text, m.Entities, err = p.text(); err != nil {
			return err
		}
		m.LinkPreview, err = p.linkPreview()
		return err
	})
}

// editMessageReplyMarkup changes the buttons alone, and without buttons removes them.
func (s *Server) editMessageReplyMarkup(p params) (any, error) {
	return s.edit(p, func(*Message) error { return nil })
}

// edit changes a message of the bot. Its keyboard goes unless it is sent again.
func (s *Server) edit(p params, change func(*Message) error) (any, error) {
	old, err := s.target(p)
	if err != nil {
		return nil, err
	}
	m := old.Message
	if err := change(&m); err != nil {
		return nil, err
	}
	keyboard, menu, err := p.markup()
	if err != nil {
		return nil, err
	}
	if menu != nil {
		return nil, badRequest("inline keyboard expected")
	}
	m.Keyboard = keyboard
	if same(m, old.Message) {
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	m.EditDate = s.opts.Now().Unix()
	s.replace(old, m)
	return m, nil
}

// same reports whether two messages look alike, apart from the preview of a link.
func same(a, b Message) bool {
	a.LinkPreview, b.LinkPreview = nil, nil
	return reflect.DeepEqual(a, b)
}

// deleteMessage keeps the message for tests but shows it to nobody.
func (s *Server) deleteMessage(p params) (any, error) {
	r, err := s.room(p)
	if err != nil {
		return nil, err
	}
	if p.number("message_id") == 0 {
		return nil, badRequest("message identifier is not specified")
	}
	m := r.find(p.number("message_id"))
	if m == nil {
		return nil, badRequest("message to delete not found")
	}
	if !s.deletable(m) {
		return nil, badRequest("message can't be deleted")
	}
	gone := m.Message
	gone.Deleted = true
	s.replace(m, gone)
	return true, nil
}

// deletable reports whether the bot may delete a message: not one older than two days, nor
// a person's in a group, where the bot is no administrator.
func (s *Server) deletable(m *stored) bool {
	young := s.opts.Now().Unix()-m.Date <= int64(lifetime.Seconds())
	return young && (m.FromBot() || m.Chat.ID > 0)
}

// getFile says where the bytes of a document are; serveBotFile asks for the token once more.
func (s *Server) getFile(p params) (any, error) {
	id := p.values["file_id"]
	f, ok := s.files[id]
	if !ok {
		return nil, badRequest("invalid file_id")
	}
	return map[string]any{
		"file_id": id, "file_unique_id": s.document(id).UniqueID, "file_size": len(f.Data), "file_path": "documents/" + id,
	}, nil
}

// serveBotFile sends what getFile pointed to.
func (s *Server) serveBotFile(w http.ResponseWriter, r *http.Request) {
	token, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	f, ok := s.File(strings.TrimPrefix(path, "documents/"))
	if !s.authorized(token) || !ok {
		reply(w, nil, &apiError{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(f.Data)
}
