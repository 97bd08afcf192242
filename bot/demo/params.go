package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
)

// maxBody is the size in bytes above which a call is refused.
const maxBody = 10 << 20

// params are the fields of a call. Values that are not strings are kept as their JSON.
type params struct {
	values map[string]string
	files  map[string]File
}

// readParams reads the fields from the query string and from a body in any of the three
// encodings that the Bot API knows.
func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	p := params{map[string]string{}, map[string]File{}}
	for k, v := range r.URL.Query() {
		p.values[k] = v[0]
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := p.readBody(r); err != nil {
		return p, bodyError(err)
	}
	return p, nil
}

func bodyError(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &apiError{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
	}
	return badRequest("can't parse request: %v", err)
}

func (p params) readBody(r *http.Request) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil { // no body, or one that nobody can read
		_, err = io.Copy(io.Discard, r.Body)
		return err
	}
	switch kind {
	case "multipart/form-data":
		return p.readMultipart(r)
	case "application/json":
		return p.readJSON(r.Body)
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	for k, v := range r.PostForm {
		p.values[k] = v[0]
	}
	return nil
}

func (p params) readMultipart(r *http.Request) error {
	if err := r.ParseMultipartForm(maxBody); err != nil {
		return err
	}
	for k, v := range r.MultipartForm.Value {
		p.values[k] = v[0]
	}
	for k, h := range r.MultipartForm.File {
		f, err := readFile(h[0])
		if err != nil {
			return err
		}
		p.files[k] = f
	}
	return nil
}

func readFile(h *multipart.FileHeader) (File, error) {
	f, err := h.Open()
	if err != nil {
		return File{}, fmt.Errorf("open upload: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return File{}, fmt.Errorf("read upload: %w", err)
	}
	return File{Name: h.Filename, Type: h.Header.Get("Content-Type"), Data: data}, nil
}

func (p params) readJSON(body io.Reader) error {
	data, err := io.ReadAll(body)
	if err != nil || len(data) == 0 {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	maps.Copy(p.values, fieldsOf(fields).values)
	return nil
}

// fieldsOf returns the fields of a JSON object as a form would carry them.
func fieldsOf(object map[string]json.RawMessage) params {
	p := params{map[string]string{}, nil}
	for k, raw := range object {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		if string(raw) != "null" {
			p.values[k] = text
		}
	}
	return p
}

// number returns a field as a whole number, or 0 if it is missing or not one.
func (p params) number(name string) int {
	n, err := strconv.Atoi(p.values[name])
	if err != nil {
		return 0
	}
	return n
}

// flag reports whether a field is true.
func (p params) flag(name string) bool {
	switch p.values[name] {
	case "true", "True", "1", "yes", "t":
		return true
	}
	return false
}

// decode reads a JSON field into v, which stays as it is if the field is missing. What
// names the field's type in the error.
func (p params) decode(name, what string, v any) error {
	raw := p.values[name]
	if raw == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(raw), v); err != nil {
		return badRequest("can't parse %s", what)
	}
	return nil
}
