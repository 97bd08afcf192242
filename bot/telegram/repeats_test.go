package telegram

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestRepeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRepeats()
		expect := func(chat int64, key string, want bool) {
			t.Helper()
			if r.is(chat, key) != want {
				t.Errorf("%d %q: want %v", chat, key, want)
			}
		}
		expect(1, "a", false)
		r.answered(1, "a")
		expect(1, "a", true)
		expect(1, "b", false)
		expect(2, "a", false)
		r.answered(1, "b")
		expect(1, "a", false) // pressed again on purpose, after something else
		r.answered(1, "")
		expect(1, "b", false)
		expect(1, "", false)

		r.answered(1, "c")
		time.Sleep(repeatWithin / 2)
		r.answered(1, "c")
		time.Sleep(repeatWithin * 3 / 4)
		expect(1, "c", true)
		time.Sleep(repeatWithin / 2)
		synctest.Wait()
		expect(1, "c", false)
		if len(r.last) != 0 {
			t.Errorf("%d kept", len(r.last))
		}
	})
}
