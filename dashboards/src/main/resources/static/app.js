// The page: boards from /api/boards, the chosen one and its filters in the address (#board?name=value).
import { Panel } from './panel.js';

const nav = document.getElementById('boards');
const form = document.getElementById('filters');
const main = document.getElementById('panels');
let boards = [];
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

function field(parameter, value) {
  const label = document.createElement('label');
  label.textContent = parameter.label;
  const input = document.createElement('input');
  input.name = parameter.name;
  input.type = { Date: 'date', UInt32: 'number' }[parameter.type] ?? 'text';
  if (input.type === 'number') input.min = 0;
  input.value = value ?? parameter.defaultValue;
  label.append(input);
  return label;
}

function show() {
  const { board, filters } = place();
  nav.replaceChildren(...boards.map(b => {
    const link = document.createElement('a');
    link.href = `#${b.name}`;
    link.textContent = b.title;
    if (b === board) link.setAttribute('aria-current', 'page');
    return link;
  }));
  document.title = `${board.title} – settle`;
  const apply = document.createElement('button');
  apply.textContent = 'Apply';
  const parameters = parametersOf(board);
  form.replaceChildren(...parameters.map(p => field(p, filters.get(p.name))), apply);
  form.hidden = parameters.length === 0;
  shown.forEach(panel => panel.close());
  shown = board.panels.map(p => new Panel(board, p, filters));
  main.replaceChildren(...shown.map(panel => panel.element));
  shown.forEach(panel => panel.load());
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const { board } = place();
  const filters = new URLSearchParams();
  for (const parameter of parametersOf(board)) {
    const { value } = form.elements.namedItem(parameter.name);
    if (value !== parameter.defaultValue) filters.set(parameter.name, value);
  }
  const next = `#${board.name}${filters.size ? `?${filters}` : ''}`;
  if (next === location.hash) show();
  else location.hash = next;
});
addEventListener('hashchange', show);

try {
  const response = await fetch('api/boards');
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  boards = await response.json();
  show();
} catch (error) {
  const note = document.createElement('p');
  note.className = 'note error';
  note.setAttribute('role', 'alert');
  note.textContent = `The boards could not be loaded: ${error.message}. Is the server running? Reload to try again.`;
  main.replaceChildren(note);
}
