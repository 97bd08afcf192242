//go:build race

package dialog_test

// slow is how much longer a walk may take under the race detector.
const slow = 20
