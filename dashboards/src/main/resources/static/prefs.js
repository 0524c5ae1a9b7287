// What a person has chosen: language, zone of times, light or dark. The address wins, then what is remembered, then the browser.
import { texts } from './texts.js';

const asked = new URLSearchParams(location.search);

function first(name, valid, fallback) {
  const candidates = [asked.get(name), localStorage.getItem(`settle.${name}`), fallback];
  return candidates.find(value => value && valid(value));
}

function isZone(zone) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const prefs = {
  lang: first('lang', value => Object.hasOwn(texts, value), navigator.language.startsWith('zh') ? 'zh' : 'en') ?? 'en',
  tz: first('tz', isZone, browserZone) ?? 'UTC',
};

/** Remembers a choice and puts it into the address, so that a shared link shows the same. */
export function choose(name, value) {
  prefs[name] = value;
  localStorage.setItem(`settle.${name}`, value);
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(history.state, '', url);
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function chooseTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('settle.theme', theme);
}

/** The text of a key in the chosen language, {0} and so on filled in. */
export function t(key, ...values) {
  return texts[prefs.lang][key].replace(/\{(\d)\}/g, (_, i) => values[i]);
}

/** What the server says in two languages: Chinese where it is wanted and there, else English. */
export const said = (english, chinese) => (prefs.lang === 'zh' && chinese ? chinese : english);
