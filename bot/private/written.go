package private

import "regexp"

// Documents with letters, and numbers that only the words before them make personal: they have
// no check digit and no length of their own.
var (
	// namedLately are words for a document or a file of a person that stand right before its number.
	namedLately = regexp.MustCompile(`(?i)(护照|護照|通行证|通行證|回乡证|回鄉證|台胞证|臺胞證|台胞證|居住证|居住證|居留证|居留證|永居证|军官证|士兵证|出生证|出生医学证明|出生證明|` +
		`医保编号|醫保編號|参保号|參保號|参保编号|登记号|登記號|个人编码|個人編碼|户口本|户口簿|戶口本|戶口簿|户号|戶號|病历号|病歷號|住院号|住院號|就诊号|passport)` +
		`\s*的?(编号|編號|号码|號碼|号|號|number|no\.?)?[\s:：,，是为為]*([a-z]{1,2}\s)?$`)
	// landlines have an area and seven or eight digits; those of offices are no secret.
	landline = regexp.MustCompile(`^0(10|2\d|[3-9]\d{2})[2-8]\d{6,7}$`)
	// ownPhone says that the phone that follows is somebody's own.
	ownPhone = regexp.MustCompile(`(我|俺|家|本人|爸|妈|媽|爷|奶|老公|老婆|妻子|丈夫|儿子|女儿|兒子|女兒|联系|聯繫|聯絡|打给我|回电|回電|座机|座機|固话|固話|宅电|宅電)[^。！？!?\n]{0,8}$`)
	ownAfter = regexp.MustCompile(`^[\s,，]*(这是|這是|是)?(我|俺|家里|家裡)[^。！？!?\n]{0,3}(电话|電話|座机|座機|固话|固話)`)
	office   = regexp.MustCompile(`(局|中心|大厅|大廳|窗口|医院|醫院|热线|熱線|官方|你们|你們|社保|医保|醫保|经办|單位|单位|公司)[^。！？!?\n]{0,8}$`)
)

// document reports whether the digits are those of a document named right before them.
func (n number) document() bool {
	day := len(n.digits) == 8 && isDate(n.digits) && !n.letters
	return n.lately && len(n.digits) <= 18 && !day && !n.days() && !counted.MatchString(n.after)
}

// home reports whether the digits are a landline that somebody calls his own.
func (n number) home() bool {
	if !landline.MatchString(n.digits) {
		return false
	}
	return ownPhone.MatchString(n.before) && !office.MatchString(n.before) || ownAfter.MatchString(n.after)
}
