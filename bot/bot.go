// Package bot is the conversation: it turns a message into a reply from the knowledge,
// without Telegram, a database or a clock. [Engine.Reply] is a pure function of the message,
// the session and the time it is given.
package bot
