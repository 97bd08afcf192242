package main

import (
	"bytes"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

const readmePicture = "../../.github/page.png"

var takePicture = flag.Bool("picture", false, "take the picture of the README anew")

// The picture of the README is a real conversation.
func TestBrowserPicture(t *testing.T) {
	if !*takePicture {
		t.Skip("the picture of the README is taken with -picture")
	}
	base, tabs := startDemo(t), startBrowser(t)
	p := pickUp(t, tabs, base, "/?chat=301", look{width: 400, height: 1080, scale: 1.5})
	p.begin("从绵阳转到成都要多久", "工作日")
	p.see(`!document.activeElement.blur() && ((box) => { box.scrollTop = box.scrollHeight; return true; })(document.querySelector('#scroll'))`)
	if err := os.WriteFile(filepath.FromSlash(readmePicture), fewerShades(t, p.shoot()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fewerShades makes a picture's file smaller; the eye does not see it.
func fewerShades(t *testing.T, data []byte) []byte {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	few := image.NewRGBA(img.Bounds())
	draw.Draw(few, few.Bounds(), img, img.Bounds().Min, draw.Src)
	for i, v := range few.Pix {
		few.Pix[i] = uint8(min((int(v)+4)/9*9, 255))
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, few); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
