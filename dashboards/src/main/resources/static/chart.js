// A result as an ECharts option. Heights are drawn from approximate numbers; what is written is the server's exact text.
import { text } from './cells.js';
import { make } from './dom.js';
import { isDark, prefs, t } from './prefs.js';

/** The chart library. It comes while the page asks for its figures, which need not wait for it; it fails with a message for people. */
export const library = new Promise((resolve, reject) => {
  document.head.append(make('script', {
    src: 'vendor/echarts.common.min.js?6.1.0',
    onload: () => resolve(window.echarts),
    onerror: () => reject(new Error(t('noLibrary'))),
  }));
});
// Not lost: every drawing that waits for it says so.
library.catch(() => {});

// Apart in brightness too, for those who do not tell all colours apart.
const LIGHT = { ink: '#4a5463', line: '#d9dee5', colours: ['#0b5cad', '#d9822b', '#1d8a6b', '#9a3fb5', '#c2334d', '#5f6b7a', '#8a7a00', '#2aa5c9'] };
const DARK = { ink: '#aab4c2', line: '#323b47', colours: ['#6fb1f5', '#f2a65a', '#5cc9a7', '#cf8ee6', '#f07f92', '#a9b4c2', '#d6c84a', '#7fd6ee'] };

const height = cell => (cell === null ? null : Number(typeof cell === 'object' ? cell.decimal : cell));

/** The series: one for each value column, or one for each value of the series column. */
function series(chart, columns, rows, heading) {
  const index = name => columns.findIndex(c => c.name === name);
  const x = index(chart.x);
  const written = (row, i) => text(row[i], columns[i]);
  if (!chart.series) {
    return chart.y.map(name => ({
      name: heading(columns[index(name)]),
      cells: new Map(rows.map(row => [written(row, x), { cell: row[index(name)], text: written(row, index(name)) }])),
    }));
  }
  const byName = new Map();
  const [y, s] = [index(chart.y[0]), index(chart.series)];
  for (const row of rows) {
    const name = written(row, s);
    if (!byName.has(name)) byName.set(name, new Map());
    byName.get(name).set(written(row, x), { cell: row[y], text: written(row, y) });
  }
  return [...byName].map(([name, cells]) => ({ name, cells }));
}

/** A place for which rows give different heights, so that no drawing is true to them; null when there is none. */
export function repeated(chart, { columns, rows }) {
  const written = (row, names) => names.map(name => columns.findIndex(c => c.name === name)).map(i => text(row[i], columns[i])).join(', ');
  const heights = new Map();
  for (const row of rows) {
    const place = written(row, [chart.x, chart.series].filter(Boolean));
    const drawn = written(row, chart.y);
    if ((heights.get(place) ?? drawn) !== drawn) return place;
    heights.set(place, drawn);
  }
  return null;
}

/** The option for a panel's chart and result. */
export function drawing(chart, { columns, rows }, heading) {
  const all = series(chart, columns, rows, heading);
  const x = columns.findIndex(c => c.name === chart.x);
  const xs = [...new Set(rows.map(row => text(row[x], columns[x])))];
  const { ink, line, colours } = isDark() ? DARK : LIGHT;
  const unit = columns.find(c => c.name === chart.y[0])?.unit;
  const short = new Intl.NumberFormat(prefs.lang, { notation: 'compact' });
  return {
    animation: false,
    color: colours,
    textStyle: { fontFamily: getComputedStyle(document.documentElement).fontFamily, color: ink },
    // Drawn, not markup: the content security policy forbids inline styles.
    tooltip: { trigger: 'item', renderMode: 'richText', formatter: p => `${p.name}\n${p.seriesName}: ${p.data.text}` },
    legend: { type: 'scroll', top: 0, show: all.length > 1, textStyle: { color: ink }, pageTextStyle: { color: ink } },
    grid: { left: 8, right: 16, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: { type: 'category', data: xs, axisLabel: { color: ink, hideOverlap: true }, axisLine: { lineStyle: { color: line } } },
    yAxis: {
      type: 'value', name: unit ?? '', nameTextStyle: { color: ink }, splitLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, formatter: value => short.format(value) },
    },
    series: all.map(({ name, cells }) => ({
      name,
      type: chart.kind === 'LINE' ? 'line' : 'bar',
      stack: chart.kind === 'STACKED' ? 'all' : undefined,
      barMaxWidth: 48,
      data: xs.map(key => {
        const found = cells.get(key);
        return { value: found ? height(found.cell) : null, text: found?.text ?? '' };
      }),
    })),
  };
}
