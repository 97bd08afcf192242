package main

import (
	"context"
	"log/slog"
	"syscall"
	"testing"
	"time"
)

// Whoever runs systemctl reload right after a start must not end the process.
func TestEarlyHangUpIsKept(t *testing.T) {
	b, err := newBrain(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); len(b.hup) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the signal was lost")
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	go func() {
		for b.Edition() < 2 && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		cancel()
	}()
	if err := b.reloadOnChange(ctx, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	if b.Edition() < 2 {
		t.Error("the knowledge was not read again")
	}
}
