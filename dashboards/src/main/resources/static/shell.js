// What both pages have on top: the way to the boards and to SQL, language, colours, zone.
import { make } from './dom.js';
import { browserZone, choose, chooseTheme, isDark, prefs, said, t } from './prefs.js';

/** Some four hundred zones are put in when somebody is about to choose one. */
function zoneField(serverZone, changed) {
  const often = [...new Set([browserZone, serverZone, prefs.tz, 'UTC'])];
  const option = zone => make('option', { value: zone, textContent: zone, selected: zone === prefs.tz });
  const others = make('optgroup', { label: t('zoneAll') });
  const fill = () => others.childElementCount
    || others.append(...Intl.supportedValuesOf('timeZone').filter(zone => !often.includes(zone)).map(option));
  const field = make('select', { id: 'zone', onfocus: fill, onpointerdown: fill, onchange: () => { choose('tz', field.value); changed(); } },
    make('optgroup', { label: t('zoneOften') }, ...often.map(option)), others);
  return field;
}

/**
 * Fills the header. boards: of the server; current: a board's name or 'explore';
 * filters(board): what of the address goes along to it; changed(): a choice needs everything drawn anew.
 */
export function shell({ boards, current, serverZone, filters = () => '', changed, recoloured = () => {} }) {
  document.documentElement.lang = prefs.lang === 'zh' ? 'zh-CN' : 'en';
  document.getElementById('skip').textContent = t('skip');
  const other = prefs.lang === 'zh' ? 'en' : 'zh';
  const query = location.search;
  const link = (href, name, textContent) => make('a', { href, textContent, 'aria-current': current === name ? 'page' : null });
  const theme = make('button', { type: 'button', id: 'theme' });
  const name = () => {
    theme.textContent = isDark() ? t('light') : t('dark');
    theme.setAttribute('aria-label', t('themeLabel', theme.textContent));
  };
  theme.addEventListener('click', () => {
    chooseTheme(isDark() ? 'light' : 'dark');
    name();
    recoloured();
  });
  name();
  const zone = zoneField(serverZone, changed);
  document.getElementById('top').replaceChildren(
    make('p', { className: 'brand', textContent: 'settle' }),
    make('nav', { 'aria-label': t('boards') },
      ...boards.map(b => link(`/${query}#${b.name}${filters(b)}`, b.name, said(b.title, b.titleZh))),
      link(`/explore${query}`, 'explore', t('explore'))),
    make('div', { className: 'tools' },
      make('label', { className: 'zone' }, make('span', { textContent: t('zone') }), zone),
      theme,
      make('button', { type: 'button', id: 'language', lang: other, textContent: t('language'), 'aria-label': t('languageLabel'),
        onclick: () => { choose('lang', other); changed(); document.getElementById('language').focus(); } })));
}
