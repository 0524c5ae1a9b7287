// Rows as a table that can be sorted; long results are shown part by part, so that the page stays quick.
import { compare, isNumber, text } from './cells.js';
import { make } from './dom.js';
import { t } from './prefs.js';

const PART = 200;

/** More than fit into the part that scrolls; the others follow when the page has nothing else to do. */
const AT_ONCE = 30;

/**
 * A table in an element that scrolls.
 * columns: name, type, money, unit; heading(column): for people; link(column): null, or where a cell of it leads.
 */
export function table({ columns, rows, label, heading = column => column.name, link = () => null }) {
  let sorted = rows;
  let shown = Math.min(AT_ONCE, rows.length);
  const kinds = columns.map(column => ({ column, className: isNumber(column) ? 'number' : '', lead: link(column) }));
  const body = make('tbody');
  const more = make('button', { type: 'button', className: 'more', onclick: () => grow() });

  function cellOf(value, { column, className, lead }) {
    const written = text(value, column);
    const href = lead && value !== null && value !== '' ? lead(value) : null;
    const content = href ? make('a', { href: href.address, textContent: written, 'aria-label': t('openLabel', href.title, written) }) : written;
    return make('td', { className }, content);
  }

  function lines(from, to) {
    return sorted.slice(from, to).map(row => make('tr', {}, ...row.map((value, i) => cellOf(value, kinds[i]))));
  }

  function fill() {
    body.replaceChildren(...lines(0, shown));
    offer();
  }

  function offer() {
    more.hidden = shown >= rows.length;
    more.textContent = t('more', shown, rows.length);
  }

  function grow(by = 5 * PART) {
    const from = shown;
    shown = Math.min(shown + by, rows.length);
    body.append(...lines(from, shown));
    offer();
  }

  function sort(index, header) {
    const down = header.getAttribute('aria-sort') === 'ascending';
    header.parentElement.querySelectorAll('th').forEach(other => other.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    sorted = [...rows].sort((a, b) => (down ? -1 : 1) * compare(a[index], b[index], columns[index]));
    fill();
  }

  const head = make('tr', {}, ...columns.map((column, index) => {
    const name = heading(column) + (column.unit ? ` (${column.unit})` : '');
    const button = make('button', { type: 'button', textContent: name, 'aria-label': t('sortLabel', name) });
    const header = make('th', { scope: 'col', className: isNumber(column) ? 'number' : '', 'data-column': column.name }, button);
    button.addEventListener('click', () => sort(index, header));
    return header;
  }));
  fill();
  if (shown < rows.length) requestIdleCallback(() => shown === AT_ONCE && grow(PART - AT_ONCE));
  return make('div', { className: 'rows', tabIndex: 0, role: 'region', 'aria-label': t('tableLabel', label) },
    make('table', { 'aria-label': label }, make('thead', {}, head), body), more);
}
