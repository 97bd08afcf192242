// The page: what happens in the two chats, and which of them is shown.

import { foldQuotes, el } from './text.js';
import { $, here, person, startPayload, state, toast } from './base.js';
import { answered, messageNode } from './message.js';
import * as compose from './compose.js';
import * as panel from './panel.js';

const messages = new Map(); // id → message, of both chats
const logs = { private: $('log'), group: $('grouplog') };
const unread = { private: 0, group: 0 };
const typed = { private: '', group: '' }; // what was asked last
const typing = { private: 0, group: 0 };
const scrolled = { private: null, group: null };
let online = false;

const viewOf = (chat) => (chat < 0 ? 'group' : 'private');
const acts = {
  say: compose.say,
  answer: compose.answer,
  inline: (words, elsewhere) => { if (elsewhere) show('group'); compose.write(`@${state.username} ${words}`); },
};

// What happens in the chats.

const events = new EventSource('ui/events?chat=' + person);
const on = (kind, f) => events.addEventListener(kind, (e) => f(JSON.parse(e.data)));
on('reset', () => {
  state.ready = false;
  messages.clear();
  for (const log of Object.values(logs)) log.replaceChildren();
  $('reply').hidden = true;
});
on('profile', showProfile);
on('message', showMessage);
on('deleted', (id) => { messages.delete(id); nodeOf(id)?.remove(); arrange(); });
on('note', (n) => (n.kind === 'answer' ? showAnswer(n) : showTyping(n)));
on('ready', () => {
  state.ready = true;
  if (location.hash === '#group' && state.payload === null) show('group');
  arrange();
  toBottom();
  performance.mark('interactive');
});
events.onopen = () => { online = true; showStatus(); };
events.onerror = () => { online = false; showStatus(); };

function showProfile(p) {
  Object.assign(state, p);
  document.title = p.name;
  $('about').textContent = p.about || '点「开始」，和' + p.name + '聊聊。';
  $('group-how').textContent = '在群里它平时不说话。叫它的名字 @' + p.username + '，或者回复它，它才答。打完名字再空一格，还能先挑好答案再发。';
  $('look').hidden = !p.explain;
  show(state.view);
}

function showStatus() {
  const busy = typing[state.view] > Date.now();
  $('status').textContent = !online ? '连接中…' : busy ? '正在输入…' : state.view === 'group' ? '你和机器人' : '机器人';
  $('status').classList.toggle('busy', busy);
}

function showTyping(n) {
  typing[viewOf(n.chat)] = Date.now() + 5000;
  showStatus();
  setTimeout(showStatus, 5050);
}

function showAnswer(n) {
  answered(n.query);
  if (!n.text) return;
  if (!n.alert) return toast(n.text);
  $('alert-text').textContent = n.text;
  $('alert').showModal();
}

// Messages.

const nodeOf = (id) => document.querySelector(`[data-id="${Number(id)}"]`);

function showMessage(m) {
  const before = nodeOf(m.message_id), view = viewOf(m.chat.id), shown = view === state.view;
  const follow = atBottom(), mine = !m.from.is_bot;
  messages.set(m.message_id, m);
  const node = messageNode(m, acts);
  if (before) exchange(before, node);
  else insert(logs[view], node);
  if (m.menu && !before && !shown) return;
  if (m.menu && !before) compose.showReplies(m.menu);
  if (mine && m.text && !m.via_bot) typed[view] = m.text;
  if (!mine) typing[view] = 0;
  if (!state.ready) return;
  showStatus();
  arrange();
  if (!mine && shown) wonder();
  if (!shown) { if (!mine && !before) { unread[view]++; showUnread(); } return; }
  if (mine && !before) toBottom();
  else if (follow) reveal(before ? null : node);
  else if (!before && !mine) { unread[view]++; showUnread(); }
}

// insert puts a message in its place: the server tells the changed ones last.
function insert(log, node) {
  let next = null;
  for (let n = log.lastElementChild; n && Number(n.dataset.id ?? Infinity) > Number(node.dataset.id); n = n.previousElementSibling) next = n;
  log.insertBefore(node, next);
  foldQuotes(node);
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

// wonder asks the panel about what was asked last.
function wonder() {
  const text = typed[state.view].replace('@' + state.username, '').trim();
  if (text && !text.startsWith('/')) panel.wonder(here(), text);
}

// The two chats.

function show(view) {
  const other = view === 'group' ? 'private' : 'group';
  if (view !== state.view) {
    scrolled[state.view] = atBottom() ? null : box.scrollTop;
    state.view = view;
    compose.answer(null);
    compose.closeSheet();
    panel.forget();
    history.replaceState(null, '', location.pathname + location.search + (view === 'group' ? '#group' : ''));
  }
  $('name').textContent = view === 'group' ? '家庭群' : state.name;
  $('switch-name').textContent = other === 'group' ? '家庭群' : state.name;
  $('phone').classList.toggle('group', view === 'group');
  for (const [name, log] of Object.entries(logs)) log.hidden = name !== view;
  compose.setCommands();
  arrange();
  showStatus();
  for (const node of logs[view].children) foldQuotes(node); // what came in while hidden has no height
  if (state.ready) wonder();
  if (scrolled[view] === null) toBottom();
  else box.scrollTop = scrolled[view];
  showUnread();
}

// openStart opens the private chat through a deep link; 开始 sends its payload.
function openStart(payload) {
  state.payload = payload;
  show('private');
  arrange();
  $('start').focus();
}

// The look of the whole: days, who speaks, and what is at the bottom.

function arrange() {
  const group = state.view === 'group';
  const fresh = state.ready && !group && logs.private.querySelector('.msg') === null;
  $('welcome').hidden = !fresh;
  $('group-note').hidden = !(state.ready && group);
  $('start').hidden = group || !(state.ready && (fresh || state.payload !== null));
  $('form').hidden = !state.ready || !$('start').hidden;
  if (fresh || group) $('reply').hidden = true;
  for (const log of Object.values(logs)) days(log);
}

function days(log) {
  for (const d of log.querySelectorAll('.day')) d.remove();
  let day = '', side = '';
  for (const node of log.querySelectorAll('.msg')) {
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

function showUnread() {
  const other = state.view === 'group' ? 'private' : 'group';
  $('elsewhere').textContent = unread[other];
  $('elsewhere').hidden = unread[other] === 0;
  $('switch').setAttribute('aria-label', '换到' + $('switch-name').textContent + (unread[other] ? `，${unread[other]} 条新消息` : ''));
  $('unread').textContent = unread[state.view];
  $('unread').hidden = unread[state.view] === 0;
  $('down').hidden = atBottom();
}

function seen() {
  if (atBottom()) unread[state.view] = 0;
  showUnread();
}

box.addEventListener('scroll', seen, { passive: true });
$('down').addEventListener('click', toBottom);
new ResizeObserver(() => { if (state.ready && $('down').hidden) toBottom(); }).observe(box);
$('switch').addEventListener('click', () => { show(state.view === 'group' ? 'private' : 'group'); $('text').focus(); });
$('start').addEventListener('click', async () => {
  if (!(await compose.say(state.payload ? '/start ' + state.payload : '/start'))) return;
  state.payload = null;
  const url = new URL(location.href);
  url.searchParams.delete('start');
  history.replaceState(null, '', url);
  arrange();
  $('text').focus();
});
// A link to the bot opens here, and one that shares goes to the group.
document.addEventListener('click', (e) => {
  const a = e.target.closest?.('a[href]');
  if (!a || a.classList.contains('file')) return;
  const url = new URL(a.href);
  if (url.hostname === 't.me' && url.pathname === '/share/url') {
    e.preventDefault();
    show('group');
    return compose.write([url.searchParams.get('text'), url.searchParams.get('url')].filter(Boolean).join('\n'));
  }
  const payload = ['t.me', 'telegram.me'].includes(url.hostname) || url.protocol === 'tg:' ? startPayload(a.href) : null;
  if (payload === null) return;
  e.preventDefault();
  openStart(payload);
});
compose.begin(openStart);
panel.begin(openStart);
