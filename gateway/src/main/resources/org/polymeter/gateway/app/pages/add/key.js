/** The key of an encrypted meter: pasted as it comes, answered at once. */
import {html, useState} from '../../vendor/preact.js';
import {send} from '../../core/api.js';
import {t} from '../../core/text.js';
import {Card, Field, Icon, Notice} from '../../core/parts.js';

export function KeyForm({listening, operator, found, reload, secrets, setSecrets}) {
  const [key, setKey] = useState('');
  const [second, setSecond] = useState('');
  const [answer, setAnswer] = useState(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const asks = found.tagged && operator?.second.needed !== 'fixed';
  const change = set => value => {
    set(value);
    setAnswer(null);
  };
  const tryIt = async event => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const said = await send('POST', `/api/app/listening/${listening.id}/key`, {key, authKey: second});
      setAnswer(said);
      if (said.opens) {
        setSecrets({...secrets, ...inRoles(said.roles, key, second), verdict: said.verdict});
      }
    } catch (error) {
      setProblem(error.message);
    }
    setBusy(false);
  };
  const name = operator?.key.name;
  const flaw = answer?.verdict === 'unreadable' ? t('add.flaw_' + answer.flaw, {length: answer.length, position: answer.position}) : '';
  const inSecond = answer?.field === 'authKey';
  return html`<${Card} title=${t('add.sealed')}>
    <p class="quiet">${t(reload ? 'add.key_again' : 'add.sealed_hint')}</p>
    <form onSubmit=${tryIt}>
      <${Field} label=${name ? t('add.key_called', {name}) : t('add.key')} id="meter-key" hint=${t('add.key_hint')} error=${flaw && !inSecond ? flaw : ''}
        value=${key} onChange=${change(setKey)} autocomplete="off" spellcheck="false" autocapitalize="characters" class="mono key" />
      ${asks && html`<${Field} label=${operator?.second.name ? t('add.second_called', {name: operator.second.name}) : t('add.second')} id="meter-second" error=${flaw && inSecond ? flaw : ''}
        value=${second} onChange=${change(setSecond)} autocomplete="off" spellcheck="false" autocapitalize="characters" class="mono key" />`}
      ${answer && !answer.opens && answer.verdict !== 'unreadable' && html`<${Notice} kind=${answer.verdict === 'wrong' || answer.verdict === 'wrong-length' ? 'bad' : 'warn'}>
        <p>${t('add.verdict_' + answer.verdict)}</p>${answer.verdict === 'wrong' && asks && html`<p>${t('add.wrong_two')}</p>`}<//>`}
      ${problem && html`<${Notice} kind="bad">${problem}<//>`}
      <button type="submit" class="button main" disabled=${busy || !key.trim()} aria-busy=${busy ? 'true' : undefined}><${Icon} name="check" />${t('add.key_try')}</button>
    </form><//>`;
}

/** Which of what was entered is to be saved as which. */
function inRoles(roles, key, second) {
  const digits = key.replace(/[^0-9a-fA-F]/g, '');
  const halves = [digits.slice(0, 32), digits.slice(32)];
  switch (roles) {
    case 'swapped': return {key: second, authKey: key};
    case 'key-alone': return {key, authKey: ''};
    case 'second-alone': return {key: second, authKey: ''};
    case 'halves': return {key: halves[0], authKey: halves[1]};
    case 'halves-swapped': return {key: halves[1], authKey: halves[0]};
    default: return {key, authKey: second};
  }
}
