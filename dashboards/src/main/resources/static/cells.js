// Cells as the server made them: {minor, decimal, text} for money, numbers, digits, instants in UTC, text, or null.
import { prefs } from './prefs.js';

export const isNumber = column => column.money || /^(Nullable\()?(LowCardinality\()?(U?Int|Decimal|Float)/.test(column.type);
const isTime = column => /^(Nullable\()?DateTime/.test(column.type);

let clock = null;

/** Writes times in the chosen zone. It is dear to make, so it is kept. */
function zoned() {
  if (clock?.zone !== prefs.tz) {
    const formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: prefs.tz, hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    clock = { zone: prefs.tz, formatter };
  }
  return clock.formatter;
}

/** An instant in the chosen zone, in a form that sorts; what is no instant stays as it is. */
export function time(instant) {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(instant);
  if (!found) return instant;
  const parts = zoned().formatToParts(new Date(instant));
  const part = type => parts.find(p => p.type === type).value;
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}${found[2] ?? ''}`;
}

/** A cell for a person. */
export function text(cell, column) {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.text;
  return isTime(column) && typeof cell === 'string' ? time(cell) : String(cell);
}

/** A cell as a parameter's value. */
export const raw = cell => (typeof cell === 'object' ? cell.decimal : String(cell));

const collator = new Intl.Collator(undefined, { numeric: true });

function value(cell, column) {
  if (typeof cell === 'object') return BigInt(cell.minor);
  if (!isNumber(column)) return String(cell);
  return /^-?\d+$/.test(cell) ? BigInt(cell) : Number(cell);
}

/** Order of two cells of a column, exact for integers of any width; nothing stands last. */
export function compare(a, b, column) {
  if (a === null || b === null) return (a === null) - (b === null);
  const [left, right] = [value(a, column), value(b, column)];
  if (typeof left === 'string') return collator.compare(left, right);
  return left < right ? -1 : Number(left > right);
}
