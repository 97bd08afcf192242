package bot

func (t *turn) changed(c Change) Reply { return t.done(Reply{}) }

func (t *turn) pressNotify(arg string) Reply { return t.stale() }
