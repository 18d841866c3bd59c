/** #/welcome: the first password, for who has the link of the console. */
import {html, useState, useEffect} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {send} from '../core/api.js';
import {Button, Card, Notice, Page} from '../core/parts.js';
import {current, href} from '../core/route.js';
import {Password, SHORTEST, Whose, isShort, words} from '../core/password.js';

export const styles = ['pages/signin.css'];
export const texts = ['signin'];

let token = '';
take();

/** It must not stay in the address, where others see it, nor in the history of the browser. */
function take() {
  const {path, query} = current();
  if (path === '/welcome' && query.token) {
    token = query.token;
    history.replaceState(null, '', href('/welcome'));
  }
}

export default function Welcome({session}) {
  take();
  return html`<${Page} title=${t('welcome.title')}><${Card} kind="gate">${session.password
    ? html`<${Notice} title=${t('welcome.used_title')}><p><a href=${href('/signin')}>${t('welcome.used')}</a></p><//>`
    : token ? html`<${Form} session=${session} />` : html`<${NoLink} />`}<//><//>`;
}

function NoLink() {
  return html`<${Notice} kind="warn" title=${t('welcome.link_title')}><p>${t('welcome.link')} <code>polymeter password</code></p><//>`;
}

function Form({session}) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => document.getElementById('password')?.focus(), []);
  const submit = async event => {
    event.preventDefault();
    if (isShort(password)) {
      setError(t('welcome.short', {count: SHORTEST}));
      return;
    }
    setBusy(true);
    try {
      await send('POST', '/api/app/password', {token, password});
      location.hash = href('/now');
      location.reload();
    } catch (problem) {
      setError(problem.status === 403 ? t('welcome.old') : words(problem));
      setBusy(false);
    }
  };
  return html`<form onSubmit=${submit}>
    <p>${t('welcome.intro')}</p>
    <${Whose} gateway=${session.gateway} />
    <${Password} id="password" label=${t('welcome.new')} hint=${t('welcome.hint', {count: SHORTEST})} value=${password} error=${error}
      complete="new-password" required onChange=${value => { setPassword(value); setError(''); }} />
    <${Button} type="submit" kind="main" busy=${busy}>${t('welcome.submit')}<//>
  </form>`;
}
