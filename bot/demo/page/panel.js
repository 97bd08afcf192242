// For the curious: what the bot made of a question, and a way in through a link.

import { el } from './text.js';
import { $, here, post, startPayload, state, toast } from './base.js';

const decisions = {
  answer: '有把握，直接回答', choose: '拿不准，让人选', refuse: '答不了，照实说',
  smalltalk: '寒暄或命令', blocked: '里面有私人号码，不收', ask: '反问一句',
};
const insured = { employee: '职工医保', resident: '居民医保', retired: '退休人员' };
const wide = matchMedia('(min-width: 1000px)');
const panel = $('panel');
let shown = '', turn = 0, last = { chat: 0, text: '' };

const visible = () => wide.matches || !panel.classList.contains('away');

// wonder tells the panel what was asked last in a chat.
export function wonder(chat, text) {
  last = { chat, text };
  refresh();
}

async function refresh() {
  const { chat, text } = last;
  if (!state.explain || !text || !visible() || shown === chat + ' ' + text) return;
  const mine = ++turn;
  const e = await post('explain', { chat, text }, true);
  if (mine !== turn || !e) return;
  shown = chat + ' ' + text;
  $('thought').replaceChildren(...thought(text, e));
  panel.querySelector('.body').scrollTop = 0;
}

// forget empties the panel when another chat is shown.
export function forget() {
  turn++;
  shown = '';
  last = { chat: 0, text: '' };
  $('thought').replaceChildren(el('p', 'hint', '问一句，这里就能看到它听懂了什么、比较过哪些答案、每句话依据什么。'));
}

function thought(text, e) {
  if (e.problem) return [el('p', 'hint', e.problem)];
  return [
    el('p', 'asked', '“' + text + '”'),
    section('听懂了', facts(e)),
    ...(e.candidates ? [section('比较过的答案', candidates(e.candidates))] : []),
    ...(e.reader ? [section('请模型看过', reader(e.reader))] : []),
    ...(e.lines ? [section('每句话的依据', lines(e.lines))] : []),
    el('p', 'hint', `想了 ${e.ms.toFixed(1)} 毫秒。这里只是再答一遍给你看，不记在对话里。`),
  ];
}

const section = (title, body) => el('section', '', el('h3', '', title), body);

function facts(e) {
  const list = el('dl', '');
  const add = (name, value) => { if (value) list.append(el('dt', '', name), el('dd', '', value)); };
  add('判断', decisions[e.decision] ?? e.decision);
  add('话题', e.topic);
  add('从', e.from);
  add('到', e.to);
  if (!e.from || !e.to) add('提到', (e.places ?? []).join('、'));
  add('参保', insured[e.insured]);
  add('去查的话', e.query);
  add('答案', e.entry);
  return list;
}

const outcomes = {
  chosen: '挑了', late: '太慢，没等', failed: '没连上', unfit: '回的不合规矩，没用', busy: '正忙，没问', spent: '今天问够了，没问',
  resting: '老出错，先歇着', recorded: '只记下来', unknown: '没有记录',
};

// reader shows what a model was given and what it chose.
function reader(r) {
  const list = el('dl', '');
  const add = (name, value) => { if (value) list.append(el('dt', '', name), el('dd', '', value)); };
  add('结果', (outcomes[r.outcome] ?? r.outcome) + (r.kept ? '（上次的）' : ''));
  add('给它的话', r.message);
  add('给它挑的', r.candidates.join('；'));
  if (r.outcome === 'chosen') add('它挑的', r.chose.join('；') || '一条都不是');
  if (r.outcome === 'chosen' && !r.in_scope) add('范围', '不归医保');
  add('它听出的', Object.entries(r.facts ?? {}).map(([id, so]) => (so ? '' : '不是：') + id).join('；'));
  return list;
}

function candidates(all) {
  return el('ol', 'candidates', ...all.map((c) => {
    const meter = el('meter', '');
    meter.value = c.confidence;
    meter.setAttribute('aria-label', '把握');
    const summary = el('summary', '', el('span', 'q', c.question), el('span', 'bar', meter, el('b', '', Math.round(c.confidence * 100) + '%')));
    const table = el('table', '', ...(c.terms ?? []).map((t) => el('tr', '',
      el('td', '', t.Name), el('td', '', t.Value.toFixed(2) + ' × ' + t.Weight.toFixed(2)), el('td', '', (t.Value * t.Weight).toFixed(2)))));
    return el('li', '', el('details', '', summary,
      el('p', '', `${c.entry} · 得分 ${c.score.toFixed(2)}`), el('p', '', '最像的问法：' + c.asked), table));
  }));
}

function lines(all) {
  return el('ul', 'lines', ...all.map((l) => el('li', '', el('span', '', l.text), el('small', l.source ? '' : 'none', l.source || '机器人自己的话'))));
}

function open(yes) {
  panel.classList.toggle('away', !yes);
  $('phone').inert = yes && !wide.matches;
  $('look').setAttribute('aria-expanded', yes);
  refresh();
}

// begin makes the parts work. start opens a deep link.
export function begin(start) {
  forget();
  $('look').addEventListener('click', () => { open(true); $('panel-close').focus(); });
  const close = () => { open(false); $('look').focus(); };
  $('panel-close').addEventListener('click', close);
  panel.addEventListener('keydown', (e) => { if (e.key === 'Escape' && !wide.matches) close(); });
  wide.addEventListener('change', () => open(false));
  $('link').addEventListener('submit', (e) => {
    e.preventDefault();
    const payload = startPayload($('payload').value);
    if (payload === null) return toast('这不是打开它的链接');
    $('payload').value = '';
    if (!wide.matches) open(false);
    start(payload);
  });
}
