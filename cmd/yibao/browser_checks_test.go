package main

import (
	"strings"

	"github.com/chromedp/chromedp"
)

// faults is a script that returns what is wrong with the page as it is shown: texts with too
// little contrast, buttons too small for a finger, without a name, cut off, and a page wider than the screen.
const faults = `(() => {
  const found = [];
  const rgba = (c) => { const n = c.match(/[\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1]; };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (node) => { // what is behind an element, or null over a picture
    const layers = [];
    for (let n = node; n; n = n.parentElement) {
      const s = getComputedStyle(n), c = rgba(s.backgroundColor);
      if (c[3] > 0) layers.push(c);
      if (c[3] === 1) break;
      if (s.backgroundImage !== 'none') return null;
    }
    return layers.reverse().reduce((below, c) => over(c, below), [255, 255, 255, 1]);
  };
  const shown = (n) => n.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !n.closest('.sr, noscript, option') && !n.closest('[inert]');
  const name = (n) => (n.id ? '#' + n.id : n.className || n.tagName) + ' “' + n.textContent.trim().slice(0, 20) + '”';
  const judge = (n, style, need) => {
    const back = behind(n);
    if (!back) return found.push('over a picture: ' + name(n));
    const c = contrast(over(rgba(style.color), back), back);
    if (c < need) found.push('contrast ' + c.toFixed(2) + ': ' + name(n));
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walk.nextNode()) {
    const n = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() === '' || seen.has(n) || !shown(n)) continue;
    seen.add(n);
    judge(n, getComputedStyle(n), 4.5);
  }
  for (const n of document.querySelectorAll('textarea, input')) if (shown(n)) judge(n, getComputedStyle(n, '::placeholder'), 4.5);
  for (const n of document.querySelectorAll('button svg')) if (shown(n)) judge(n, getComputedStyle(n), 3);
  for (const n of document.querySelectorAll('button, a.key, a.file, summary, textarea, input, [role=button]')) {
    if (!shown(n) || n.matches('.cmd')) continue;
    const r = n.getBoundingClientRect();
    if (r.width < 43.5 || r.height < 43.5) found.push('small ' + Math.round(r.width) + '×' + Math.round(r.height) + ': ' + name(n));
    if (!(n.ariaLabel || n.textContent.trim() || n.labels?.length)) found.push('no name: ' + name(n));
    if (n.matches('.key') && n.scrollWidth > n.clientWidth + 1) found.push('cut off: ' + name(n));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen: ' + document.documentElement.scrollWidth);
  for (const n of document.querySelectorAll('.log:not([hidden]) .bubble, .log:not([hidden]) .key')) {
    const r = n.getBoundingClientRect();
    if (shown(n) && (r.left < 0 || r.right > innerWidth + 0.5)) found.push('beside the screen: ' + name(n));
  }
  return found;
})()`

// check looks the page over as it is shown now.
func (p *handset) check() {
	p.t.Helper()
	list, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](faults))
	if err != nil {
		p.t.Fatal(err)
	}
	if len(list) > 0 {
		p.t.Errorf("the page:\n%s", strings.Join(list, "\n"))
	}
}
