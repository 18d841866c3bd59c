/** #/plugtest: what the ports of all meters deliver, against what they should. */
import {html, useState} from '../vendor/preact.js';
import {send} from '../core/api.js';
import {useEvents} from '../core/events.js';
import {moment, number} from '../core/format.js';
import {gatewayNow} from '../core/live.js';
import {Button, Card, Empty, Icon, Notice, Page, Segmented, Skeleton, useTick} from '../core/parts.js';
import {t} from '../core/text.js';
import {interval} from '../core/value.js';
import {findingText} from './finding.js';
import {Matrix} from './matrix.js';
import {Summaries} from './summaries.js';

export const styles = ['pages/plugtest.css'];
export const texts = ['meters'];

const PATH = '/api/app/plugtest';
const MINUTES = [1, 5, 20, 80];

export default function Plugtest({session}) {
  const [state, setState] = useState(null);
  const [problem, setProblem] = useState(null);
  useEvents(`${PATH}/stream`, ['plugtest'], (kind, told) => setState(told));
  const may = ['INSPECT', 'CHANGE'].includes(session.right);
  const ask = async (method, body) => {
    try {
      setState(await send(method, PATH, body));
      setProblem(null);
    } catch (found) {
      setProblem(found.message);
    }
  };
  const report = state?.report;
  const running = state?.state === 'running';
  return html`<${Page} title=${t('common.page_plugtest')} wide actions=${state?.state === 'done' && html`<${Exports} />`}>
    ${problem && html`<${Notice} kind="bad" title=${problem} />`}
    ${!state ? html`<${Skeleton} lines=${6} />` : running ? html`<${Progress} state=${state} may=${may} onEnd=${() => ask('DELETE')} />`
      : html`<${Start} state=${state} may=${may} onStart=${minutes => ask('POST', {minutes})} />`}
    ${report && (report.meters.length === 0
      ? html`<${Empty} icon="plugtest" title=${t('plugtest.nobody')} />`
      : html`<${Verdict} report=${report} running=${running} />
        <${Matrix} state=${state} />
        <${Summaries} state=${state} may=${may} onList=${(source, name) => ask('PUT', {lists: {[source]: name}})} />`)}
  <//>`;
}

function Exports() {
  return html`${['html', 'md', 'json'].map(form => html`<a key=${form} class="button" href=${`${PATH}.${form}`} download=${`plugtest.${form}`}>
      <${Icon} name="download" />${{html: 'HTML', md: 'Markdown', json: 'JSON'}[form]}</a>`)}
    <${Button} onClick=${() => print()}>${t('plugtest.print')}<//>`;
}

function Start({state, may, onStart}) {
  const [minutes, setMinutes] = useState(5);
  const again = state.state === 'done';
  return html`<div class=${again ? 'again' : 'card start'}>
    ${!again && html`<h2>${t('plugtest.what')}</h2><p>${t('plugtest.how')}</p>`}
    ${may ? html`<div class="row plugtest-start"><${Segmented} label=${t('plugtest.time')} value=${minutes} options=${MINUTES.map(it => [it, t('common.minutes', {count: number(it)})])} onChange=${setMinutes} />
      <${Button} kind="main" icon="play" onClick=${() => onStart(minutes)}>${t(again ? 'plugtest.again' : 'plugtest.start')}<//></div>
      <p class="quiet small">${t('plugtest.long_enough')}</p>` : html`<p class="quiet">${t('plugtest.not_yours')}</p>`}</div>`;
}

function Progress({state, may, onEnd}) {
  useTick(1000);
  const [from, to] = [Date.parse(state.started), Date.parse(state.ends)];
  const done = Math.min(1, Math.max(0, (gatewayNow() - from) / (to - from)));
  const left = Math.max(0, (to - gatewayNow()) / 1000);
  return html`<div class="card running"><div class="row"><h2>${t('plugtest.listening')}</h2>
      ${may && html`<${Button} icon="pause" onClick=${onEnd}>${t('plugtest.end')}<//>`}</div>
    <progress max="1" value=${done} aria-label=${t('plugtest.listening')}></progress>
    <p class="quiet">${t('plugtest.progress', {left: interval(Math.max(1, Math.round(left))), readings: number(state.readings)})}</p></div>`;
}

/** In one sentence, and then what deviates. */
function Verdict({report, running}) {
  const faulty = report.meters.filter(it => it.faults.length > 0);
  const ports = report.sources.filter(it => it.faults.length > 0);
  const good = report.meters.length - faulty.length;
  const listened = interval(report.listened_s);
  return html`<p class="verdict">${t(running ? 'plugtest.so_far' : 'plugtest.verdict', {
      meters: number(report.meters.length), good: number(good), listened, time: moment(report.time)})}</p>
    ${faulty.length + ports.length > 0 && html`<${Card} title=${t('plugtest.deviations')} kind="deviations"><ul class="plain">
      ${faulty.flatMap(meter => meter.faults.map(fault => html`<li key=${meter.label + fault.kind}><strong>${meter.label}</strong><span>${findingText(fault, meter.medium)}</span></li>`))}
      ${ports.flatMap(port => port.faults.map(fault => html`<li key=${port.id + fault.kind}><strong>${t('plugtest.port', {id: port.id})}</strong><span>${findingText(fault)}</span></li>`))}
    </ul><//>`}`;
}
