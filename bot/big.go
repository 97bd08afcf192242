package bot

func (r Reply) big() Reply { return r }

func (t *turn) toggleBig() Reply { return t.stale() }
