package bot

func (t *turn) pressSample(arg string) Reply { return t.stale() }
