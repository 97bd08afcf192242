package demo_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/yibaowenwen/yibao/bot/demo"
)

var takeAnew = flag.Bool("update", false, "take the pictures anew")

const (
	thumbnail = 90  // pixels across, to which pictures are made smaller before they are compared
	tolerance = 6.0 // mean difference of grey, of 255: fonts vary from machine to machine
	patience  = 20 * time.Second
)

// pictured is the time of the pictures, for the server and the page.
var pictured = time.Date(2026, 9, 22, 1, 2, 0, 0, time.UTC)

// A scene is a state of the page that is worth a picture.
type scene struct {
	name          string
	width, height int64
	dark          bool
	steps         []chromedp.Action[chromedp.Void]
}

func explanation(context.Context, int64, string) any {
	return map[string]any{
		"decision": "answer", "topic": "要多久", "from": "绵阳市", "to": "成都市", "query": "医保转移要多久", "entry": "transfer.duration", "ms": 0.8,
		"candidates": []map[string]any{
			{"entry": "transfer.duration", "question": "医保转移要多久？", "asked": "转医保几天", "confidence": 0.97, "score": 6.1},
			{"entry": "transfer.documents", "question": "转医保要带什么？", "asked": "材料", "confidence": 0.31, "score": 2.2},
		},
		"lines": []map[string]any{{"text": "一般 15 个工作日内办完。", "source": "示例条目一（2021-12-01）"}, {"text": "告诉我城市，我再看当地的规定。"}},
	}
}

func scenes() []scene {
	ask := []chromedp.Action[chromedp.Void]{
		chromedp.Click(chromedp.CSS("#start"), chromedp.NodeVisible),
		has(`document.querySelectorAll('.in .key').length === 4 && document.activeElement.id === 'text'`),
	}
	with := func(more ...chromedp.Action[chromedp.Void]) []chromedp.Action[chromedp.Void] {
		return append(ask[:2:2], more...)
	}
	return []scene{
		{"welcome", 360, 640, false, nil},
		{"answer", 360, 640, false, ask},
		{"answer-dark", 360, 640, true, ask},
		{"small", 320, 568, false, ask},
		{"file-and-replies", 360, 640, false, with(
			chromedp.SendKeys(chromedp.CSS("#text"), "日历\r"), has(`document.querySelector('.file') !== null`),
			chromedp.SendKeys(chromedp.CSS("#text"), "位置\r"), has(`document.querySelectorAll('#reply button').length === 2`),
		)},
		{"inline", 360, 640, false, with(
			chromedp.Click(chromedp.CSS("#switch")), chromedp.SendKeys(chromedp.CSS("#text"), "@yibao_demo_bot 材料", chromedp.NodeVisible),
			has(`document.querySelectorAll('#sheet .result').length === 3`), chromedp.Click(chromedp.CSS("#sheet .result")),
			// The sheet must open after the answer has come: an answer that comes under an open one is shown from its beginning.
			has(`document.querySelectorAll('#grouplog .in .key').length === 4 && document.querySelector('#sheet').hidden`),
			chromedp.SendKeys(chromedp.CSS("#text"), "@yibao_demo_bot 成都"), has(`document.querySelectorAll('#sheet .result').length === 3`),
		)},
		{"panel", 360, 640, true, with(
			chromedp.SendKeys(chromedp.CSS("#text"), "多久\r"), has(`document.querySelectorAll('.in').length === 2`),
			chromedp.Click(chromedp.CSS("#look")), has(`document.querySelectorAll('.candidates li').length === 2`),
		)},
		{"desk", 1000, 520, false, with(
			chromedp.SendKeys(chromedp.CSS("#text"), "多久\r"), has(`document.querySelectorAll('.in').length === 2 && document.querySelectorAll('.candidates li').length === 2`),
		)},
	}
}

// TestPictures compares the page with pictures that a person has looked at. Each also differs
// from all others by more than is tolerated, so that the comparison is worth something.
func TestPictures(t *testing.T) {
	browser(t)
	taken := map[string]image.Image{}
	for _, sc := range scenes() {
		t.Run(sc.name, func(t *testing.T) {
			path := filepath.Join("testdata", sc.name+".png")
			if *takeAnew {
				taken[sc.name] = sc.take(t, nil)
				return
			}
			want := readPicture(t, path)
			taken[sc.name] = sc.take(t, want)
			d := difference(taken[sc.name], want)
			t.Logf("differs by %.1f", d)
			if d > tolerance {
				got := filepath.Join(os.TempDir(), "yibao-"+sc.name+".png")
				t.Errorf("the page differs from %s by %.1f, see %s; if it looks right: go test ./bot/demo -run TestPictures -update", path, d, got)
			}
		})
	}
	for a, x := range taken {
		for b, y := range taken {
			if a < b && x.Bounds() == y.Bounds() && difference(x, y) <= tolerance {
				t.Errorf("%s and %s look the same", a, b)
			}
		}
	}
}

// take opens the page, brings about the scene and takes a picture. With -update it is kept.
func (sc scene) take(t *testing.T, want image.Image) image.Image {
	t.Helper()
	ctx, wrong := open(t, sc.width, sc.height)
	_, url := stageAt(t, demo.Options{Token: token, Now: func() time.Time { return pictured }, Explain: explanation})
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	if sc.dark {
		features = append(features, &emulation.MediaFeature{Name: "prefers-color-scheme", Value: "dark"})
	}
	steps := []chromedp.Action[chromedp.Void]{
		chromedp.EmulateViewport(sc.width, sc.height, chromedp.EmulateScale(1)),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}),
		command(emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Shanghai"}),
		command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(otherDay, pictured.AddDate(0, 1, 0).UnixMilli())}),
		chromedp.Navigate(url + "/?chat=7"), has(`performance.getEntriesByName('interactive').length > 0`),
	}
	steps = append(steps, sc.steps...)
	steps = append(steps, has(`document.fonts.status === 'loaded' && !document.activeElement.blur()`))
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("%v\nconsole: %s", err, wrong.all())
	}
	data, img := settled(t, ctx, want)
	path := filepath.Join(os.TempDir(), "yibao-"+sc.name+".png")
	if *takeAnew {
		path, data = filepath.Join("testdata", sc.name+".png"), compact(t, img)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return img
}

// otherDay lets the page's clock begin at a time in milliseconds, so that no message is of today.
const otherDay = `{
	const real = Date, ahead = %d - real.now();
	globalThis.Date = class extends real {
		constructor(...at) { if (at.length) super(...at); else super(real.now() + ahead); }
		static now() { return real.now() + ahead; }
	};
}`

// settled takes pictures until two in a row are the same and as wanted: on a busy machine the
// page may still be on its way. When patience is at an end it returns what there is.
func settled(t *testing.T, page context.Context, want image.Image) ([]byte, image.Image) {
	t.Helper()
	var before []byte
	for end := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		data, img := capture(t, page)
		still := bytes.Equal(data, before) && (want == nil || difference(img, want) <= tolerance)
		if still || time.Now().After(end) {
			return data, img
		}
		before = data
	}
}

func capture(t *testing.T, page context.Context) ([]byte, image.Image) {
	t.Helper()
	data, err := chromedp.Run(page, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return data, img
}

// compact encodes a picture with few shades, which makes it small and costs nothing to the eye.
func compact(t *testing.T, img image.Image) []byte {
	t.Helper()
	few := image.NewRGBA(img.Bounds())
	draw.Draw(few, few.Bounds(), img, img.Bounds().Min, draw.Src)
	for i, v := range few.Pix {
		few.Pix[i] = uint8((int(v) + 8) / 17 * 17)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, few); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readPicture(t *testing.T, path string) image.Image {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; take it with -update", err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is the mean difference of the grey of two pictures of the same size, made small.
func difference(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 255
	}
	x, y := shrink(a), shrink(b)
	sum := 0.0
	for i := range x {
		sum += math.Abs(x[i] - y[i])
	}
	return sum / float64(len(x))
}

// shrink makes a picture a few pixels across and grey, each the mean of what it covers.
func shrink(img image.Image) []float64 {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	rows := thumbnail * h / w
	sums, counts := make([]float64, thumbnail*rows), make([]float64, thumbnail*rows)
	for y := range h {
		for x := range w {
			r, g, b, _ := img.At(x, y).RGBA()
			i := min(y*rows/h, rows-1)*thumbnail + x*thumbnail/w
			sums[i] += (0.299*float64(r) + 0.587*float64(g) + 0.114*float64(b)) / 257
			counts[i]++
		}
	}
	for i := range sums {
		sums[i] /= counts[i]
	}
	return sums
}
