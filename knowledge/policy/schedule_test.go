package policy_test

import (
	"testing"

	"github.com/yibaowenwen/yibao/knowledge/policy"
)

// The official tables (附表 of 国务院关于渐进式延迟法定退休年龄的办法) group months of birth into
// rows of one delay each. These are the first month of each year's first row and its delay,
// reckoned by hand from the rule that the tables spell out, and the months in which the last row begins.
func TestRetirementSchedule(t *testing.T) {
	for _, tt := range []struct {
		name      string
		track     policy.Track
		age, step int // years before the rise; months of birth in a row
		first     int // year of birth of the first row, which begins in January
		delays    []int
		last      [2]int // year and month of birth from which the delay grows no more
		most      int
	}{
		{"男职工", policy.Men60, 60, 4, 1965, []int{1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 34}, [2]int{1976, 9}, 36},
		{"原55周岁的女职工", policy.Women55, 55, 4, 1970, []int{1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 34}, [2]int{1981, 9}, 36},
		{"原50周岁的女职工", policy.Women50, 50, 2, 1975, []int{1, 7, 13, 19, 25, 31, 37, 43, 49, 55}, [2]int{1984, 11}, 60},
	} {
		t.Run(tt.name, func(t *testing.T) {
			row := func(year, month, want int) {
				t.Helper()
				born := policy.NewMonth(year, month)
				on, delay := policy.Retirement(born, tt.track)
				if delay != want || on != born+policy.Month(tt.age*12+want) {
					t.Errorf("born %s: %d months late, retires %s; want %d months", born, delay, on, want)
				}
			}
			row(tt.first-1, 12, 0)
			for i, delay := range tt.delays {
				for month := 1; month <= 12; month++ { // every row of the year, first and last month
					want := min(delay+(month-1)/tt.step, tt.most)
					row(tt.first+i, month, want)
				}
			}
			row(tt.last[0], tt.last[1], tt.most)
			row(tt.last[0], tt.last[1]-1, tt.most-1)
			row(tt.last[0]+1, 1, tt.most)
			row(tt.last[0]+20, 12, tt.most)
		})
	}
}
