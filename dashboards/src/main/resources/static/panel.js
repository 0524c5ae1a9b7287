// One panel: loads its rows and shows them as a drawing and a table, or says why it cannot.
import { askJson } from './api.js';
import { raw } from './cells.js';
import { drawing, library, repeated } from './chart.js';
import { make } from './dom.js';
import { prefs, said, t } from './prefs.js';
import { table } from './table.js';

export class Panel {
  #panel;
  #query;
  #addressOf;
  #timer;
  #request;
  #chart;
  #resize;
  #result;

  /** filters: those of the address; addressOf(board, parameter): null, or what makes {address, title} of a value. */
  constructor(board, panel, filters, addressOf) {
    this.#panel = panel;
    this.#addressOf = addressOf;
    const asked = new URLSearchParams();
    for (const { name } of panel.parameters) if (filters.has(name)) asked.set(name, filters.get(name));
    this.#query = `${board.name}/${panel.name}?${asked}`;
    this.title = said(panel.title, panel.titleZh);

    this.state = make('div', { className: 'state' });
    this.canvas = make('div', { className: 'chart', role: 'img', 'aria-label': t('chartLabel', this.title), hidden: true });
    this.rows = make('details', { open: panel.chart.kind === 'TABLE', hidden: true });
    this.count = make('span', { className: 'count' });
    const heading = make('h2', { textContent: this.title, id: `title-${panel.name}` });
    this.element = make('section', { 'aria-labelledby': heading.id, 'data-panel': panel.name },
      heading, make('p', { className: 'question', textContent: said(panel.question, panel.questionZh) }),
      this.state, this.canvas, this.rows,
      make('footer', {}, this.count,
        make('a', { href: `/api/csv/${this.#query}`, download: `${board.name}-${panel.name}.csv`, textContent: t('csv'), 'aria-label': t('csvLabel', this.title) }),
        make('button', { type: 'button', textContent: t('reload'), 'aria-label': t('reloadLabel', this.title), onclick: () => this.load() })));
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(this.element);
  }

  /** Loads the rows; true when it could. */
  async load() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const request = this.#request = new AbortController();
    if (!this.#result) this.#say('loading', make('p', { className: 'skeleton', textContent: t('loading') }));
    this.element.setAttribute('aria-busy', 'true');
    try {
      this.#show(await askJson(`/api/query/${this.#query}`, { signal: request.signal }));
      if (!this.canvas.hidden) await this.#draw();
      return !request.signal.aborted;
    } catch (error) {
      if (!request.signal.aborted) this.#fail(error.message);
      return false;
    } finally {
      if (this.#request === request) {
        this.element.setAttribute('aria-busy', 'false');
        const seconds = this.#panel.refreshSeconds;
        if (seconds && !request.signal.aborted) this.#timer = setTimeout(() => this.#refresh(), seconds * 1000);
      }
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#resize.disconnect();
    this.#chart?.dispose();
  }

  /** Draws again in the colours of now. */
  repaint() {
    if (this.#result && !this.canvas.hidden) this.#draw();
  }

  /** A page that nobody looks at asks nothing until it is looked at again. */
  #refresh() {
    if (document.hidden) document.addEventListener('visibilitychange', () => this.load(), { once: true });
    else this.load();
  }

  #show(result) {
    this.#result = result;
    const empty = result.rows.length === 0;
    if (empty) this.#say('empty', make('p', { className: 'note', textContent: t('empty') }), make('p', { className: 'note', textContent: t('emptyHint') }));
    else this.#say('ready');
    this.rows.hidden = empty;
    const place = this.#panel.chart.kind === 'TABLE' ? null : repeated(this.#panel.chart, result);
    if (place !== null) {
      this.#say('ready', make('p', { className: 'note', textContent: t('repeated', place) }));
      this.rows.open = true;
    }
    this.canvas.hidden = empty || place !== null || this.#panel.chart.kind === 'TABLE';
    this.rows.replaceChildren(make('summary', { textContent: t('table') }), table({
      ...result, label: this.title, heading: column => this.#heading(column), link: column => this.#link(column),
    }));
    const now = new Date().toLocaleTimeString(prefs.lang, { timeZone: prefs.tz });
    this.count.textContent = t('rows', result.rows.length, now);
  }

  /** The table stands without its drawing when the library does not come. */
  async #draw() {
    let echarts;
    try {
      echarts = await library;
    } catch (error) {
      this.canvas.hidden = true;
      this.rows.open = true;
      this.#say('ready', make('p', { className: 'note error', role: 'alert', textContent: error.message }));
      return;
    }
    // Meanwhile the board may have been left, or the panel loaded again.
    if (!this.element.isConnected || this.canvas.hidden) return;
    this.#chart ??= echarts.init(this.canvas);
    this.#fit();
    this.#chart.setOption(drawing(this.#panel.chart, this.#result, column => this.#heading(column)), true);
  }

  /** Another size is drawn anew, so only when it is another one; a hidden drawing has none. */
  #fit() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (this.#chart && width > 0 && (width !== this.#chart.getWidth() || height !== this.#chart.getHeight())) this.#chart.resize();
  }

  #heading(column) {
    const heading = this.#panel.headings[column.name];
    return heading ? said(heading.en, heading.zh) : column.name.replaceAll('_', ' ');
  }

  #link(column) {
    const link = this.#panel.links.find(l => l.column === column.name);
    const addressOf = link ? this.#addressOf(link.board, link.parameter) : null;
    return addressOf && (cell => addressOf(raw(cell)));
  }

  /** Old figures go away with the error: nobody should read them as today's. */
  #fail(message) {
    this.#result = undefined;
    this.#say('error', make('p', { className: 'note error', role: 'alert', textContent: message }),
      make('button', { type: 'button', textContent: t('retry'), onclick: () => this.load() }));
    this.canvas.hidden = this.rows.hidden = true;
    this.count.textContent = '';
  }

  #say(state, ...content) {
    this.element.dataset.state = state;
    this.state.replaceChildren(...content);
    this.state.hidden = content.length === 0;
  }
}
