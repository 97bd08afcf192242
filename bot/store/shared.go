package store

import (
	"context"
	"time"

	"github.com/yibaowenwen/yibao/bot"
)

// RepeatTTL is how soon after its answer the same thing again counts as the same: a button
// pressed twice, the further pictures of an album.
const RepeatTTL = 2 * time.Second

// A Shared store serves several processes at once. They answer the same inbox: whoever has
// claimed a chat answers its oldest update, and nobody else can claim that chat meanwhile.
// When a process dies, or loses its connection, its claims are free again.
type Shared interface {
	Store
	// Join is called once at the start of each process, instead of Resume: it drops the inbox
	// if another bot used it before.
	Join(ctx context.Context, botID int64) error
	// Put records updates like Add. When more than backlog of one chat are waiting, the first
	// one over stays, marked as a flood, and further ones are dropped until half of them are
	// done. It returns those that stay and the number dropped.
	Put(ctx context.Context, updates []Update, backlog int) (fresh []Update, dropped int, err error)
	// Waiting returns at most limit chats with an update to be answered now, whether they are
	// claimed or not, those that wait longest first; and how many updates wait altogether.
	Waiting(ctx context.Context, limit int) (chats []int64, total int, err error)
	// Claim takes a chat. It returns nil without waiting if there is nothing to do in the chat,
	// or another process is at it. What is claimed must be finished, discarded or released.
	Claim(ctx context.Context, chat int64) (Claim, error)
	// Claims is how many chats one process can claim at a time.
	Claims() int
	Leader
}

// A Leader lets one of several processes do what only one may do.
type Leader interface {
	// Lead makes the process the leader for the time of the lease, or renews its lease, unless
	// another one leads. It goes by the clock of the store.
	Lead(ctx context.Context, who string, lease time.Duration) (bool, error)
	// Resign ends the lease of the process.
	Resign(ctx context.Context, who string) error
}

// A Claim is a chat that belongs to one process for a while, in one transaction: what it
// stores is seen by others when it ends, or never.
type Claim interface {
	Task() Task
	Load(ctx context.Context, chat int64) (bot.Session, error)
	Forget(ctx context.Context, chat int64) error
	// Finish does what Inbox.Finish does and notes what counts as a repetition of it.
	Finish(ctx context.Context, o Outcome, repeat string) error
	// Discard marks the update as handled without an answer.
	Discard(ctx context.Context) error
	// Release leaves the update to be taken up again, by whoever comes first, after a wait.
	// It does nothing if the claim has ended or been lost.
	Release(ctx context.Context, p Progress, wait time.Duration) error
}

// A Task is the oldest update of a claimed chat.
type Task struct {
	Update
	Age    time.Duration // since it was received
	More   bool          // others wait behind it
	Flood  bool          // it stands for all that was dropped
	Repeat string        // what counts as a repetition of what was answered just now, if anything
	Progress
}

// Progress is how far an update has got that could not be finished.
type Progress struct {
	Steps int // of the answer, taken
	Fails int // attempts
}
