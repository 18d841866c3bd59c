/** Where everything goes, and whether it arrives. */
import {html, useState} from '../vendor/preact.js';
import {send} from '../core/api.js';
import {Trouble} from '../core/health.js';
import {age, moment, number} from '../core/format.js';
import {gatewayNow} from '../core/live.js';
import {has, t} from '../core/text.js';
import {Button, Empty, Icon, useTick} from '../core/parts.js';
import {Retry, State, outputName} from './system-health.js';

/** Messages that wait although all is well, for a moment. */
const MOMENTARY = 50;

export function Outputs({live, may}) {
  const outputs = [...live.outputs.values()];
  if (outputs.length === 0) {
    return html`<${Empty} icon="upload" title=${t('system.outputs_none')} />`;
  }
  return html`<ul class="entries">${outputs.map(it => html`<${Output} key=${it.id} output=${it} may=${may} />`)}</ul>`;
}

function Output({output, may}) {
  useTick(1000);
  const retry = may && output.nextRetry && html`<${Retry} path=${`/api/app/output/${encodeURIComponent(output.id)}/retry`} />`;
  return html`<li class="entry card">
    <div class="entry-head">
      <${State} entry=${output} words=${t(`system.output_${output.state}`)} />
      <div class="entry-name"><h2>${outputName(output)}</h2>
        <p class="quiet small">${output.where}${output.format && output.format !== 'profile' ? ` · ${output.format}` : ''}</p></div>
      <p class="entry-age small">${output.lastDelivered ? t('system.delivered_last', {age: age(gatewayNow() - Date.parse(output.lastDelivered))}) : t('system.delivered_never')}</p>
    </div>
    ${output.trouble && html`<${Trouble} of=${output}>${retry}<//>`}
    <dl class="figures">
      <div><dt>${t('system.delivered')}</dt><dd>${number(output.delivered)}</dd></div>
      <div class=${output.state === 'failing' && output.waiting > 0 ? 'waits' : ''}><dt>${t('system.waiting')}</dt><dd>${number(output.waiting)}</dd></div>
      ${output.oldest && html`<div><dt>${t('system.oldest')}</dt><dd>${moment(output.oldest)}</dd></div>`}
      ${output.dropped > 0 && html`<div><dt>${t('system.dropped')}</dt><dd>${number(output.dropped)}</dd></div>`}
      ${output.reconnects > 0 && html`<div><dt>${t('system.reconnects')}</dt><dd>${number(output.reconnects)}</dd></div>`}
    </dl>
    ${output.waiting > MOMENTARY && html`<p class="quiet small">${waitingWords(output)}</p>`}
    ${may && output.testable && html`<${Test} output=${output} />`}
  </li>`;
}

function waitingWords(output) {
  if (output.kind === 'history') {
    return t('system.waits_gathered');
  }
  return t(output.kept ? 'system.waits_kept' : 'system.waits_memory');
}

/** Tries the other side without disturbing who listens there, and says what happened. */
function Test({output}) {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState(null);
  const test = async () => {
    setBusy(true);
    setResult(null);
    try {
      setResult(await send('POST', `/api/app/output/${encodeURIComponent(output.id)}/test`));
    } catch (problem) {
      setResult({ok: false, code: '', detail: problem.message});
    }
    setBusy(false);
  };
  return html`<div class="test">
    <${Button} icon="play" busy=${busy} onClick=${test}>${t(busy ? 'system.testing' : 'system.test')}<//>
    <div class="test-result" role="status">${result && html`<${Result} result=${result} />`}</div></div>`;
}

function Result({result}) {
  const words = [`system.test_${result.code}`, `trouble.${result.code}`].find(has);
  const advice = result.ok ? '' : `trouble.${result.code}_do`;
  return html`<div class=${`result ${result.ok ? 'good' : 'bad'}`}><${Icon} name=${result.ok ? 'check' : 'error'} />
    <div><strong>${words ? t(words, {millis: number(result.millis)}) : t('trouble.other')}</strong>
      ${advice && has(advice) && html`<p>${t(advice)}</p>`}
      ${result.detail && html`<p class="quiet small mono">${result.detail}</p>`}</div></div>`;
}
