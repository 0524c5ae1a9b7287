// Cells as the server made them: {minor, decimal, text} for money, numbers, digits, text, or null.

/** A cell for a person. */
export function text(cell) {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.text : String(cell);
}

const isNumber = column => column.money || /^(Nullable\()?(U?Int|Decimal)/.test(column.type);

/** The rows as a table; every text goes in as text, never as markup. */
export function table({ columns, rows }) {
  const element = document.createElement('table');
  const head = element.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = column.name.replaceAll('_', ' ') + (column.unit ? ` (${column.unit})` : '');
    cell.classList.toggle('number', isNumber(column));
    head.append(cell);
  }
  const body = element.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((value, i) => {
      const cell = line.insertCell();
      cell.textContent = text(value);
      cell.classList.toggle('number', isNumber(columns[i]));
    });
  }
  return element;
}
