/** Words in the reader's language. Texts are in lang/<language>/<page>.json and come with the page. */
import {useState, useEffect} from '../vendor/preact.js';

export const LANGUAGES = {en: 'English', de: 'Deutsch', fr: 'Français', it: 'Italiano', nl: 'Nederlands'};

const loaded = new Map();
const listeners = new Set();

/** Which the gateway took from the browser's wishes, or from what was chosen before. */
let language = document.documentElement.lang;

export function currentLanguage() {
  return language;
}

/** For numbers and dates: as in the reader's country, if the browser says it. */
export function locale() {
  return navigator.languages.find(wish => wish.startsWith(language + '-')) || language;
}

/** Loads the texts of some pages; those of a page that fails to come stay in their keys. */
export async function loadTexts(...pages) {
  document.documentElement.lang = language;
  const missing = pages.filter(page => !loaded.has(`${language}/${page}`));
  if (missing.length === 0) {
    return;
  }
  const response = await fetch(`/app/lang/${language}/${missing.join('+')}.json`);
  const texts = response.ok ? await response.json() : {};
  Object.entries(texts).forEach(([page, its]) => loaded.set(`${language}/${page}`, its));
}

/** Changes the language of all that is shown. */
export async function speak(wish) {
  const pages = [...loaded.keys()].filter(key => key.startsWith(language + '/')).map(key => key.slice(3));
  language = wish;
  document.cookie = `language=${wish}; path=/; max-age=31536000; samesite=strict`; // for the next document
  await loadTexts(...pages);
  listeners.forEach(listener => listener(wish));
}

/** Renders again when the language changes. */
export function useLanguage() {
  const [now, setNow] = useState(language);
  useEffect(() => {
    listeners.add(setNow);
    return () => listeners.delete(setNow);
  }, []);
  return now;
}

/** Whether there is such a text. */
export function has(key) {
  return raw(key) !== undefined;
}

/**
 * The text of `page.key`, with `{name}` replaced. With a number `n`, the form that the language has for it:
 * `age_one`, `age_other`.
 */
export function t(key, values = {}) {
  const form = values.n === undefined ? undefined : raw(`${key}_${new Intl.PluralRules(language).select(values.n)}`);
  const text = form ?? raw(key) ?? raw(`${key}_other`) ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

function raw(key) {
  const dot = key.indexOf('.');
  return loaded.get(`${language}/${key.slice(0, dot)}`)?.[key.slice(dot + 1)];
}
