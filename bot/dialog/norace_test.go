//go:build !race

package dialog_test

const slow = 1
