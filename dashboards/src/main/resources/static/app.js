// The page of the boards: the chosen one and its filters stand in the address (#board?name=value).
import { askJson } from './api.js';
import { announce, make } from './dom.js';
import { prefs, said, t } from './prefs.js';
import { Panel } from './panel.js';
import { shell } from './shell.js';

const form = document.getElementById('filters');
const main = document.getElementById('panels');
let boards = [];
let me;
let shown = [];

function place() {
  const [name, query] = location.hash.slice(1).split('?');
  return { board: boards.find(b => b.name === name) ?? boards[0], filters: new URLSearchParams(query ?? '') };
}

/** The parameters of all panels of a board, each name once: the panels share their filters. */
function parametersOf(board) {
  const byName = new Map();
  board.panels.flatMap(p => p.parameters).forEach(p => byName.has(p.name) || byName.set(p.name, p));
  return [...byName.values()];
}

/** The filters that a board knows too, as the end of its address. */
function along(board, filters) {
  const kept = new URLSearchParams();
  for (const { name } of parametersOf(board)) if (filters.has(name)) kept.set(name, filters.get(name));
  return kept.size ? `?${kept}` : '';
}

/** Where cells lead: the board with the cell's value, and the filters that it shares with this one. */
function addressOf(name, parameter) {
  const board = boards.find(b => b.name === name);
  if (!board) return null;
  const filters = new URLSearchParams(place().filters);
  const title = said(board.title, board.titleZh);
  return value => {
    filters.set(parameter, value);
    return { address: `#${name}${along(board, filters)}`, title };
  };
}

function field(parameter, value) {
  const input = make('input', {
    name: parameter.name,
    type: { Date: 'date', UInt32: 'number' }[parameter.type] ?? 'text',
    value: value ?? parameter.defaultValue,
  });
  if (input.type === 'number') input.min = 0;
  return make('label', {}, make('span', { textContent: said(parameter.label, parameter.labelZh) }), input);
}

function go(hash) {
  if (hash === location.hash) show();
  else location.hash = hash;
}

function showFilters(board, filters) {
  const parameters = parametersOf(board);
  form.setAttribute('aria-label', t('filters'));
  form.replaceChildren(...parameters.map(p => field(p, filters.get(p.name))),
    make('button', { type: 'submit', textContent: t('apply') }),
    make('button', { type: 'button', textContent: t('reset'), onclick: () => go(`#${board.name}`) }));
  form.hidden = parameters.length === 0;
}

async function show() {
  const { board, filters } = place();
  const title = said(board.title, board.titleZh);
  shell({
    boards, current: board.name, serverZone: me.zone, filters: b => along(b, filters),
    changed: show, recoloured: () => shown.forEach(panel => panel.repaint()),
  });
  document.title = `${title} – settle`;
  showFilters(board, filters);
  shown.forEach(panel => panel.close());
  const panels = shown = board.panels.map(p => new Panel(board, p, filters, addressOf));
  main.dataset.board = board.name;
  main.dataset.state = 'loading';
  main.replaceChildren(make('h1', { textContent: title }), ...panels.map(panel => panel.element));
  announce(t('loading'));
  const loaded = await Promise.all(panels.map(panel => panel.load()));
  if (panels !== shown) return;
  const good = loaded.filter(Boolean).length;
  main.dataset.state = 'drawn';
  announce(t('drawn', title, good, loaded.length - good));
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const { board } = place();
  const filters = new URLSearchParams();
  for (const parameter of parametersOf(board)) {
    const { value } = form.elements.namedItem(parameter.name);
    if (value !== parameter.defaultValue) filters.set(parameter.name, value);
  }
  go(`#${board.name}${filters.size ? `?${filters}` : ''}`);
});
// The hash is the page's own address, so the skip link must not change it.
document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => boards.length && show());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => boards.length && show());

async function begin() {
  main.replaceChildren(make('p', { className: 'note', textContent: t('loadingBoards') }));
  try {
    [boards, me] = await Promise.all([askJson('/api/boards'), askJson('/api/me')]);
  } catch (error) {
    main.replaceChildren(
      make('div', {}, make('p', { className: 'note error', role: 'alert', textContent: t('boardsFailed', error.message) }),
        make('button', { type: 'button', textContent: t('retry'), onclick: begin })));
    return;
  }
  await show();
}

document.documentElement.lang = prefs.lang === 'zh' ? 'zh-CN' : 'en';
begin();
