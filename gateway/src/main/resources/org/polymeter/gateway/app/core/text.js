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

/** Loads the texts of some pages. */
export async function loadTexts(...pages) {
  const asked = language;
  await fetchTexts(asked, pages);
  if (asked !== language) { // which was changed meanwhile
    await loadTexts(...pages);
  }
}

async function fetchTexts(wish, pages) {
  const missing = pages.filter(page => !loaded.has(`${wish}/${page}`));
  if (missing.length === 0) {
    return;
  }
  const response = await fetch(`/app/lang/${wish}/${missing.join('+')}.json`);
  if (!response.ok) {
    throw new Error(`no texts: HTTP ${response.status}`);
  }
  Object.entries(await response.json()).forEach(([page, its]) => loaded.set(`${wish}/${page}`, its));
}

/** Changes the language of all that is shown, once its words are there. */
export async function speak(wish) {
  const pages = [...loaded.keys()].filter(key => key.startsWith(language + '/')).map(key => key.slice(3));
  await fetchTexts(wish, pages);
  language = wish;
  document.documentElement.lang = wish;
  document.cookie = `language=${wish}; path=/; max-age=31536000; samesite=strict`; // for the next document
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
