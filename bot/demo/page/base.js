// What every part of the page needs: who writes, which chat is shown, and how to tell the server.

export const $ = (id) => document.getElementById(id);
export const query = new URLSearchParams(location.search);
export const person = personID();

export const state = {
  ready: false, // all that was said before has arrived
  view: 'private', // or group
  payload: query.get('start'), // of a deep link that waits for 开始
  name: '', username: '', group: 0, commands: [], group_commands: [], explain: false,
};

// here is the chat that is shown.
export const here = () => (state.view === 'group' ? state.group : person);

// personID returns the number of this browser's person, which a reload keeps.
function personID() {
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

// post sends something in this person's name, to the chat that is shown unless another is given.
export async function post(path, fields, quiet = false) {
  try {
    const answer = await fetch('ui/' + path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chat: here(), user: person, ...fields }),
    });
    if (answer.ok) return await answer.json();
  } catch { /* said below */ }
  if (!quiet) toast('没发出去，请再试一次');
  return null;
}

let toastTimer = 0;
export function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('show');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('show'), 3500);
}

// startPayload returns what a link to the bot, or a bare payload, carries; null if it is neither.
export function startPayload(words) {
  const text = words.trim().replace(/^\/start\s+/, '');
  if (/^[A-Za-z0-9_-]{1,64}$/.test(text)) return text;
  try {
    const url = new URL(/^(https?|tg):/.test(text) ? text : 'https://' + text.replace(/^\?/, 't.me/' + state.username + '?'));
    const own = url.protocol === 'tg:' ? url.searchParams.get('domain') : ['t.me', 'telegram.me'].includes(url.hostname) ? url.pathname.slice(1) : null;
    if (own?.toLowerCase() !== state.username.toLowerCase()) return null;
    return url.searchParams.get('start') ?? '';
  } catch {
    return null;
  }
}
