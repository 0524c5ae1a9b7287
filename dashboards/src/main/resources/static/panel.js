// One panel: loads its rows and shows them as a drawing and a table, or says why it cannot.
import { table } from './table.js';
import { drawing } from './chart.js';

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

export class Panel {
  #panel;
  #query;
  #timer;
  #request;
  #chart;
  #resize;

  constructor(board, panel, filters) {
    this.#panel = panel;
    const asked = new URLSearchParams();
    for (const { name } of panel.parameters) if (filters.has(name)) asked.set(name, filters.get(name));
    this.#query = `${board.name}/${panel.name}?${asked}`;

    this.element = make('section');
    this.element.setAttribute('aria-label', panel.title);
    this.state = make('p', 'note');
    this.state.setAttribute('role', 'status');
    this.canvas = make('div', 'chart');
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', `${panel.title}, drawn; the table below has the same figures`);
    this.rows = make('div', 'rows');
    this.rows.tabIndex = 0;
    this.rows.setAttribute('role', 'region');
    this.rows.setAttribute('aria-label', `${panel.title}, rows`);
    this.count = make('span');
    const csv = make('a', '', 'CSV');
    csv.href = `api/csv/${this.#query}`;
    csv.setAttribute('aria-label', `${panel.title} as CSV`);
    const again = make('button', '', 'Reload');
    again.type = 'button';
    again.setAttribute('aria-label', `Reload ${panel.title}`);
    again.addEventListener('click', () => this.load());
    const footer = make('footer');
    footer.append(this.count, csv, again);
    this.element.append(
      make('h2', '', panel.title), make('p', 'question', panel.question), this.state, this.canvas, this.rows, footer);
    this.canvas.hidden = this.rows.hidden = true;
    this.#resize = new ResizeObserver(() => this.#chart?.resize());
    this.#resize.observe(this.element);
  }

  async load() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const request = this.#request = new AbortController();
    if (this.rows.hidden) this.#say('Loading…');
    try {
      const response = await fetch(`api/query/${this.#query}`, { signal: request.signal });
      const body = await response.json();
      if (response.ok) this.#show(body);
      else this.#fail(body.message ?? `The server answered ${response.status}.`);
    } catch (error) {
      if (request.signal.aborted) return;
      this.#fail(`No answer from the server: ${error.message}`);
    }
    const seconds = this.#panel.refreshSeconds;
    if (seconds) this.#timer = setTimeout(() => this.#refresh(), seconds * 1000);
  }

  close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#resize.disconnect();
    this.#chart?.dispose();
  }

  /** A page that nobody looks at asks nothing until it is looked at again. */
  #refresh() {
    if (document.hidden) document.addEventListener('visibilitychange', () => this.load(), { once: true });
    else this.load();
  }

  #show(result) {
    const empty = result.rows.length === 0;
    this.#say(empty ? 'No rows for these filters.' : '');
    this.rows.hidden = empty;
    this.rows.replaceChildren(table(result));
    this.count.textContent = `${result.rows.length} rows, ${new Date().toLocaleTimeString()}`;
    this.canvas.hidden = empty || this.#panel.chart.kind === 'TABLE';
    if (!this.canvas.hidden) {
      this.#chart ??= echarts.init(this.canvas);
      this.#chart.setOption(drawing(this.#panel.chart, result), true);
      this.#chart.resize();
    }
  }

  /** Old figures go away with the error: nobody should read them as today's. */
  #fail(message) {
    this.#say(message, true);
    this.canvas.hidden = this.rows.hidden = true;
    this.count.textContent = '';
  }

  #say(message, bad = false) {
    this.state.textContent = message;
    this.state.hidden = !message;
    this.state.classList.toggle('error', bad);
    this.state.setAttribute('role', bad ? 'alert' : 'status');
  }
}
