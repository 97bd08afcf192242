package bot

const kinWords = `堂哥|堂弟|堂姐|堂妹|表哥|表弟|表姐|表妹|男朋友|女朋友|丈母娘|老丈人|儿媳妇|外孙女|外孙|外公|外婆|姥姥|姥爷|爷爷|奶奶|公婆|公公|婆婆|岳父母|岳父|岳母|爸妈|父母|爸爸|妈妈|父亲|母亲|老公|老婆|妻子|丈夫|爱人|媳妇|儿媳|女婿|儿子|女儿|孩子|小孩|孙子|孙女|哥哥|弟弟|姐姐|妹妹|侄子|外甥|叔叔|舅舅|姑姑|阿姨|朋友|同事|爸|妈|哥|弟|姐|妹`

var (
	forKin   = compile(`(不是|不想|不)?(?:给|帮|替)(?:我|俺|自己)?(?:的|家)?(` + kinWords + `)(的?(?:` + kinWords + `))?`)
	kinUses  = compile(`()(?:我|俺)(?:的|家)?(` + kinWords + `)(的?(?:` + kinWords + `))?(?:能|可以|可不可以|能不能|可否).{0,6}(?:用|刷|花)`)
	twoKin   = compile(`(?:` + kinWords + `)(?:和|跟|、|还有)(?:我|他|她)?(?:` + kinWords + `)`)
	kinHas   = compile(`(?:` + kinWords + `|他|她|老人|对方)(?:自己)?(?:已经?)?(?:有|参加了?|参了|交了?|是|买了)(?:职工|居民|城乡|新?农合|农村)?.{0,2}(?:医保|合作医疗|农合|参保)`)
	kinLacks = compile(`(?:` + kinWords + `|他|她|老人|对方)(?:自己)?(?:还)?没有?(?:参保|医保|交医保|买医保|参加医保|任何医保)`)
	apart    = compile(`不在(?:同)?一个省|不同省|(?:跨省|外省)参保|外省的医保`)
	together = compile(`(?:在|是)(?:同)?一个省|同省`)

	died      = compile(`去世|过世|病故|身故|走了`)
	emigrated = compile(`出国|移民|出境定居`)
	needsCash = compile(`急用钱|急着用钱|缺钱|提现|取现`)
	resigned  = compile(`离职了?|辞职了?|停保了|断缴了`)
)

// relation takes whose use of the account is asked about: 给我妈用. It may be asked about, but
// must be one relative only.
func (f told) relation(text string) {
	if twoKin.MatchString(text) {
		return
	}
	found := ""
	for _, pattern := range []pattern{forKin, kinUses} {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			if m[1] != "" || m[3] != "" || found != "" && found != m[2] {
				return // not for that one; someone of theirs; or two of them
			}
			found = m[2]
		}
	}
	if found != "" {
		f["relation"] = found
	}
}

// relative takes what is stated of the relative's own insurance.
func (f told) relative(c clause) {
	if !c.states() {
		return
	}
	switch {
	case kinLacks.MatchString(c.text):
		f["relative_insured"] = "no"
	case kinHas.MatchString(c.text):
		f["relative_insured"] = "yes"
	}
	switch {
	case apart.MatchString(c.text):
		f["same_province"] = "no"
	case together.MatchString(c.text):
		f["same_province"] = "yes"
	}
}

// reason takes why someone wants the money out. The gravest one counts.
func (f told) reason(text string, p Places) {
	switch {
	case died.MatchString(text):
		f["reason"] = "death"
	case emigrated.MatchString(text):
		f["reason"] = "emigrate"
	case needsCash.MatchString(text):
		f["reason"] = "need_cash"
	case p.From != "" && p.To != "" && p.From != p.To:
		f["reason"] = "moved"
	case resigned.MatchString(text):
		f["reason"] = "stopped"
	}
}
