// Texts with entities, built as DOM nodes: nothing that anyone wrote is ever read as HTML.

const tags = {
  bold: 'strong', italic: 'em', code: 'code', pre: 'pre', blockquote: 'blockquote',
  expandable_blockquote: 'blockquote', text_link: 'a', url: 'a', bot_command: 'button',
};

export function el(tag, cls, ...children) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  node.append(...children);
  return node;
}

export function icon(path, cls) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  if (cls) svg.setAttribute('class', cls);
  const p = document.createElementNS(ns, 'path');
  p.setAttribute('d', path);
  svg.append(p);
  return svg;
}

// href returns an address that is safe to follow, or null.
export function href(address) {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:', 'tel:', 'tg:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

// fill appends text[from, to) to node. Offsets are UTF-16 units, as in JavaScript itself.
// Entities come sorted, the outer before the inner; one that sticks out of another is cut.
export function fill(node, text, entities = [], say, from = 0, to = text.length) {
  const rest = [...entities];
  let at = from;
  while (rest.length) {
    const e = rest.shift();
    const end = Math.min(e.offset + e.length, to);
    if (e.offset > at) node.append(text.slice(at, e.offset));
    const inner = [], later = [];
    while (rest.length && rest[0].offset < end) {
      const c = rest.shift();
      const over = c.offset + c.length - end;
      inner.push(over > 0 ? { ...c, length: end - c.offset } : c);
      if (over > 0) later.push({ ...c, offset: end, length: over });
    }
    rest.unshift(...later);
    const part = make(e, text.slice(e.offset, end), say);
    fill(part.inside ?? part, text, inner, say, e.offset, end);
    node.append(part);
    at = end;
    // A block ends its own line.
    if (['BLOCKQUOTE', 'PRE'].includes(part.tagName) && text[at] === '\n' && at < to) at++;
  }
  if (at < to) node.append(text.slice(at, to));
}

// firstLine returns what stands for a message where there is room for a line.
export const firstLine = (m) => (m.text ?? m.caption ?? '').split('\n')[0];

function make(e, words, say) {
  const node = el(tags[e.type] ?? 'span');
  switch (e.type) {
    case 'text_link': case 'url': link(node, e.url ?? words); break;
    case 'bot_command':
      node.type = 'button';
      node.className = 'cmd';
      node.addEventListener('click', () => say(words));
      break;
    case 'blockquote': case 'expandable_blockquote':
      node.inside = el('div', 'inside');
      node.append(node.inside);
      node.expandable = e.type === 'expandable_blockquote';
  }
  return node;
}

function link(a, address) {
  const to = href(address);
  if (!to) return;
  a.href = to;
  a.target = '_blank';
  a.rel = 'noopener noreferrer';
}

// foldQuotes lets the long expandable quotes in a node that is on the page open and close.
export function foldQuotes(node, open = []) {
  [...node.querySelectorAll('blockquote')].filter((q) => q.expandable).forEach((q, i) => {
    if (q.querySelector('.fold')) return;
    q.classList.add('folded');
    if (q.inside.scrollHeight <= q.inside.clientHeight + 2) return q.classList.remove('folded');
    q.classList.add('folds');
    const label = el('span');
    const button = el('button', 'fold', label, icon('M6 9l6 6 6-6'));
    button.type = 'button';
    const set = (wide) => {
      q.classList.toggle('folded', !wide);
      button.setAttribute('aria-expanded', wide);
      label.textContent = wide ? '收起' : '展开';
    };
    q.addEventListener('click', (c) => { if (!c.target.closest('a, .cmd') && getSelection().isCollapsed) set(q.classList.contains('folded')); });
    q.append(button);
    set(open[i] === true);
  });
}
