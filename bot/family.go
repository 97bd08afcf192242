package bot

func (t *turn) family(on bool) Reply { return t.stale() }
