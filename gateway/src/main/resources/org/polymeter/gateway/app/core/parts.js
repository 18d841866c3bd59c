/** What pages are made of. */
import {html, useEffect, useRef, useState} from '../vendor/preact.js';
import {t} from './text.js';
import {age} from './format.js';
import {gatewayNow} from './live.js';

/** Strokes of 24 × 24, drawn for this app. */
const ICONS = {
  now: 'M13 3 5 14h6l-1 7 8-11h-6z',
  history: 'M4 20V10M10 20V4M16 20v-8M21 20H3',
  meters: 'M3 15a9 9 0 0 1 18 0M12 15l4-5M3 19h18',
  inspector: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21',
  plugtest: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  system: 'M3 12h4l3-7 4 14 3-7h4',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 4v6M8 14v6',
  access: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  add: 'M12 5v14M5 12h14',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5 10 17 19 7',
  warn: 'M12 4 2.5 20h19zM12 10v4M12 17h.01',
  error: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v5M12 16h.01',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01',
  left: 'M15 5 8 12l7 7',
  right: 'M9 5l7 7-7 7',
  up: 'M5 15l7-7 7 7',
  down: 'M5 9l7 7 7-7',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  upload: 'M12 16V5M7 9l5-5 5 5M4 20h16',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4l12 8-12 8z',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  gas: 'M12 3c1 4 5 6 5 11a5 5 0 0 1-10 0c0-2 1-3 2-4 0 2 1 3 2 3 0-4-1-6 1-10z',
  water: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z',
  heat: 'M7 20c-3-4 3-6 0-10M12 20c-3-4 3-6 0-10M17 20c-3-4 3-6 0-10M4 4h16',
  cooling: 'M12 3v18M4 7.5l16 9M20 7.5l-16 9',
  electricity: 'M13 3 5 14h6l-1 7 8-11h-6z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  moon: 'M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
};

/** A sign beside words; screen readers pass over it. */
export function Icon({name}) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${ICONS[name] || ICONS.info} /></svg>`;
}

/** The frame of a page: its heading, what can be done, its content. */
export function Page({title, actions, children, wide}) {
  useEffect(() => {
    document.title = `${title} · Polymeter`;
  }, [title]);
  return html`<div class=${wide ? 'page wide' : 'page'}>
    <header class="page-head"><h1>${title}</h1><div class="actions">${actions}</div></header>
    ${children}
  </div>`;
}

export function Card({title, children, kind = '', label}) {
  return html`<section class=${`card ${kind}`} aria-label=${label}>${title && html`<h2>${title}</h2>`}${children}</section>`;
}

/** `kind`: '', 'main', 'quiet', 'danger'; `icon` only: say what it does by `label`. */
export function Button({kind = '', icon, label, children, busy, ...rest}) {
  return html`<button type="button" class=${`button ${kind} ${children ? '' : 'bare'}`} aria-label=${children ? undefined : label}
    title=${children ? undefined : label} aria-busy=${busy ? 'true' : undefined} disabled=${busy || rest.disabled} ...${rest}>
    ${icon && html`<${Icon} name=${icon} />`}${children}</button>`;
}

/** `kind`: 'info', 'good', 'warn', 'bad'. Bad ones are read out. */
export function Notice({kind = 'info', title, children}) {
  const icon = {good: 'check', warn: 'warn', bad: 'error'}[kind] || 'info';
  return html`<div class=${`notice ${kind}`} role=${kind === 'bad' ? 'alert' : undefined}>
    <${Icon} name=${icon} /><div>${title && html`<strong>${title}</strong>`}${children}</div></div>`;
}

/** Nothing is there yet: why, and the way on. */
export function Empty({icon = 'info', title, children}) {
  return html`<div class="empty"><${Icon} name=${icon} /><h2>${title}</h2>${children}</div>`;
}

export function Skeleton({lines = 3}) {
  return html`<div class="skeleton" aria-busy="true" aria-label=${t('common.loading')} role="status">
    ${Array.from({length: lines}, (_, i) => html`<span key=${i}></span>`)}</div>`;
}

/** A labelled input: text, password, number, select (with `options`: [[value, words], …]), or checkbox. */
export function Field({label, hint, error, value, onChange, options, type = 'text', id, ...rest}) {
  const name = id || `field-${label.replace(/\W+/g, '-').toLowerCase()}`;
  const notes = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
  const common = {id: name, 'aria-describedby': notes, 'aria-invalid': error ? 'true' : undefined, ...rest};
  const input = options
    ? html`<select ...${common} value=${value} onChange=${event => onChange(event.target.value)}>
        ${options.map(([key, words]) => html`<option key=${key} value=${key} selected=${key === value}>${words}</option>`)}</select>`
    : type === 'checkbox'
      ? html`<input type="checkbox" ...${common} checked=${value} onChange=${event => onChange(event.target.checked)} />`
      : html`<input type=${type} ...${common} value=${value} onInput=${event => onChange(event.target.value)} />`;
  return html`<div class=${`field ${type}`}>
    <label for=${name}>${label}</label>${input}
    ${hint && html`<p class="hint" id=${`${name}-hint`}>${hint}</p>`}
    ${error && html`<p class="error" id=${`${name}-error`} role="alert"><${Icon} name="error" />${error}</p>`}
  </div>`;
}

/** One of a few: [[value, words], …]. */
export function Segmented({label, value, options, onChange}) {
  return html`<div class="segmented" role="group" aria-label=${label}>
    ${options.map(([key, words]) => html`<button type="button" key=${key} aria-pressed=${key === value ? 'true' : 'false'}
      onClick=${() => onChange(key)}>${words}</button>`)}</div>`;
}

/** So far; one may ask in front of another. */
let dialogs = 0;

/** Asks or tells something before all else; Escape closes it, focus comes back to where it was. */
export function Dialog({title, children, onClose}) {
  const dialog = useRef();
  const [id] = useState(() => `dialog-${++dialogs}`);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown.showModal();
    return () => {
      shown.close();
      before?.focus?.();
    };
  }, []);
  return html`<dialog ref=${dialog} class="dialog" aria-labelledby=${id} onCancel=${event => { event.preventDefault(); onClose(); }}
    onClick=${event => event.target === dialog.current && onClose()}>
    <div class="dialog-body"><header><h2 id=${id}>${title}</h2>
      <${Button} kind="quiet" icon="close" label=${t('common.close')} onClick=${onClose} /></header>
    ${children}</div></dialog>`;
}

/** How old a value is, counting; `state`: 'fresh', 'stale', 'offline'. */
export function Age({since, state = 'fresh'}) {
  useTick(1000);
  const words = since ? age(gatewayNow() - since) : '–';
  return html`<span class=${`age ${state}`} title=${t(`common.${state}`)}>
    <span class="dot" aria-hidden="true"></span><span class="hidden">${t(`common.${state}`)}, </span>${words}</span>`;
}

/** Renders again and again. */
export function useTick(millis) {
  const [, count] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => count(n => n + 1), millis);
    return () => clearInterval(timer);
  }, [millis]);
}

/** The style sheet of a page; stays once it is there. True as soon as it is. */
export function useStyle(path) {
  const address = `/app/${path}`;
  const [ready, setReady] = useState(() => Boolean(document.querySelector(`link[href="${address}"][data-ready]`)));
  useEffect(() => {
    if (!ready) {
      style(address).then(() => setReady(true));
    }
  }, []);
  return ready;
}

export function style(address) {
  const known = document.querySelector(`link[href="${address}"]`);
  if (known?.dataset.ready) {
    return Promise.resolve();
  }
  const link = known || Object.assign(document.createElement('link'), {rel: 'stylesheet', href: address});
  return new Promise(done => {
    link.addEventListener('load', () => {
      link.dataset.ready = 'yes';
      done();
    });
    link.addEventListener('error', () => {
      link.remove(); // whoever asks again tries again
      done();
    });
    if (!known) {
      document.head.append(link);
    }
  });
}

const scripts = new Map();

/** A script that makes a global, as uPlot does; once. */
export function script(address) {
  if (!scripts.has(address)) {
    scripts.set(address, new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement('script'), {src: address, onload: done, onerror: failed}));
    }).catch(event => {
      scripts.delete(address);
      event.target.remove();
      throw new Error(`no answer: ${address}`);
    }));
  }
  return scripts.get(address);
}

/** The key / leads to the search, on every page that has one. */
export function useSlash(frame) {
  useEffect(() => {
    const slash = event => {
      if (event.key === '/' && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
        event.preventDefault();
        frame.current.querySelector('input')?.focus();
      }
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, []);
}

/** The order of two cells of a table: numbers in words count as such. */
export function compare(one, other) {
  return typeof one === 'string' ? one.localeCompare(other, undefined, {numeric: true}) : one - other;
}

/** The clipboard is only there over TLS and on this computer; elsewhere as in the old days. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // none, or not for us
  }
  const focused = document.activeElement;
  const area = Object.assign(document.createElement('textarea'), {value: text});
  (focused?.closest('dialog') || document.body).append(area); // behind a dialog nothing can be selected
  area.select();
  document.execCommand('copy');
  area.remove();
  focused?.focus();
}
