// The page of an analyst's own SQL: statement, result, history, tables.
import { ask, askJson, post } from './api.js';
import { announce, make } from './dom.js';
import { History } from './history.js';
import { prefs, t } from './prefs.js';
import { shell } from './shell.js';
import { table } from './table.js';

const main = document.getElementById('explore');
let boards = [];
let me;
let tables = [];
let past;
let page;
let running = null;

/** The parts that change; the statement survives a change of language. */
function build(statement) {
  const sql = make('textarea', { id: 'sql', rows: 8, spellcheck: false, value: statement, onkeydown: runByKey });
  const run = make('button', { type: 'submit', id: 'run', textContent: t('run'), title: t('runKey') });
  const cancel = make('button', { type: 'button', id: 'cancel', textContent: t('cancel'), disabled: true, onclick: stop });
  const csv = make('button', { type: 'button', id: 'csv', textContent: t('csv'), onclick: download });
  const state = make('div', { className: 'state', id: 'state' });
  const result = make('div', { id: 'result' });
  const history = make('ul', { className: 'history' });
  page = { sql, run, cancel, csv, state, result, history };
  main.replaceChildren(
    make('h1', { textContent: t('exploreTitle') }),
    make('section', { className: 'editor', 'aria-label': t('statement') },
      make('form', { onsubmit: event => { event.preventDefault(); execute(); } },
        make('label', { for: 'sql', textContent: t('statement') }), sql,
        make('div', { className: 'buttons' }, run, cancel, csv)),
      make('p', { className: 'note', textContent: t('exploreNote') })),
    make('section', { className: 'outcome', 'aria-label': t('result'), 'data-state': 'idle', id: 'outcome' }, state, result),
    make('aside', { 'aria-label': t('tables') }, make('h2', { textContent: t('tables') }), ...tables.map(tableEntry)),
    make('aside', { 'aria-label': t('history') },
      make('h2', { textContent: t('history') }), history,
      make('button', { type: 'button', textContent: t('clearHistory'), onclick: () => { past.clear(); showHistory(); } })));
  showHistory();
}

function show() {
  const statement = page?.sql.value ?? 'SELECT currency, sum(amount) AS total\nFROM ledger_entry\nGROUP BY currency';
  document.title = `${t('exploreTitle')} – settle`;
  shell({ boards, current: 'explore', serverZone: me.zone, changed: show });
  build(statement);
}

function tableEntry({ name, columns }) {
  return make('details', {},
    make('summary', { textContent: name }),
    insertButton(name, name, ''),
    make('ul', { className: 'columns' }, ...columns.map(c => make('li', {}, insertButton(c.name, c.name, c.comment), make('span', { className: 'type', textContent: c.type })))));
}

function insertButton(name, inserted, title) {
  return make('button', { type: 'button', className: 'name', textContent: name, title, 'aria-label': t('insertLabel', name), onclick: () => {
    page.sql.setRangeText(inserted, page.sql.selectionStart, page.sql.selectionEnd, 'end');
    page.sql.focus();
  } });
}

function showHistory() {
  const entries = past.all();
  page.history.replaceChildren(...(entries.length ? entries.map(statement => make('li', {},
    make('button', { type: 'button', className: 'name', textContent: statement, title: t('useLabel'), onclick: () => {
      page.sql.value = statement;
      page.sql.focus();
    } }))) : [make('li', { className: 'note', textContent: t('noHistory') })]));
}

function runByKey(event) {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    execute();
  }
}

function say(state, ...content) {
  document.getElementById('outcome').dataset.state = state;
  page.state.replaceChildren(...content);
  announce(content.map(element => element.textContent).join(' '));
}

/** Runs a request about the statement; one at a time. */
async function during(work) {
  if (running) return;
  running = crypto.randomUUID ? crypto.randomUUID() : uuid();
  page.run.disabled = page.csv.disabled = true;
  page.cancel.disabled = false;
  page.result.replaceChildren();
  say('running', make('p', { className: 'skeleton', textContent: t('running') }));
  const statement = page.sql.value;
  try {
    await work({ id: running, sql: statement });
  } catch (error) {
    say('error', make('p', { className: 'note error', role: 'alert', textContent: error.message }),
      make('button', { type: 'button', textContent: t('retry'), onclick: execute }));
  } finally {
    running = null;
    page.run.disabled = page.csv.disabled = false;
    page.cancel.disabled = true;
    past.add(statement);
    showHistory();
  }
}

/** randomUUID is there on loopback and https only; a proxy in a closed network may have neither. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const execute = () => during(async statement => {
  const { names, types, rows, millis } = await askJson('/api/explore', post(statement));
  const columns = names.map((name, i) => ({ name, type: types[i], money: false, unit: null }));
  say('ready', make('p', { className: 'note', textContent: rows.length ? t('resultRows', rows.length, millis) : t('noRows') }));
  if (rows.length) page.result.replaceChildren(table({ columns, rows, label: t('result') }));
});

const download = () => during(async statement => {
  const response = await ask('/api/explore/csv', post(statement));
  const address = URL.createObjectURL(await response.blob());
  make('a', { href: address, download: 'explore.csv' }).click();
  URL.revokeObjectURL(address);
  say('ready', make('p', { className: 'note', textContent: 'explore.csv' }));
});

async function stop() {
  if (running) await fetch(`/api/explore/${running}`, { method: 'DELETE' });
}

document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});

async function begin() {
  main.replaceChildren(make('p', { className: 'note', textContent: t('loading') }));
  try {
    [boards, me, tables] = await Promise.all([askJson('/api/boards'), askJson('/api/me'), askJson('/api/explore/tables')]);
  } catch (error) {
    main.replaceChildren(make('div', {}, make('p', { className: 'note error', role: 'alert', textContent: error.message }),
      make('button', { type: 'button', textContent: t('retry'), onclick: begin })));
    return;
  }
  past = new History(me.user);
  show();
}

document.documentElement.lang = prefs.lang === 'zh' ? 'zh-CN' : 'en';
begin();
