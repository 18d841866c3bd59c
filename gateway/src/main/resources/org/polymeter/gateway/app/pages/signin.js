/** #/signin: who has the password comes in; then on to where they wanted to go. */
import {html, useState, useEffect} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {send} from '../core/api.js';
import {Button, Card, Notice, Page} from '../core/parts.js';
import {href} from '../core/route.js';
import {Password, Whose, words} from '../core/password.js';

export const styles = ['pages/signin.css'];

export default function SignIn({query, session}) {
  return html`<${Page} title=${t('signin.title')}>
    <${Card} kind="gate">${session.password ? html`<${Form} back=${query.back} session=${session} />` : html`<${NoPassword} session=${session} />`}<//>
  <//>`;
}

function Form({back, session}) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => document.getElementById('password')?.focus(), []);
  const submit = async event => {
    event.preventDefault();
    setBusy(true);
    try {
      await send('POST', '/api/app/session', {password});
      enter(back);
    } catch (problem) {
      setError(words(problem));
      setBusy(false);
      document.getElementById('password')?.select();
    }
  };
  return html`<form onSubmit=${submit}>
    <p>${t('signin.intro', {gateway: session.gateway})}</p>
    <${Whose} gateway=${session.gateway} />
    <${Password} id="password" label=${t('signin.password')} value=${password} error=${error} complete="current-password" required
      onChange=${value => { setPassword(value); setError(''); }} />
    <${Button} type="submit" kind="main" busy=${busy}>${t('signin.submit')}<//>
    <p class="quiet small">${t('signin.forgotten')} <code>polymeter password</code></p>
    ${session.guest && html`<p><a href=${href('/now')}>${t('signin.look')}</a></p>`}
  </form>`;
}

function NoPassword({session}) {
  return html`<${Notice} title=${t('signin.none_title')}><p>${t('signin.none')} <code>polymeter password</code></p><//>
    ${session.right !== 'NONE' && html`<a href=${href('/now')}>${t('signin.look')}</a>`}`;
}

/** Begins anew, as somebody else. Only to places of our own. */
function enter(back) {
  location.hash = back?.startsWith('/') ? '#' + back : href('/now');
  location.reload();
}
