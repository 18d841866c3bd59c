/** All in one file, and back. */
import {html, useEffect, useRef, useState} from '../vendor/preact.js';
import {get, send} from '../core/api.js';
import {bytes, dated, number} from '../core/format.js';
import {t} from '../core/text.js';
import {Button, Card, Field, Icon, Notice, Skeleton} from '../core/parts.js';

const RESTORE = '/api/app/restore';

export function Backup() {
  return html`<div class="grid"><${Save} /><${Restore} /></div>`;
}

function Save() {
  const [all, setAll] = useState(true);
  return html`<${Card} title=${t('system.backup')}>
    <p>${t('system.backup_what')}</p>
    <${Field} type="checkbox" label=${t('system.backup_keys')} hint=${t(all ? 'system.backup_keys_yes' : 'system.backup_keys_no')} value=${all} onChange=${setAll} />
    <a class="button main" href=${`/api/app/backup${all ? '' : '?configuration=false'}`} download><${Icon} name="download" />${t('system.backup_make')}</a><//>`;
}

function Restore() {
  const [state, setState] = useState(null);
  const [problem, setProblem] = useState('');
  const [step, setStep] = useState('');
  const picked = useRef();
  const take = async work => {
    setProblem('');
    try {
      setState(await work());
    } catch (failure) {
      setProblem(failure.message);
      setState(await get(RESTORE).catch(() => ({state: 'nothing'})));
    }
    setStep('');
  };
  useEffect(() => void take(() => get(RESTORE)), []);
  const upload = file => take(async () => {
    setStep('sending');
    await deliver(file, setState);
    setStep('checking');
    return send('POST', `${RESTORE}/check`);
  });
  return html`<${Card} title=${t('system.restore')}>
    <p>${t('system.restore_what')}</p>
    ${problem && html`<${Notice} kind="bad" title=${t('system.restore_refused')}><p>${problem}</p><//>`}
    ${state === null && !step && html`<${Skeleton} />`}
    ${step && html`<${Sending} state=${state} step=${step} />`}
    ${!step && state?.state === 'ready' && html`<${Ready} contents=${state.contents} onTake=${take} />`}
    ${!step && state?.state === 'staged' && html`<${Staged} state=${state} onTake=${take} />`}
    ${!step && ['nothing', 'receiving'].includes(state?.state) && html`
      <input ref=${picked} id="restore-file" class="hidden" type="file" accept=".zip,application/zip" tabindex="-1" aria-label=${t('system.restore_choose')}
        onChange=${event => event.target.files[0] && upload(event.target.files[0])} />
      <${Button} icon="upload" onClick=${() => picked.current.click()}>${t('system.restore_choose')}<//>`}
  <//>`;
}

/** Sends a file in pieces: a request has to be whole within seconds. */
async function deliver(file, onState) {
  let state = await send('POST', `${RESTORE}?size=${file.size}`);
  for (let at = 0; at < file.size; at += state.piece) {
    onState(state);
    state = await send('POST', `${RESTORE}/piece?at=${at}`, file.slice(at, at + state.piece));
  }
  onState(state);
}

function Sending({state, step}) {
  const share = state?.size ? Math.floor(state.received / state.size * 100) : 0;
  return html`<div role="status"><p>${t(`system.restore_${step}`, {percent: number(share)})}</p>
    <progress max="100" value=${step === 'checking' ? undefined : share} aria-label=${t('system.restore')}></progress></div>`;
}

function Contents({contents}) {
  return html`<dl class="facts">
    <div><dt>${t('system.restore_made')}</dt><dd>${dated(contents.made, undefined, {dateStyle: 'medium', timeStyle: 'short'})}</dd></div>
    <div><dt>${t('system.gateway')}</dt><dd>${contents.gateway || '–'}</dd></div>
    <div><dt>${t('system.version')}</dt><dd>${contents.program}</dd></div>
    <div><dt>${t('system.restore_files')}</dt><dd>${t('system.restore_files_of', {n: contents.data, count: number(contents.data), size: bytes(contents.bytes)})}</dd></div>
    <div><dt>${t('system.history')}</dt><dd>${contents.history ? bytes(contents.history) : t('system.restore_no_history')}</dd></div>
    <div><dt>${t('system.restore_settings')}</dt><dd>${contents.configuration.length ? contents.configuration.join(', ') : t('system.restore_no_settings')}</dd></div></dl>`;
}

/** It is whole; shall it be? */
function Ready({contents, onTake}) {
  const [settings, setSettings] = useState(false);
  return html`<div>
    <${Notice} kind="good" title=${t('system.restore_sound')} />
    <${Contents} contents=${contents} />
    ${!contents.sameGateway && html`<${Notice} kind="warn" title=${t('system.restore_other', {gateway: contents.gateway || '–'})}><p>${t('system.restore_other_more')}</p><//>`}
    ${contents.configuration.length > 0 && html`<${Field} type="checkbox" label=${t('system.restore_with_settings')} hint=${t('system.restore_with_settings_more')} value=${settings} onChange=${setSettings} />`}
    <p>${t('system.restore_aside')}</p>
    <div class="row"><${Button} kind="danger" onClick=${() => onTake(() => send('PUT', `${RESTORE}?configuration=${settings}`))}>${t('system.restore_confirm')}<//>
      <${Button} onClick=${() => onTake(() => send('DELETE', RESTORE))}>${t('common.cancel')}<//></div></div>`;
}

function Staged({state, onTake}) {
  return html`<div>
    <${Notice} kind="warn" title=${t('system.restore_staged')}><p>${t('system.restore_restart')}</p><p class="mono">sudo systemctl restart polymeter</p><//>
    <${Contents} contents=${state.contents} />
    <p>${t(state.withConfiguration ? 'system.restore_settings_too' : 'system.restore_data_only')}</p>
    <${Button} onClick=${() => onTake(() => send('DELETE', RESTORE))}>${t('system.restore_not')}<//></div>`;
}
