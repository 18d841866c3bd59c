/** The table of what a meter delivers. */
import {html, useState} from '../vendor/preact.js';
import {age, clock, number} from '../core/format.js';
import {freshness, gatewayNow} from '../core/live.js';
import {Button, Icon} from '../core/parts.js';
import {grouped, quantityName} from '../core/quantity.js';
import {t} from '../core/text.js';
import {interval, resolution, unitName, valueText} from '../core/value.js';

const COLUMNS = 6;

/** `open`: whether codes and raw values of all are shown. */
export function Quantities({meter, detail, open, onOpen}) {
  const known = meter.info?.quantities || {};
  const names = [...new Set([...Object.keys(known), ...Object.keys(meter.values)])];
  return html`<section class="quantities" aria-label=${t('meters.quantities')}>
    <div class="row quantities-head"><h2>${t('meters.quantities')}</h2>
      <${Button} kind="quiet" icon=${open ? 'up' : 'down'} aria-expanded=${open ? 'true' : 'false'} onClick=${() => onOpen(!open)}>${t('meters.codes')}<//></div>
    <div class="table-frame"><table class="quantities-table"><thead><tr>
      <th scope="col">${t('meters.column_quantity')}</th><th scope="col" class="figure">${t('meters.column_value')}</th>
      ${['age', 'every', 'resolution', 'span'].map(it => html`<th key=${it} scope="col" class=${`figure ${it === 'age' ? 'age-cell' : it}`}>${t(`meters.column_${it}`)}</th>`)}
    </tr></thead>
    ${grouped(names).map(([group, members]) => html`<tbody key=${group}><tr class="group"><th colspan=${COLUMNS} scope="rowgroup">${t(`quantity.group_${group}`)}</th></tr>
      ${members.map(name => html`<${Row} key=${name} name=${name} meter=${meter} told=${detail?.quantities[name]} known=${known[name]} all=${open} />`)}</tbody>`)}
    </table></div></section>`;
}

function Row({name, meter, told, known, all}) {
  const [opened, setOpened] = useState(false);
  const open = all || opened;
  const words = quantityName(name, meter.info?.medium);
  const unit = unitName(told?.unit ?? known?.unit, name);
  const value = meter.values[name];
  const decimals = told?.decimals ?? known?.decimals;
  const since = meter.times[name] && gatewayNow() - Date.parse(meter.times[name]);
  const state = freshness(meter) === 'fresh' ? '' : 'stale-value';
  return html`<tr class=${open ? 'opened' : ''} data-name=${name}>
    <th scope="row"><button type="button" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpened(!opened)}>
      <span class="turn" aria-hidden="true"><${Icon} name=${open ? 'down' : 'right'} /></span>${words}</button></th>
    <td class=${`figure ${state}`}><b>${value === undefined ? '–' : valueText(value, name, {unit, decimals, zone: meter.info?.zone})}</b></td>
    <td class="figure age-cell quiet">${since === undefined ? '' : age(since)}</td>
    <td class="figure every quiet">${interval(told?.interval_s)}</td>
    <td class="figure resolution quiet">${resolution(decimals, unit)}</td>
    <td class="figure span quiet"><${Span} told=${told} decimals=${decimals} /></td></tr>
    ${open && html`<tr class="detail"><td colspan=${COLUMNS}><${Detail} name=${name} meter=${meter} told=${told} known=${known} decimals=${decimals} unit=${unit} /></td></tr>`}`;
}

function Span({told, decimals}) {
  return told?.least === undefined ? '' : `${number(told.least, Math.max(0, decimals))} … ${number(told.most, Math.max(0, decimals))}`;
}

/** What the table has no room for: how the meter itself says it. */
function Detail({name, meter, told, known, decimals, unit}) {
  const obis = told?.obis ?? known?.obis;
  const derived = told?.derived ?? known?.derived;
  const facts = [
    ['name', html`<code>${name}</code>`],
    ['obis', obis && html`<code>${obis}</code>`],
    ['said', told?.said && html`<code>${`${told.said.value} ${told.said.unit}`.trim()}</code> <span class="quiet">${clock(told.said.received, undefined, true)}</span>`],
    ['derived', derived?.length > 0 && derived.map(it => quantityName(it, meter.info?.medium)).join(', ')],
    ['count', told && number(told.count)],
    ['every', told?.interval_s && t('meters.every_worst', {median: interval(told.interval_s), worst: interval(told.interval_worst_s)})],
    ['resolution', resolution(decimals, unit)],
    ['span', told?.least !== undefined && html`<${Span} told=${told} decimals=${decimals} />`],
  ].filter(([, value]) => value);
  return html`<dl class="facts wide-facts">${facts.map(([key, value]) => html`<div key=${key} class=${key}><dt>${t(`meters.detail_${key}`)}</dt><dd>${value}</dd></div>`)}</dl>`;
}
