package private_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/yibaowenwen/yibao/bot/private"
)

// The valid numbers below are made up: areas and serials that belong to no one, with a
// computed check digit.
func TestFind(t *testing.T) {
	id, bank, phone, card := []private.Kind{private.Identity}, []private.Kind{private.BankCard}, []private.Kind{private.Phone}, []private.Kind{private.Card}
	tests := []struct {
		name, text string
		want       []private.Kind
	}{
		{"identity", "我的身份证是110101190001010006帮我查", id},
		{"identity, spaced", "110101 19000101 0006", id},
		{"identity, each digit apart", "1 1 0 1 0 1 1 9 0 0 0 1 0 1 0 0 0 6", id},
		{"identity, in pieces of all sorts", "1101-01.1900 0101_00—06", id},
		{"identity, over two lines", "110101190001\n010006", id},
		{"identity, zero-width spaces", "110101\u200b19000101\u200b0006", id},
		{"identity, full-width", "１１０１０１１９０００１０１０００６", id},
		{"identity, full-width and X", "１１０１０１１９０００１０１００１Ｘ", nil}, // no valid check digit
		{"identity, lower x", "11010119000101009x", id},
		{"identity, x apart", "110101 19000101 009 X", id},
		{"identity, circled", "①①⓪①⓪①①⑨⓪⓪⓪①⓪①⓪⓪⓪⑥", id},
		{"identity, keycaps", "1️⃣1️⃣0️⃣1️⃣0️⃣1️⃣1️⃣9️⃣0️⃣0️⃣0️⃣1️⃣0️⃣1️⃣0️⃣0️⃣0️⃣6️⃣", id},
		{"identity, Chinese numerals", "一一零一零一一九零零零一零一零零零六", id},
		{"identity, Arabic digits", "١١٠١٠١١٩٠٠٠١٠١٠٠٠٦", id},
		{"identity, mathematical digits", "𝟏𝟏𝟎𝟏𝟎𝟏𝟏𝟗𝟎𝟎𝟎𝟏𝟎𝟏𝟎𝟎𝟎𝟔", id},
		{"identity in words", "号码是110101190001010006,电话呢", id},
		{"wrong check digit but said to be one", "身份证110101190001010009", card},
		{"wrong check digit, no word", "订单110101190001010009", nil},
		{"old form", "老身份证 110101000101001", id},
		{"old form, no word", "110101000101001", id},

		{"phone", "打我电话 138 0000 0000", phone},
		{"phone, unbroken", "13800000000", phone},
		{"phone, hyphens", "138-0000-0000", phone},
		{"phone, code", "+86-13800000000", phone},
		{"phone, code in brackets", "(+86)138 0000 0000", phone},
		{"phone, long code", "0086 13800000000", phone},
		{"phone, code without a gap", "86138 0000 0000", phone},
		{"phone, pairs", "138 00 00 00 01", phone},
		{"phone, each digit apart", "1 3 8 0 0 0 0 0 0 0 0", phone},
		{"phone, other groups", "1380 000 0001", phone},
		{"phone, Chinese numerals", "幺三八零零零零零零零零", phone},
		{"phone after a hotline", "12393 13800000000", phone},
		{"phone after a year", "2026 138 0000 0000", phone},
		{"two phones", "13800000000 13900000000", phone},
		{"glued to words", "加微信13800000000谢谢", phone},

		{"bank card", "卡 6222 0212 3456 7894", bank},
		{"bank card, unbroken", "6222021234567894", bank},
		{"bank card, 19 digits", "6222 0200 0000 0000 000", bank},
		{"bank card, other groups", "622202 1234567894", bank},
		{"bank card, full-width", "６２２２０２１２３４５６７８９４", bank},
		{"bank card, wrong check digit", "6222 0212 3456 7895", nil},

		{"insurance card", "医保卡号是12345678", card},
		{"insurance card, said after", "12345678 是我的医保卡号", card},
		{"social card", "社保卡号:A12345678", card},
		{"Traditional", "身份證 11010119000101", card},
		{"two kinds in order", "手机13800000000,身份证110101190001010006", []private.Kind{private.Phone, private.Identity}},
		{"a mark of ours", "我的‹身份证号›和‹手机号›······", []private.Kind{private.Identity, private.Phone}},

		{"passport", "我的护照号是E12345678能在国内交医保吗", card},
		{"passport, two letters", "护照 EA1234567", card},
		{"passport, in English", "my passport no. E12345678", card},
		{"passport, full-width", "护照号码：Ｅ１２３４５６７８", card},
		{"passport, spaced", "护照 E 1234 5678", card},
		{"pass of Hong Kong and Macau", "港澳通行证C12345678", card},
		{"home return permit", "回乡证H12345678", card},
		{"Taiwan permit", "台胞证12345678", card},
		{"Taiwan permit, Traditional", "臺胞證號碼 12345678", card},
		{"residence permit", "居留证号为810000199", card},
		{"insurance number", "医保编号 00123456", card},
		{"number of the insured", "参保号5107000012345", card},
		{"household book", "户口本编号 12345678", card},
		{"household", "户号:123456789", card},
		{"birth certificate", "出生医学证明编号 S510012345", card},
		{"identity, formal numerals", "壹壹零壹零壹壹玖零零零壹零壹零零零陆", id},
		{"identity, formal Traditional numerals", "壹壹零壹零壹壹玖零零零壹零壹零零零陸", id},
		{"identity, formal and named", "身份证壹壹零壹零壹壹玖", card},
		{"phone, mixed numerals", "138零零00零零零一", phone},
		{"phone, formal numerals", "壹叁捌零零零零零零零零", phone},
		{"phone, 两 for 2", "一三八两两两两三三三三", phone},
		{"phone, as soldiers say it", "幺三八洞洞洞洞拐拐拐勾", phone},
		{"phone, letters for digits", "138OOO13800", phone},
		{"phone, more letters", "l38ooool38O", phone},
		{"phone, Cyrillic letters", "138ООО13800", phone},
		{"phone, slashes", "138/1234/5678", phone},
		{"phone, commas", "138，1234，5678", phone},
		{"phone, list marks", "138、1234、5678", phone},
		{"phone, colons", "138:1234:5678", phone},
		{"phone, bars", "138|1234|5678", phone},
		{"phone, stars", "138*1234*5678", phone},
		{"phone, waves", "138~1234～5678", phone},
		{"phone, soft hyphens", "138\u00ad1234\u00ad5678", phone},
		{"phone, marks of direction", "\u200e138\u200e1234\u200f5678", phone},
		{"phone, each digit apart by commas", "1,3,8,0,0,0,0,0,0,0,1", phone},
		{"bank card, slashes", "6222/0212/3456/7894", bank},
		{"landline of one's own", "我家座机 0816-2233445", []private.Kind{private.Landline}},
		{"landline, said after", "028-86130000 这是我家电话", []private.Kind{private.Landline}},
		{"landline of mother", "打给我妈 0816 2233445", []private.Kind{private.Landline}},

		{"paper and roads", "A4纸打印,走G318国道,坐G2345次", nil},
		{"document numbers", "医保办发〔2021〕43号、川医保发〔2024〕12号、国办发〔2023〕17号", nil},
		{"number of a document, long", "川医保规〔2024〕12号,文号20240012", nil},
		{"hotlines in a row", "12393、12333、12345、95588", nil},
		{"amounts with commas", "一年1,300元,三年 13,900,000 元", nil},
		{"a list of amounts", "1398、1402、155", nil},
		{"amounts by month", "1380/1402/155", nil},
		{"a sum of amounts", "1380+1402+155", nil},
		{"a product", "1380*12*15", nil},
		{"dates with slashes", "2026/11/24、2026/12/01", nil},
		{"times", "2026-11-30 13:59:59", nil},
		{"a passport that ends", "护照 20261231 到期", nil},
		{"a passport of a year", "护照2026年办的", nil},
		{"years on a permit", "通行证 2024 2025 2026 都办过", nil},
		{"office beside an owner", "我打医保局 028-86130000 打不通", nil},
		{"numerals in a sentence", "一个月两次,三家医院四张发票五种药六天七次八百九十元", nil},
		{"numerals and digits", "一共3次,第二次2026年,第三次10月", nil},
		{"letters of words", "OK, hello 12345 Oll", nil},
		{"ICD and models", "ICD-10 编码 E11.900,型号 O2l", nil},

		{"hotlines", "12393 还是 12333,还是 12345", nil},
		{"service numbers", "400-820-8820 或者 800 810 0000", nil},
		{"an office's phone", "绵阳医保局 0816-2233445、028-86130000", nil},
		{"office's phone next to a card", "社保卡 028-86130000 打不通", nil},
		{"hotline with the area", "0816-12393", nil},
		{"year and money", "2026年交400元,2025-09-21受理的", nil},
		{"amounts in a row", "1300 1500 200", nil},
		{"many amounts in a row", "4000 5000 6000 9000", nil},
		{"amounts with points", "工资 13500.50 12000.00 交了", nil},
		{"a range", "8000-12000-15000", nil},
		{"document number", "医保办发〔2021〕43号", nil},
		{"dates in a row", "2026.3.5 2026.4.1", nil},
		{"date after 13.5", "13.5 2026.10.21", nil},
		{"a day next to a card", "身份证 2026-11-24 到期", nil},
		{"an unbroken day next to a card", "身份证有效期到20301231", nil},
		{"days next to a card", "社保卡 2026.1.5-2026.3.5 不能用", nil},
		{"an amount next to a card", "医保卡里有 12345678 元", nil},
		{"years of insurance", "1998 2003 2010 2015 四次断缴", nil},
		{"a sum", "15 * 12 = 180", nil},
		{"words with numerals", "一次补缴三个月还是五个月", nil},
		{"a year in numerals", "二零二六年一月到二零二七年三月", nil},
		{"footnotes", "15 个工作日¹²³⁴⁵⁶⁷⁸⁹⁰¹", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, private.Find(tt.text)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestRedact(t *testing.T) {
	tests := []struct{ name, text, redacted, masked string }{
		{"nothing", "从绵阳转到成都", "从绵阳转到成都", "从绵阳转到成都"},
		{"one", "我是110101190001010006,能转吗", "我是‹身份证号›,能转吗", "我是‹身份证号›············,能转吗"},
		{"two", "13800000000 6222021234567894", "‹手机号› ‹银行卡号›", "‹手机号›······ ‹银行卡号›··········"},
		{"short", "卡号12345678", "卡号‹证件号或卡号›", "卡号‹证件号或卡号›"},
		{"spaced", "(138 0000 0000)", "(‹手机号›)", "(‹手机号›········)"},
		{"beyond 16 bits", "𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎", "‹手机号›", "‹手机号›·················"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := private.Redact(tt.text); got != tt.redacted {
				t.Errorf("redacted %q, want %q", got, tt.redacted)
			}
			if got := private.Mask(tt.text); got != tt.masked {
				t.Errorf("masked %q, want %q", got, tt.masked)
			}
		})
	}
}

// Whatever is taken out leaves nothing to find but its kind, and the length stays.
func FuzzMask(f *testing.F) {
	for _, s := range []string{
		"110101190001010006", "１３８ 0000 0000 x", "1 1 0 1 0 1 1 9 0 0 0 1 0 1 0 0 9 x", "卡号12345678", "12345678是我的卡号",
		"‹手机号› 13800000000", "𝟏𝟏0101", "①②", "一三八零零零零零零零零", "\xff138\xc0 0000 0000", "13800000000\n6222021234567894",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		found := private.Find(s)
		masked := private.Mask(s)
		if d := cmp.Diff(found, private.Find(masked)); d != "" {
			t.Errorf("%q, masked %q: %s", s, masked, d)
		}
		if len(found) == 0 && masked != s {
			t.Errorf("%q became %q", s, masked)
		}
		if again := private.Mask(masked); again != masked {
			t.Errorf("%q, masked again: %q", masked, again)
		}
		before, after := len(utf16.Encode([]rune(s))), len(utf16.Encode([]rune(masked)))
		if before > after || before < after && !strings.Contains(masked, "‹证件号或卡号›") {
			t.Errorf("%d units became %d", before, after)
		}
		private.Redact(s)
	})
}
