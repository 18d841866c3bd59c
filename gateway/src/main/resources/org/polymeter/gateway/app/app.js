/** The shell: who is here, what is asked for, and the way around. */
import {html, render, useEffect, useRef, useState} from './vendor/preact.js';
import {get, useSession, whenSignedOut, send} from './core/api.js';
import {current, go, href, useRoute} from './core/route.js';
import {LANGUAGES, currentLanguage, loadTexts, speak, t, useLanguage} from './core/text.js';
import {Button, Dialog, Icon, Notice, Page, Skeleton, script, style} from './core/parts.js';
import {start, stop, useGateway} from './core/live.js';
import {Now} from './pages/now.js';

/** Pages in the order of the way around; `right`: who may see it; `thumb`: in the bar of a phone. */
const PAGES = [
  {name: 'now', thumb: true},
  {name: 'history', thumb: true},
  {name: 'meters', thumb: true},
  {name: 'add', right: 'CHANGE'},
  {name: 'inspector', right: 'INSPECT'},
  {name: 'plugtest', right: 'INSPECT'},
  {name: 'system', right: 'INSPECT'},
  {name: 'settings', right: 'INSPECT'},
  {name: 'access', right: 'CHANGE'},
];

/** Pages without the way around. */
const ALONE = ['signin', 'welcome'];

/** Texts that come with the document. */
const FIRST_TEXTS = ['common', 'quantity', 'now', 'trouble'];

const RIGHTS = ['NONE', 'READ', 'INSPECT', 'CHANGE'];
const THEME = 'theme';

applyTheme(localStorage.getItem(THEME) || 'auto');

function applyTheme(theme) {
  localStorage.setItem(THEME, theme);
  document.documentElement.dataset.theme = theme;
}

/** The first name in a path: 'history' of /history/house. */
function pageOf(path) {
  return path.split('/')[1];
}

function may(session, page) {
  return RIGHTS.indexOf(session.right) >= RIGHTS.indexOf(page?.right || 'READ');
}

function Link({page, route, children}) {
  const here = pageOf(route.path) === page.name;
  return html`<a class="way" href=${href('/' + page.name)} aria-current=${here ? 'page' : undefined}>
    <${Icon} name=${page.name} /><span>${children}</span></a>`;
}

function Preferences({session}) {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme);
  const next = {auto: 'light', light: 'dark', dark: 'auto'}[theme];
  const change = () => {
    applyTheme(next);
    setTheme(next);
    dispatchEvent(new Event('themechange'));
  };
  return html`<div class="preferences">
    <label class="language"><span class="hidden">${t('common.language')}</span><${Icon} name="language" />
      <select value=${currentLanguage()} onChange=${choose}>
        ${Object.entries(LANGUAGES).map(([key, name]) => html`<option key=${key} value=${key} lang=${key} selected=${key === currentLanguage()}>${name}</option>`)}
      </select></label>
    <${Button} kind="quiet" icon=${theme === 'dark' ? 'moon' : 'sun'} onClick=${change}>${t(`common.theme_${theme}`)}<//>
    ${session.password && !session.signedIn && html`<a class="button quiet" href=${href('/signin')}>${t('common.signin')}</a>`}
    ${session.signedIn && html`<${Button} kind="quiet" icon="access" onClick=${signOut}>${t('common.signout')}<//>`}
  </div>`;
}

/** If its words do not come, the language stays. */
function choose({target}) {
  speak(target.value).catch(() => (target.value = currentLanguage()));
}

async function signOut() {
  await send('DELETE', '/api/app/session').catch(error => console.info(error.message)); // what is true is shown then
  stop();
  location.reload();
}

/** The rail of a desktop, the bar of a phone. */
function Ways({route, session}) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const close = () => setOpen(false); // also where the page stays and asks
    addEventListener('hashchange', close);
    return () => removeEventListener('hashchange', close);
  }, []);
  const pages = PAGES.filter(page => may(session, page));
  const rest = pages.filter(page => !page.thumb);
  return html`<nav class="ways" aria-label=${t('common.pages')}>
      <a class="brand" href=${href('/now')} tabindex="-1" aria-hidden="true"><img src="/app/icon.svg" alt="" width="28" height="28" />Polymeter</a>
      ${pages.map(page => html`<${Link} key=${page.name} page=${page} route=${route}>${t('common.page_' + page.name)}<//>`)}
      <${Preferences} session=${session} />
    </nav>
    <nav class="bar" aria-label=${t('common.pages')}>
      ${pages.filter(page => page.thumb).map(page => html`<${Link} key=${page.name} page=${page} route=${route}>${t('common.page_' + page.name)}<//>`)}
      <button type="button" class="way" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpen(true)}>
        <${Icon} name="more" /><span>${t('common.more')}</span></button>
    </nav>
    ${open && html`<${Dialog} title=${t('common.more')} onClose=${() => setOpen(false)}>
      <div class="sheet">${rest.map(page => html`<${Link} key=${page.name} page=${page} route=${route}>${t('common.page_' + page.name)}<//>`)}</div>
      <${Preferences} session=${session} /><//>`}`;
}

/** Says when the gateway does not answer; what is shown then is from before. */
function Connection() {
  const gateway = useGateway();
  return gateway.told && !gateway.connected
    ? html`<div class="connection" role="status"><${Icon} name="warn" />${t('common.unreachable')}</div>`
    : null;
}

function Screen({route, session}) {
  const name = pageOf(route.path);
  const [shown, setShown] = useState(name === 'now' ? {name, component: Now} : null);
  const place = useRef(route);
  useEffect(() => {
    let wanted = true;
    load(name).then(component => wanted && setShown({name, component}));
    return () => (wanted = false);
  }, [name]);
  if (shown?.name === name) {
    place.current = route; // until the next page is there, the one before stays where it is
  }
  useArrival(shown?.name, place.current);
  return html`<main id="main" tabindex="-1">${shown
    ? html`<${shown.component} key=${shown.name} route=${place.current} session=${session} query=${place.current.query} />`
    : html`<div class="page"><${Skeleton} lines=${6} /></div>`}</main>`;
}

/** Whoever has gone elsewhere is in what is there now, and not in the way that led there, nor nowhere. */
function useArrival(name, place) {
  const last = useRef();
  useEffect(() => {
    const main = document.getElementById('main');
    const isElsewhere = last.current !== name || document.activeElement === document.body;
    if (last.current && isElsewhere && !main.contains(document.activeElement)) {
      main.focus({preventScroll: true});
    }
    last.current = name;
  }, [name, place]);
}

/** A page, its texts and, if it has one, its style; a page that is not there, or that does not come, is said so. */
async function load(name) {
  if (name === 'now') {
    return Now; // it came with this module
  }
  if (!PAGES.some(page => page.name === name) && !ALONE.includes(name)) {
    return Missing;
  }
  try {
    const [module] = await Promise.all([import(`./pages/${name}.js`), loadTexts(name)]);
    await Promise.all([...(module.styles || []).map(path => style(`/app/${path}`)),
      ...(module.scripts || []).map(path => script(`/app/${path}`)), loadTexts(...(module.texts || []))]);
    return module.default;
  } catch (error) {
    console.info(error.message);
    return Unreachable;
  }
}

/** It begins anew once there is an answer: browsers remember which modules did not come. */
function Unreachable() {
  const again = () => get('/api/app/session').then(() => location.reload(), () => {});
  return html`<${Page} title=${t('common.failed')}><${Notice} kind="bad" title=${t('common.failed')}>
    <${Button} onClick=${again}>${t('common.retry')}<//><//><//>`;
}

function Missing() {
  return html`<${Page} title=${t('common.missing')}><${Notice} kind="warn" title=${t('common.missing')}>
    <p><a href=${href('/now')}>${t('common.page_now')}</a></p><//><//>`;
}

function App({session}) {
  const route = useRoute();
  useLanguage();
  useEffect(() => {
    if (RIGHTS.indexOf(session.right) >= 1) {
      start();
    }
  }, []);
  useEffect(() => {
    scrollTo(0, 0);
  }, [route.path]);
  const alone = ALONE.includes(pageOf(route.path));
  return html`<a class="skip" href="#main" onClick=${skip}>${t('common.skip')}</a>
    ${!alone && html`<${Ways} route=${route} session=${session} />`}
    <div class=${alone ? 'alone' : 'stage'}><${Connection} /><${Screen} route=${route} session=${session} /></div>`;
}

/** The address is the place, so the link cannot be followed. */
function skip(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Everything that needs to be known before anything is shown. */
async function begin() {
  const name = pageOf(current().path);
  const [session] = await Promise.all([get('/api/app/session').catch(() => ({right: 'CHANGE'})), loadTexts(...FIRST_TEXTS).catch(error => console.info(error.message)),
    name === 'now' || Promise.all([loadTexts(name), import(`./pages/${name}.js`)]).catch(() => {})]);
  useSession(session);
  whenSignedOut(() => pageOf(current().path) === 'signin' || go('/signin', {back: location.hash.slice(1)}));
  if (session.right === 'NONE' && !ALONE.includes(name)) {
    go('/signin', {back: location.hash.slice(1)}, {replace: true});
  }
  const root = document.getElementById('app');
  root.textContent = '';
  render(html`<${App} session=${session} />`, root);
}

begin();
