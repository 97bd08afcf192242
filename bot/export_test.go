package bot

// FlowStart is the data of the button that opens a flow below an answer to the message.
func (e *Engine) FlowStart(flow string, m Message) string {
	t := turn{Engine: e, Message: m, day: today(m.Now)}
	t.words, _ = clean(string(m.Text))
	t.words, _, _ = t.hant.simplify(t.words)
	f, _ := e.flows.Flow(flow)
	found := t.places.Find(string(m.Text))
	t.Session.Places = Places{From: found.From, To: found.To, Said: found.Places}
	t.Session.Insured = insuredIn(string(m.Text))
	return t.flowStart(f)
}
