package main

import (
	"reflect"
	"strings"
	"testing"

	"github.com/yibaowenwen/yibao/index"
	"github.com/yibaowenwen/yibao/knowledge"
	"github.com/yibaowenwen/yibao/knowledge/data"
)

// What is remembered is what would be found again, and long questions are not remembered.
func TestMemoFindsTheSame(t *testing.T) {
	k, err := knowledge.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New(k)
	if err != nil {
		t.Fatal(err)
	}
	m, err := newMemo(ix)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []index.Query{{Text: "医保转移要多久"}, {Text: "医保转移要多久", Topic: "transfer.online"}, {Text: strings.Repeat("医保转移", 10)}} {
		want, err := ix.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		unexplained(want)
		for range 2 {
			got, err := m.Find(t.Context(), q)
			unexplained(got)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%+v: %+v, %v, want %+v", q, got, err, want)
			}
		}
	}
	if n := m.found.Len(); n != 2 {
		t.Errorf("%d questions are remembered, want the 2 short ones", n)
	}
}

// unexplained takes out why the matches were found: what is remembered does not say.
func unexplained(r index.Result) {
	for i := range r.Matches {
		r.Matches[i].Why.Terms, r.Matches[i].Why.Trust = nil, nil
	}
}
