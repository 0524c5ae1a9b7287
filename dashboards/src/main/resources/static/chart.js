// A result as an ECharts option. Heights are drawn from approximate numbers; what is written is the server's exact text.
import { text } from './table.js';

const height = cell => (cell === null ? null : Number(typeof cell === 'object' ? cell.decimal : cell));

/** The series: one for each value column, or one for each value of the series column. */
function series(chart, columns, rows) {
  const index = name => columns.findIndex(c => c.name === name);
  const x = index(chart.x);
  if (!chart.series) {
    return chart.y.map(name => ({ name, cells: new Map(rows.map(row => [text(row[x]), row[index(name)]])) }));
  }
  const byName = new Map();
  const [y, s] = [index(chart.y[0]), index(chart.series)];
  for (const row of rows) {
    const name = text(row[s]);
    if (!byName.has(name)) byName.set(name, new Map());
    byName.get(name).set(text(row[x]), row[y]);
  }
  return [...byName].map(([name, cells]) => ({ name, cells }));
}

/** The option for a panel's chart and result. */
export function drawing(chart, { columns, rows }) {
  const all = series(chart, columns, rows);
  const xs = [...new Set(rows.map(row => text(row[columns.findIndex(c => c.name === chart.x)])))];
  const style = getComputedStyle(document.documentElement);
  const ink = matchMedia('(prefers-color-scheme: dark)').matches ? '#9aa5b4' : '#5b6675';
  const unit = columns.find(c => c.name === chart.y[0])?.unit;
  return {
    animation: false,
    textStyle: { fontFamily: style.fontFamily, color: ink },
    aria: { enabled: true },
    // Drawn, not markup: the content security policy forbids inline styles.
    tooltip: { trigger: 'item', renderMode: 'richText', formatter: p => `${p.name}\n${p.seriesName}: ${p.data.text}` },
    legend: { type: 'scroll', show: all.length > 1, textStyle: { color: ink } },
    grid: { left: 8, right: 16, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: { type: 'category', data: xs, axisLabel: { color: ink, hideOverlap: true } },
    yAxis: { type: 'value', name: unit ?? '', axisLabel: { color: ink } },
    series: all.map(({ name, cells }) => ({
      name,
      type: chart.kind === 'LINE' ? 'line' : 'bar',
      stack: chart.kind === 'STACKED' ? 'all' : undefined,
      data: xs.map(key => {
        const cell = cells.get(key) ?? null;
        return { value: height(cell), text: text(cell) };
      }),
    })),
  };
}
