// A message as it stands in the chat, with its buttons.

import { el, icon, fill, firstLine, href } from './text.js';
import { post, state } from './base.js';

const waiting = new Map(); // id of a callback query → its button
const early = new Set(); // callback queries answered before we knew their ids

// messageNode builds a message. acts are what its parts do: say, answer, inline.
export function messageNode(m, acts) {
  const mine = !m.from.is_bot;
  const node = el('article', `msg ${mine ? 'out' : 'in'}${m.reply_markup ? ' keys' : ''}`);
  node.dataset.id = m.message_id;
  node.append(bubble(m, mine, acts), ...(m.reply_markup ? [keyboard(m, acts)] : []));
  if (!mine && m.chat.id < 0) node.append(answerButton(m, acts));
  return node;
}

function bubble(m, mine, acts) {
  const b = el('div', 'bubble', el('span', 'sr', mine ? '我：' : state.name + '：'));
  if (!mine && m.chat.id < 0) b.append(authorLine(state.name));
  if (m.via_bot) b.append(authorLine('通过 @' + m.via_bot.username));
  if (m.reply_to_message) b.append(quote(m.reply_to_message));
  if (m.document) b.append(file(m.document));
  if (m.location) b.append(place(m.location));
  fill(b, m.text ?? m.caption ?? '', m.entities ?? m.caption_entities, acts.say);
  const time = new Date(m.date * 1000).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
  const meta = el('span', 'meta', (m.edit_date ? '已编辑 ' : '') + time);
  if (mine) meta.append(icon('M2 13l5 5L17 7M11 17l1 1L22 7'));
  b.append(meta);
  return b;
}

const authorLine = (name) => el('span', 'author', name);

function quote(m) {
  const words = firstLine(m) || (m.location ? '位置' : m.document?.file_name ?? '');
  const node = el('div', 'quoted', el('b', '', m.from.is_bot ? state.name : '我'), el('span', '', words));
  node.dataset.to = m.message_id;
  return node;
}

function place(l) {
  return el('span', 'place', el('span', 'disc', icon('M12 21s7-6.5 7-12a7 7 0 1 0-14 0c0 5.500 7 12 7 12zM12 11.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z')),
    el('span', '', el('b', '', '位置'), el('small', '', `${l.latitude.toFixed(4)}, ${l.longitude.toFixed(4)}`)));
}

function file(d) {
  const size = d.file_size < 1024 ? d.file_size + ' B' : (d.file_size / 1024).toFixed(1) + ' KB';
  const a = el('a', 'file', el('span', 'disc', icon('M12 5v13M6 12l6 6 6-6')), el('span', '', el('b', '', d.file_name ?? '文件'), el('small', '', size)));
  a.href = 'ui/file/' + encodeURIComponent(d.file_id);
  a.download = d.file_name ?? '';
  a.setAttribute('aria-label', `下载 ${d.file_name ?? '文件'}，${size}`);
  return a;
}

function answerButton(m, acts) {
  const b = el('button', 'answer', icon('M10 8V4L3 11l7 7v-4c6 0 9 2 11 5 0-6-4-11-11-11z'));
  b.type = 'button';
  b.setAttribute('aria-label', '回复这条');
  b.addEventListener('click', () => acts.answer(m));
  return b;
}

function keyboard(m, acts) {
  const rows = el('div', 'rows');
  for (const row of m.reply_markup.inline_keyboard) rows.append(el('div', 'row', ...row.map((b) => key(m, b, acts))));
  return rows;
}

function key(m, b, acts) {
  const node = el(b.url ? 'a' : 'button', 'key', el('span', '', b.text));
  if (b.url) {
    node.href = href(b.url) ?? '#';
    node.target = '_blank';
    node.rel = 'noopener noreferrer';
    node.append(icon('M7 17L17 7M9 7h8v8', 'hint'));
    return node;
  }
  node.type = 'button';
  node.addEventListener('click', () => press(m, b, node, acts));
  return node;
}

async function press(m, b, node, acts) {
  const inline = b.switch_inline_query_current_chat ?? b.switch_inline_query;
  if (inline !== undefined) return acts.inline(inline, b.switch_inline_query !== undefined);
  node.classList.add('wait');
  const sent = await post('press', { chat: m.chat.id, message: m.message_id, data: b.callback_data });
  if (!sent || early.delete(sent.query)) return node.classList.remove('wait');
  waiting.set(sent.query, node);
  setTimeout(() => { waiting.delete(sent.query); node.classList.remove('wait'); }, 10000);
}

// answered ends the wait of a pressed button.
export function answered(queryID) {
  const key = waiting.get(queryID);
  if (!key) early.add(queryID);
  waiting.delete(queryID);
  if (![...waiting.values()].includes(key)) key?.classList.remove('wait');
}
