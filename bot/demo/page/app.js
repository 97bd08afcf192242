import { el, icon, fill, foldQuotes, href } from './text.js';

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const chat = chatID();
const messages = new Map(); // id → message
let payload = query.get('start'), ready = false, typing = 0, unread = 0, commands = [];
const waiting = new Map(); // id of a callback query → its button
const early = new Set(); // callback queries answered before we knew their ids

// chatID returns the number of this browser's conversation, which a reload keeps.
function chatID() {
  const asked = Number(query.get('chat'));
  if (Number.isSafeInteger(asked) && asked > 0) return asked;
  const fresh = 1e9 + crypto.getRandomValues(new Uint32Array(1))[0];
  try {
    const kept = Number(localStorage.getItem('yibao.chat'));
    if (Number.isSafeInteger(kept) && kept > 0) return kept;
    localStorage.setItem('yibao.chat', fresh);
  } catch { /* a private window: the conversation ends with the page */ }
  return fresh;
}

async function post(path, fields) {
  try {
    const answer = await fetch('ui/' + path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ chat, ...fields }),
    });
    if (answer.ok) return await answer.json();
  } catch { /* said below */ }
  toast('没发出去,请再试一次');
  return null;
}

// What happens in the chat.

const events = new EventSource('ui/events?chat=' + chat);
const on = (kind, f) => events.addEventListener(kind, (e) => f(JSON.parse(e.data)));
on('reset', () => { ready = false; messages.clear(); waiting.clear(); $('log').replaceChildren(); $('reply').hidden = true; });
on('profile', showProfile);
on('message', showMessage);
on('deleted', (id) => { messages.delete(id); nodeOf(id)?.remove(); arrange(); });
on('note', (n) => (n.kind === 'answer' ? answered(n) : showTyping(n.text)));
on('ready', () => { ready = true; arrange(); toBottom(); });
events.onopen = () => showStatus('机器人');
events.onerror = () => showStatus('连接中…');

function showProfile(p) {
  document.title = $('name').textContent = p.name;
  $('about').textContent = p.about || '点「开始」,和' + p.name + '聊聊。';
  commands = p.commands;
  arrange();
}

function showStatus(text, busy = false) {
  clearTimeout(typing);
  $('status').textContent = text;
  $('status').classList.toggle('busy', busy);
}

function showTyping(action) {
  showStatus(action === 'upload_document' ? '正在发送文件…' : '正在输入…', true);
  typing = setTimeout(() => showStatus('机器人'), 5000);
}

function answered(n) {
  const key = waiting.get(n.query);
  if (!key) early.add(n.query);
  waiting.delete(n.query);
  if (![...waiting.values()].includes(key)) key?.classList.remove('wait');
  if (!n.text) return;
  if (!n.alert) return toast(n.text);
  $('alert-text').textContent = n.text;
  $('alert').showModal();
}

let toastTimer = 0;
function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('show');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('show'), 3500);
}

// Messages.

const nodeOf = (id) => document.querySelector(`[data-id="${Number(id)}"]`);

function showMessage(m) {
  const before = nodeOf(m.message_id);
  const follow = atBottom();
  messages.set(m.message_id, m);
  const mine = !m.from.is_bot;
  const node = el('article', `msg ${mine ? 'out' : 'in'}${m.reply_markup ? ' keys' : ''}`);
  node.dataset.id = m.message_id;
  node.append(bubble(m, mine), ...(m.reply_markup ? [keyboard(m)] : []));
  if (before) {
    exchange(before, node);
  } else {
    $('log').append(node);
    foldQuotes(node);
  }
  if (m.menu && !before) showReplies(m.menu);
  if (!mine && ready) showStatus('机器人');
  if (!ready) return;
  arrange();
  if (mine && !before) toBottom();
  else if (follow) reveal(before ? null : node);
  else if (!before && !mine) countUnread();
}

// exchange puts an edited message in its place and keeps focus and open quotes.
function exchange(before, node) {
  const open = [...before.querySelectorAll('.fold')].map((f) => f.getAttribute('aria-expanded') === 'true');
  const focus = [...before.querySelectorAll('.key')].indexOf(document.activeElement);
  node.classList.add('still');
  before.replaceWith(node);
  foldQuotes(node, open);
  if (focus >= 0) (node.querySelectorAll('.key')[focus] ?? $('text')).focus({ preventScroll: true });
}

function bubble(m, mine) {
  const b = el('div', 'bubble', el('span', 'sr', mine ? '我:' : $('name').textContent + ':'));
  if (m.document) b.append(file(m.document));
  if (m.location) b.append(`📍 ${m.location.latitude.toFixed(4)}, ${m.location.longitude.toFixed(4)}`);
  fill(b, m.text ?? m.caption ?? '', m.entities ?? m.caption_entities, say);
  const time = new Date(m.date * 1000).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
  const meta = el('span', 'meta', (m.edit_date ? '已编辑 ' : '') + time);
  if (mine) meta.append(icon('M2 13l5 5L17 7M11 17l1 1L22 7'));
  b.append(meta);
  return b;
}

function file(d) {
  const size = d.file_size < 1024 ? d.file_size + ' B' : (d.file_size / 1024).toFixed(1) + ' KB';
  const a = el('a', 'file', el('span', 'disc', icon('M12 5v13M6 12l6 6 6-6')), el('span', '', el('b', '', d.file_name ?? '文件'), el('small', '', size)));
  a.href = 'ui/file/' + encodeURIComponent(d.file_id);
  a.download = d.file_name ?? '';
  a.setAttribute('aria-label', `下载 ${d.file_name ?? '文件'},${size}`);
  return a;
}

function keyboard(m) {
  const rows = el('div', 'rows');
  for (const row of m.reply_markup.inline_keyboard) rows.append(el('div', 'row', ...row.map((b) => key(m, b))));
  return rows;
}

function key(m, b) {
  const node = el(b.url ? 'a' : 'button', 'key ' + (b.style ?? ''), b.text);
  if (b.url) {
    node.href = href(b.url) ?? '#';
    node.target = '_blank';
    node.rel = 'noopener noreferrer';
    node.append(icon('M7 17L17 7M9 7h8v8', 'hint'));
    return node;
  }
  node.type = 'button';
  if (b.copy_text) node.append(icon('M9 9h11v11H9zM5 15H4V4h11v1', 'hint'));
  node.addEventListener('click', () => pressKey(m, b, node));
  return node;
}

async function pressKey(m, b, node) {
  if (b.copy_text) {
    try { await navigator.clipboard.writeText(b.copy_text.text); toast('已复制'); } catch { toast('没能复制'); }
    return;
  }
  if (b.callback_data === undefined) return toast('这个按钮要在手机上用');
  node.classList.add('wait');
  const sent = await post('press', { message: m.message_id, data: b.callback_data });
  if (!sent || early.delete(sent.query)) return node.classList.remove('wait');
  waiting.set(sent.query, node);
  setTimeout(() => { waiting.delete(sent.query); node.classList.remove('wait'); }, 10000);
}

// The look of the whole: days, groups, and what is at the bottom.

function arrange() {
  const fresh = ready && messages.size === 0;
  $('welcome').hidden = !fresh;
  $('start').hidden = !(ready && (fresh || payload !== null));
  $('form').hidden = !ready || !$('start').hidden;
  if (fresh) $('reply').hidden = true;
  $('menu').hidden = commands.length === 0;
  for (const d of document.querySelectorAll('.day')) d.remove();
  let day = '', side = '';
  for (const node of document.querySelectorAll('.msg')) {
    const m = messages.get(Number(node.dataset.id));
    const name = dayName(new Date(m.date * 1000));
    if (name !== day) node.before(el('div', 'day', name));
    node.classList.toggle('first', name !== day || m.from.id !== side);
    day = name;
    side = m.from.id;
  }
}

function dayName(d) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(d).setHours(0, 0, 0, 0)) / 864e5);
  if (days === 0) return '今天';
  if (days === 1) return '昨天';
  const year = d.getFullYear() === new Date().getFullYear() ? '' : d.getFullYear() + '年';
  return `${year}${d.getMonth() + 1}月${d.getDate()}日`;
}

const box = $('scroll');
const atBottom = () => box.scrollHeight - box.scrollTop - box.clientHeight < 80;
function toBottom() { box.scrollTop = box.scrollHeight; seen(); }

// reveal scrolls to the end, but not past the beginning of a message longer than the screen.
function reveal(node) {
  const end = box.scrollHeight - box.clientHeight;
  box.scrollTop = node ? Math.min(end, node.offsetTop - box.offsetTop - 8) : end;
  seen();
}

function countUnread() { unread++; $('unread').textContent = unread; $('unread').hidden = $('down').hidden = false; }
function seen() { if (atBottom()) { unread = 0; $('unread').hidden = true; } $('down').hidden = atBottom(); }
box.addEventListener('scroll', seen, { passive: true });
$('down').addEventListener('click', toBottom);
new ResizeObserver(() => { if (ready && $('down').hidden) toBottom(); }).observe(box);

// Writing.

const text = $('text'), sheet = $('sheet');

async function say(words) {
  showSheet([]);
  return await post('send', { text: words });
}

function grow() {
  text.style.height = '';
  text.style.height = text.scrollHeight + 2 + 'px'; // with its border
  $('send').disabled = text.value.trim() === '';
  $('menu').classList.toggle('small', text.value !== '');
}

function showSheet(list) {
  sheet.hidden = list.length === 0;
  $('menu').setAttribute('aria-expanded', !sheet.hidden);
  sheet.replaceChildren(...list.map((c) => {
    const b = el('button', '', el('span', '', '/' + c.command), el('small', '', c.description));
    b.type = 'button';
    b.addEventListener('click', () => { text.value = ''; grow(); say('/' + c.command); text.focus(); });
    return b;
  }));
}

// showReplies shows the keyboard that a bot puts in the place of the phone's, or removes it.
function showReplies(menu) {
  if (!menu.keyboard && !menu.remove_keyboard) return;
  const rows = (menu.keyboard ?? []).map((row) => el('div', 'row', ...row.map((k) => {
    const label = k.text ?? k;
    const b = el('button', '', label);
    b.type = 'button';
    b.addEventListener('click', () => {
      if (menu.one_time_keyboard) $('reply').hidden = true;
      if (k.request_location) locate();
      else say(label);
    });
    return b;
  })));
  $('reply').replaceChildren(...rows);
  $('reply').hidden = rows.length === 0;
}

function locate() {
  if (!navigator.geolocation) return toast('这里拿不到位置,直接说城市名也行');
  toast('正在找你的位置…');
  navigator.geolocation.getCurrentPosition(
    ({ coords: c }) => post('locate', { place: { latitude: c.latitude, longitude: c.longitude } }),
    () => toast('没拿到位置,直接说城市名也行'),
    { timeout: 10000, maximumAge: 600000 },
  );
}

$('form').addEventListener('submit', async (e) => {
  e.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = '';
  grow();
  if (!(await say(words)) && !text.value) { text.value = words; grow(); }
});
let shift = false; // with Enter: a new line
text.addEventListener('keydown', (e) => {
  shift = e.shiftKey;
  // Enter that ends the choice of a Chinese character must not send.
  if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
  e.preventDefault();
  $('form').requestSubmit();
});
text.addEventListener('beforeinput', (e) => { if (e.inputType === 'insertLineBreak' && !shift) e.preventDefault(); });
text.addEventListener('input', () => {
  grow();
  showSheet(text.value.startsWith('/') ? commands.filter((c) => ('/' + c.command).startsWith(text.value)) : []);
});
$('menu').addEventListener('click', () => showSheet(sheet.hidden ? commands : []));
document.addEventListener('keydown', (e) => { if (e.key === 'Escape') showSheet([]); });
box.addEventListener('click', () => showSheet([]));
$('start').addEventListener('click', async () => {
  if (!(await say(payload ? '/start ' + payload : '/start'))) return;
  payload = null;
  const url = new URL(location.href);
  url.searchParams.delete('start');
  history.replaceState(null, '', url);
  arrange();
});
