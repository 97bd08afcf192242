package bot

func (t *turn) pressShare(state string) Reply { return t.stale() }
