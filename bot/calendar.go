package bot

func (t *turn) pressCalendar(state string) Reply { return t.stale() }
