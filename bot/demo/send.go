package demo

import (
	"encoding/json"
	"mime"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxText    = 4096 // UTF-16 units, without tags
	maxCaption = 1024
)

// formatted reads a text field with its entities, given as HTML or as a list.
func (p params) formatted(field, list string) (string, []Entity, error) {
	text := p.values[field]
	if !utf8.ValidString(text) {
		return "", nil, badRequest("strings must be encoded in UTF-8")
	}
	text, es, err := p.parse(clean(text), list)
	if err != nil {
		return "", nil, err
	}
	text, es = trim(text, es)
	return text, detect(text, es), nil
}

func (p params) parse(text, list string) (string, []Entity, error) {
	switch mode := p.values["parse_mode"]; strings.ToLower(mode) {
	case "html":
		plain, es, err := ParseHTML(text)
		if err != nil {
			return "", nil, badRequest("can't parse entities: %v", err)
		}
		return plain, es, nil
	case "":
		var es []Entity
		if err := p.decode(list, "entities", &es); err != nil {
			return "", nil, err
		}
		return text, es, checkEntities(text, es)
	}
	return "", nil, badRequest("unsupported parse_mode")
}

// checkEntities refuses entities beyond the text.
func checkEntities(text string, es []Entity) error {
	n := width(text)
	for _, e := range es {
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > n || e.Type == "" {
			return badRequest("entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", e.Offset, e.Offset+e.Length)
		}
	}
	slices.SortStableFunc(es, func(a, b Entity) int { return a.Offset - b.Offset })
	return nil
}

// text reads the text of a message.
func (p params) text() (string, []Entity, error) {
	text, es, err := p.formatted("text", "entities")
	switch {
	case err != nil:
		return "", nil, err
	case text == "":
		return "", nil, badRequest("message text is empty")
	case width(text) > maxText:
		return "", nil, badRequest("message is too long")
	}
	return text, es, nil
}

func (p params) caption() (string, []Entity, error) {
	text, es, err := p.formatted("caption", "caption_entities")
	if err == nil && width(text) > maxCaption {
		err = badRequest("message caption is too long")
	}
	return text, es, err
}

// draft returns the chat and the parts that every kind of message has.
func (s *Server) draft(p params) (*room, Message, error) {
	r, err := s.room(p)
	if err != nil {
		return nil, Message{}, err
	}
	m := Message{From: &s.me}
	if m.Keyboard, m.Menu, err = p.markup(); err != nil {
		return nil, m, err
	}
	var reply struct {
		MessageID int  `json:"message_id"`
		Optional  bool `json:"allow_sending_without_reply"`
	}
	if err := p.decode("reply_parameters", "reply parameters", &reply); err != nil {
		return nil, m, err
	}
	if reply.MessageID == 0 {
		return r, m, nil
	}
	m.ReplyTo = r.quoted(reply.MessageID)
	if m.ReplyTo == nil && !reply.Optional {
		return nil, m, badRequest("message to be replied not found")
	}
	return r, m, nil
}

func (s *Server) sendMessage(p params) (any, error) {
	r, m, err := s.draft(p)
	if err != nil {
		return nil, err
	}
	if m.Text, m.Entities, err = p.text(); err != nil {
		return nil, err
	}
	if m.LinkPreview, err = p.linkPreview(); err != nil {
		return nil, err
	}
	return s.post(r, m), nil
}

func (p params) linkPreview() (json.RawMessage, error) {
	var fields map[string]any
	if err := p.decode("link_preview_options", "link preview options", &fields); err != nil || fields == nil {
		return nil, err
	}
	return json.RawMessage(p.values["link_preview_options"]), nil
}

func (s *Server) sendDocument(p params) (any, error) {
	r, m, err := s.draft(p)
	if err != nil {
		return nil, err
	}
	if m.Caption, m.CaptionEntities, err = p.caption(); err != nil {
		return nil, err
	}
	if m.Document, err = s.attach(p); err != nil {
		return nil, err
	}
	return s.post(r, m), nil
}

// attach stores the uploaded file, or finds the one that was sent before.
func (s *Server) attach(p params) (*Document, error) {
	ref := p.values["document"]
	f, uploaded := p.files["document"]
	if name, ok := strings.CutPrefix(ref, "attach://"); ok {
		f, uploaded = p.files[name]
	}
	switch {
	case uploaded && len(f.Data) == 0:
		return nil, badRequest("file must be non-empty")
	case uploaded:
		f.Name = filepath.Base(f.Name)
		if t := mime.TypeByExtension(filepath.Ext(f.Name)); t != "" {
			f.Type, _, _ = strings.Cut(t, ";")
		}
		return s.keep(f), nil
	case ref == "":
		return nil, badRequest("there is no document in the request")
	}
	if _, ok := s.files[ref]; !ok {
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	}
	return s.document(ref), nil
}

func (s *Server) sendChatAction(p params) (any, error) {
	r, err := s.room(p)
	if err != nil {
		return nil, err
	}
	switch p.values["action"] {
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
		"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, badRequest("wrong parameter action in request")
	}
	s.note(r, note{Kind: "action", Text: p.values["action"]})
	return true, nil
}
