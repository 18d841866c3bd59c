/** #/access: the password, who is signed in, guests, and tokens of programs. */
import {html, useState, useEffect} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {get, send, useSession} from '../core/api.js';
import {dated} from '../core/format.js';
import {useReturn} from '../core/live.js';
import {Button, Card, Dialog, Field, Notice, Page, Skeleton, copyText} from '../core/parts.js';
import {Password, SHORTEST, Whose, isShort, words} from '../core/password.js';

export const styles = ['pages/signin.css', 'pages/access.css'];
export const texts = ['signin'];

const RIGHTS = ['read', 'inspect', 'change'];
const LASTS = ['30', '365', ''];

export default function Access({session}) {
  const isOpen = location.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  return html`<${Page} title=${t('common.page_access')}>
    ${!session.signedIn && html`<${Notice} kind="warn" title=${t('access.not_owner')} />`}
    ${isOpen && html`<${Notice} kind="warn" title=${t('access.open_title')}><p>${t('access.open')} <code>tls: generated</code></p><//>`}
    <div class="access">
      <${Card} title=${t('access.password_title')}><${Change} session=${session} /><//>
      <${Card} title=${t('access.browsers_title')}><${Browsers} /><${Guests} session=${session} /><//>
      <${Card} kind="wide" title=${t('access.tokens_title')}><${Tokens} /><//>
    </div><//>`;
}

function Change({session}) {
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  const [error, setError] = useState({});
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const submit = async event => {
    event.preventDefault();
    setDone(false);
    if (isShort(after)) {
      setError({after: t('access.short', {count: SHORTEST})});
      return;
    }
    setBusy(true);
    setError({});
    try {
      useSession(await send('POST', '/api/app/password', {current: before, password: after}));
      setBefore('');
      setAfter('');
      setDone(true);
    } catch (problem) {
      setError({before: words(problem)});
    }
    setBusy(false);
  };
  return html`<form onSubmit=${submit}>
    <${Whose} gateway=${session.gateway} />
    <${Password} id="before" label=${t('access.before')} value=${before} error=${error.before} complete="current-password" required onChange=${setBefore} />
    <${Password} id="after" label=${t('access.after')} hint=${t('access.hint', {count: SHORTEST})} value=${after} error=${error.after}
      complete="new-password" required onChange=${setAfter} />
    <${Button} type="submit" kind="main" busy=${busy}>${t('access.change')}<//>
    <div role="status">${done && html`<p class="quiet">${t('access.changed')}</p>`}</div>
  </form>`;
}

function Browsers() {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const ask = () => {
    setProblem('');
    setAsking(true);
  };
  const signOut = async () => {
    try {
      await send('DELETE', '/api/app/session?everywhere=true');
      location.reload();
    } catch (it) {
      setProblem(it.message);
    }
  };
  return html`<div><p>${t('access.browsers')}</p>
    <${Button} onClick=${ask}>${t('access.everywhere')}<//>
    ${asking && html`<${Dialog} title=${t('access.everywhere')} onClose=${() => setAsking(false)}>
      <p>${t('access.everywhere_sure')}</p>
      ${problem && html`<${Notice} kind="bad" title=${problem} />`}
      <div class="row"><${Button} kind="danger" onClick=${signOut}>${t('access.everywhere')}<//>
        <${Button} onClick=${() => setAsking(false)}>${t('common.cancel')}<//></div><//>`}</div>`;
}

function Guests({session}) {
  return html`<div><h3>${t('access.guests_title')}</h3>
    <p>${session.guest ? t('access.guests_on') : t('access.guests_off')}</p>
    <p class="quiet small">${t('access.guests_how')} <code>guest: ${session.guest ? 'false' : 'true'}</code></p></div>`;
}

function Tokens() {
  const [tokens, setTokens] = useState();
  const [made, setMade] = useState();
  const [gone, setGone] = useState();
  const [problem, setProblem] = useState('');
  const attempt = step => step.then(() => setProblem(''), it => setProblem(it.message));
  const load = async () => setTokens(await get('/api/app/token'));
  useEffect(() => void attempt(load()), []);
  useReturn(() => attempt(load()));
  const remove = async () => {
    await attempt(send('DELETE', `/api/app/token/${encodeURIComponent(gone.id)}`).then(load));
    setGone();
  };
  return html`<div><p>${t('access.tokens')}</p>
    ${problem && html`<${Notice} kind="bad" title=${problem} />`}
    ${tokens ? html`<${List} tokens=${tokens} onRemove=${setGone} />` : !problem && html`<${Skeleton} lines=${2} />`}
    <${NewToken} onMade=${token => { setMade(token); attempt(load()); }} />
    ${made && html`<${Made} token=${made} onClose=${() => setMade()} />`}
    ${gone && html`<${Dialog} title=${t('access.delete_title', {name: gone.name})} onClose=${() => setGone()}>
      <p>${t('access.delete_sure')}</p>
      <div class="row"><${Button} kind="danger" onClick=${remove}>${t('access.delete')}<//>
        <${Button} onClick=${() => setGone()}>${t('common.cancel')}<//></div><//>`}</div>`;
}

function List({tokens, onRemove}) {
  if (tokens.length === 0) {
    return html`<p class="quiet">${t('access.tokens_none')}</p>`;
  }
  return html`<ul class="token-list">${tokens.map(token => html`<li key=${token.id}>
    <div><strong>${token.name}</strong>
      <p class="quiet small">${t('access.right_' + token.right)} · ${ends(token)}</p></div>
    <${Button} kind="quiet" icon="trash" label=${t('access.delete_title', {name: token.name})} onClick=${() => onRemove(token)} />
  </li>`)}</ul>`;
}

function ends(token) {
  if (!token.ends) {
    return t('access.lasts_');
  }
  const date = dated(token.ends, undefined, {dateStyle: 'medium', hourCycle: undefined});
  return token.over ? t('access.over', {date}) : t('access.until', {date});
}

function NewToken({onMade}) {
  const [name, setName] = useState('');
  const [right, setRight] = useState('read');
  const [days, setDays] = useState('365');
  const [error, setError] = useState('');
  const submit = async event => {
    event.preventDefault();
    try {
      const token = await send('POST', '/api/app/token', {name, right, ...(days && {days: Number(days)})});
      setName('');
      setError('');
      onMade(token);
    } catch (problem) {
      setError(problem.status === 409 ? t('access.name_taken') : problem.message);
    }
  };
  return html`<form class="token-form" onSubmit=${submit}>
    <${Field} id="token-name" label=${t('access.name')} value=${name} error=${error} required maxlength="60" placeholder="Home Assistant" autocomplete="off"
      onChange=${setName} />
    <${Field} id="token-right" label=${t('access.right')} value=${right} options=${RIGHTS.map(it => [it, t('access.right_' + it)])} onChange=${setRight} />
    <${Field} id="token-days" label=${t('access.lasts')} value=${days} options=${LASTS.map(it => [it, t('access.lasts_' + it)])} onChange=${setDays} />
    <${Button} type="submit">${t('access.make')}<//>
  </form>`;
}

/** The only time that it can be seen. */
function Made({token, onClose}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(token.token);
    setCopied(true);
  };
  return html`<${Dialog} title=${t('access.made_title', {name: token.name})} onClose=${onClose}>
    <p>${t('access.made')}</p>
    <label class="hidden" for="token-text">${t('access.token')}</label>
    <input id="token-text" class="token-text mono" readonly value=${token.token} onFocus=${event => event.target.select()} />
    <div class="row"><${Button} kind="main" icon="copy" onClick=${copy}>${copied ? t('common.copied') : t('common.copy')}<//>
      <${Button} onClick=${onClose}>${t('common.close')}<//></div>
    <p class="quiet small made-how">${t('access.made_how')} <code>Authorization: Bearer …</code></p><//>`;
}
