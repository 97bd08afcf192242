package bot

func (t *turn) remind(id string) Reply { return t.done(Reply{}) }

func (t *turn) reminders() Reply { return t.stale() }

func (t *turn) pressRemind(arg string) Reply { return t.stale() }
