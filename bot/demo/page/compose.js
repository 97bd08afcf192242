// Writing: the line of text, commands, the bot's name in other chats, places.

import { el, firstLine, icon } from './text.js';
import { $, here, post, state, toast } from './base.js';

const text = $('text'), sheet = $('sheet');
let replyTo = null, asked = 0, asking = 0;
let openStart = () => {};

// say sends words to the chat that is shown.
export async function say(words) {
  closeSheet();
  const to = replyTo?.message_id;
  const sent = await post('send', { text: words, reply_to: to });
  if (sent && replyTo?.message_id === to) answer(null);
  return sent;
}

// answer makes the next message a reply to one of the bot's.
export function answer(m) {
  replyTo = m;
  $('replying').hidden = !m;
  if (!m) return;
  $('replying-to').textContent = firstLine(m);
  text.focus();
}

// write puts words into the line, as if they had been typed.
export function write(words) {
  text.value = words;
  grow();
  suggest();
  text.focus();
}

function grow() {
  text.style.height = '';
  text.style.height = text.scrollHeight + 2 + 'px'; // with its border
  const empty = text.value.trim() === '';
  $('send').hidden = empty;
  $('attach').hidden = !empty;
  $('menu').classList.toggle('small', text.value !== '');
}

// The sheet above the line holds one list at a time.

export function closeSheet() { showSheet('', []); }

function showSheet(kind, items) {
  sheet.hidden = items.length === 0;
  sheet.dataset.kind = kind;
  sheet.setAttribute('aria-label', { commands: '命令', places: '发送位置', inline: '带到这里的答案' }[kind] ?? '');
  sheet.replaceChildren(...items);
  sheet.scrollTop = 0;
  $('menu').setAttribute('aria-expanded', kind === 'commands' && items.length > 0);
  $('attach').setAttribute('aria-expanded', kind === 'places' && items.length > 0);
}

function item(title, about, act, cls = '') {
  const b = el('button', cls, el('span', '', title), ...(about ? [el('small', '', about)] : []));
  b.type = 'button';
  b.addEventListener('click', act);
  return b;
}

function commands(typed = '/') {
  const group = state.view === 'group';
  return (group ? state.group_commands : state.commands)
    .filter((c) => ('/' + c.command).startsWith(typed))
    .map((c) => item('/' + c.command, c.description, () => {
      write('');
      say('/' + c.command + (group ? '@' + state.username : '')); // others there may know the same command
    }));
}

export function setCommands() {
  $('menu').hidden = (state.view === 'group' ? state.group_commands : state.commands).length === 0;
}

// Places, for phones that know where they are and for desks that do not.

const places = [['成都', 30.66, 104.06], ['绵阳', 31.46, 104.68], ['北京', 39.9, 116.4], ['深圳', 22.54, 114.06], ['湛江', 21.27, 110.36]];

function placeItems() {
  const chat = here();
  const at = (latitude, longitude) => { closeSheet(); post('locate', { chat, place: { latitude, longitude } }); };
  return [
    item('📍 我现在的位置', '问浏览器', () => locate()),
    ...places.map(([name, lat, lng]) => item('📍 假装在' + name, `${lat}, ${lng}`, () => at(lat, lng))),
  ];
}

export function locate() {
  closeSheet();
  const chat = here();
  if (!navigator.geolocation) return toast('这里拿不到位置，直接说城市名也行');
  toast('正在找你的位置…');
  navigator.geolocation.getCurrentPosition(
    ({ coords: c }) => post('locate', { chat, place: { latitude: c.latitude, longitude: c.longitude } }),
    () => toast('没拿到位置，直接说城市名也行'),
    { timeout: 10000, maximumAge: 600000 },
  );
}

// The bot's name at the beginning asks it without a message: results to post here.

function suggest() {
  clearTimeout(asked);
  const words = text.value, mention = '@' + state.username;
  if (words.startsWith('/')) return showSheet('commands', commands(words));
  if (words.startsWith('@') && words !== mention + ' ' && (mention + ' ').startsWith(words.toLowerCase())) {
    return showSheet('inline', [item(mention, '后面写要问的，把答案带到这里', () => write(mention + ' '))]);
  }
  if (!words.toLowerCase().startsWith(mention.toLowerCase() + ' ')) return closeSheet();
  asked = setTimeout(() => ask(words.slice(mention.length).trim()), 250);
}

async function ask(words) {
  const turn = ++asking, chat = here();
  const found = await post('inline', { text: words }, true);
  if (turn !== asking || here() !== chat || !text.value.toLowerCase().startsWith('@' + state.username.toLowerCase() + ' ')) return;
  if (!found) return showSheet('inline', [el('p', 'none', '它没有回应，再打一个字试试')]);
  const list = found.results.map((r) => item(r.title, r.about, () => choose(chat, found.query, r.id), 'result'));
  if (found.button) {
    const b = item(found.button.text, '', () => { write(''); openStart(found.button.start_parameter ?? ''); }, 'start');
    b.prepend(icon('M7 17L17 7M9 7h8v8'));
    list.unshift(b);
  }
  showSheet('inline', list.length ? list : [el('p', 'none', '没有结果')]);
}

// choose posts a result. The line is free at once: what is typed meanwhile stays.
async function choose(chat, queryID, result) {
  const words = text.value;
  write('');
  if (!(await post('choose', { chat, query: queryID, result })) && !text.value) write(words);
}

// showReplies shows the keyboard that a bot puts in the place of the phone's, or removes it.
export function showReplies(menu) {
  if (!menu.keyboard && !menu.remove_keyboard) return;
  const rows = (menu.keyboard ?? []).map((row) => el('div', 'row', ...row.map((k) => {
    const label = k.text ?? k;
    return item(label, '', () => {
      if (menu.one_time_keyboard) $('reply').hidden = true;
      if (k.request_location) locate();
      else say(label);
    });
  })));
  $('reply').replaceChildren(...rows);
  $('reply').hidden = rows.length === 0;
}

// begin makes the parts work. start opens a deep link.
export function begin(start) {
  openStart = start;
  let shift = false; // with Enter: a new line
  $('form').addEventListener('submit', async (e) => {
    e.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    write('');
    if (!(await say(words)) && !text.value) write(words);
  });
  text.addEventListener('keydown', (e) => {
    shift = e.shiftKey;
    // Enter that ends the choice of a Chinese character must not send.
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    $('form').requestSubmit();
  });
  text.addEventListener('beforeinput', (e) => { if (e.inputType === 'insertLineBreak' && !shift) e.preventDefault(); });
  text.addEventListener('input', () => { grow(); suggest(); });
  const toggle = (kind, items) => (sheet.hidden || sheet.dataset.kind !== kind ? showSheet(kind, items()) : closeSheet());
  $('menu').addEventListener('click', () => toggle('commands', commands));
  $('attach').addEventListener('click', () => toggle('places', placeItems));
  $('replying-end').addEventListener('click', () => { answer(null); text.focus(); });
  document.addEventListener('keydown', (e) => { if (e.key === 'Escape') closeSheet(); });
  $('scroll').addEventListener('click', closeSheet);
  grow();
}
