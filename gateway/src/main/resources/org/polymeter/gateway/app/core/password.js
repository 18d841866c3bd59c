/** Passwords: how they are typed, and what is said when one is wrong. Its texts are those of the page "signin". */
import {html, useState} from '../vendor/preact.js';
import {t} from './text.js';
import {Icon} from './parts.js';

/** Characters, as the gateway counts them. */
export const SHORTEST = 10;

export function isShort(password) {
  return [...password].length < SHORTEST;
}

/** `complete`: what a password manager fills in, 'current-password' or 'new-password'. */
export function Password({id, label, hint, error, value, onChange, complete, ...rest}) {
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const look = event => setCaps(event.getModifierState?.('CapsLock') || false);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="secret">
      <input id=${id} name=${id} type=${shown ? 'text' : 'password'} value=${value} autocomplete=${complete}
        autocapitalize="none" spellcheck="false" aria-describedby=${notes} aria-invalid=${error ? 'true' : undefined}
        onInput=${event => onChange(event.target.value)} onKeyDown=${look} onKeyUp=${look} ...${rest} />
      <button type="button" class="button" aria-pressed=${shown ? 'true' : 'false'} aria-label=${t('signin.show_it')} onClick=${() => setShown(!shown)}>
        ${shown ? t('signin.hide') : t('signin.show')}</button>
    </div>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${caps && html`<p class="hint" role="status">${t('signin.caps')}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`} role="alert"><${Icon} name="error" />${error}</p>`}
  </div>`;
}

/** For password managers: whose password it is. There is one owner, without a name. */
export function Whose({gateway}) {
  return html`<input class="hidden" type="text" name="username" autocomplete="username" value=${gateway || 'polymeter'}
    tabindex="-1" aria-hidden="true" readonly />`;
}

/** What went wrong, in the reader's language as far as it is foreseen. */
export function words(problem) {
  if (problem.status === 429) {
    return t('signin.wait', {n: problem.pause || 1});
  }
  if (problem.status === 403) {
    return t('signin.wrong');
  }
  return problem.message;
}
