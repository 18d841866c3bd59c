/** Each meter of a plug-test in a few facts, and by which list it is measured. */
import {html} from '../vendor/preact.js';
import {number} from '../core/format.js';
import {Card, Field, Icon} from '../core/parts.js';
import {href} from '../core/route.js';
import {t} from '../core/text.js';
import {interval} from '../core/value.js';
import {findingText, listTitle} from './finding.js';

/** `onList(source, name)`: to measure by another list; an empty name: by the one that is found. */
export function Summaries({state, may, onList}) {
  return html`<h2 class="summaries-head">${t('plugtest.each')}</h2><div class="summaries">
    ${state.report.meters.map((meter, i) => html`<${Summary} key=${state.ids[i]} meter=${meter} id=${state.ids[i]} state=${state} may=${may} onList=${onList} />`)}</div>`;
}

function Summary({meter, id, state, may, onList}) {
  const port = state.report.sources.find(it => it.id === meter.source);
  const marks = Object.values(meter.quantities).map(it => it.mark);
  const count = wanted => marks.filter(mark => wanted.includes(mark)).length;
  const identity = ['source', 'adapter'].includes(meter.identity_scheme) ? t('plugtest.identity_none') : meter.identity_scheme;
  const facts = [
    ['protocol', [meter.protocol, meter.protocol_version].filter(Boolean).join(' ')],
    ['clock', t(`meters.clock_${meter.clock}`)],
    ['identity', identity],
    ['encryption', t(`meters.seal_${port?.seal || 'unknown'}`)],
    ['interval', interval(meter.interval_s)],
    ['readings', number(meter.readings)],
    ['delivered', `${number(count(['sent', 'extra', 'slow']))} + ${number(count(['derived']))}`],
    ['missing', number(count(['missing']))],
  ];
  return html`<${Card}><h3 class="summary-head"><${Icon} name=${meter.faults.length ? 'warn' : 'check'} />
      <a href=${href('/meters', {meter: id})}>${meter.label}</a></h3>
    ${may && !meter.sub && meter.medium === 'electricity'
      ? html`<${Field} id=${`list-${id}`} label=${t('plugtest.measured')} value=${state.chosen[meter.source] || ''} onChange=${name => onList(meter.source, name)}
          options=${[['', state.chosen[meter.source] ? t('plugtest.find_out') : t('plugtest.found', {title: listTitle(meter.list, meter.list_title) || '–'})],
            ...state.lists.map(it => [it.name, listTitle(it.name, it.title)])]} />`
      : html`<p class="quiet small">${t('plugtest.measured')}: ${listTitle(meter.list, meter.list_title) || t('plugtest.by_nothing')}</p>`}
    <dl class="facts wide-facts">${facts.map(([key, value]) => value && html`<div key=${key}><dt>${t(`plugtest.fact_${key}`)}</dt><dd>${value}</dd></div>`)}</dl>
    ${meter.faults.length + meter.notes.length > 0 && html`<ul class="findings">
      ${meter.faults.map(it => html`<li key=${it.kind} class="fault"><${Icon} name="warn" /><span>${findingText(it, meter.medium)}</span></li>`)}
      ${meter.notes.map(it => html`<li key=${it.kind} class="quiet"><${Icon} name="info" /><span>${findingText(it, meter.medium)}</span></li>`)}</ul>`}<//>`;
}
