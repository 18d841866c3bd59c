/** Meters beside each other, quantities below each other; arrows walk from cell to cell. */
import {html, useRef, useState} from '../vendor/preact.js';
import {number} from '../core/format.js';
import {Dialog, Icon} from '../core/parts.js';
import {grouped, quantityName} from '../core/quantity.js';
import {href} from '../core/route.js';
import {t} from '../core/text.js';
import {interval, resolution} from '../core/value.js';
import {listTitle} from './finding.js';

/** Different without colours, as in the reports. */
export const MARKS = {sent: '●', derived: '○', extra: '+', slow: '◐', awaited: '…', missing: '✗'};

const STEPS = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0]};

export function Matrix({state}) {
  const {meters} = state.report;
  const frame = useRef();
  const [closed, setClosed] = useState(new Set());
  const [asked, setAsked] = useState(null);
  const [place, setPlace] = useState(null);
  const groups = grouped(state.rows);
  const places = groups.filter(([group]) => !closed.has(group)).flatMap(([, names]) => names).flatMap(name =>
    meters.flatMap((it, i) => (it.quantities[name] ? [`${name} ${state.ids[i]}`] : [])));
  const reachable = places.includes(place) ? place : places[0];
  const turn = group => setClosed(before => new Set(before.has(group) ? [...before].filter(it => it !== group) : [...before, group]));
  return html`<section class="matrix-part" aria-label=${t('plugtest.matrix')}>
    <div class="table-frame matrix-frame" ref=${frame} onKeyDown=${event => walk(event, frame.current)}>
      <table class="matrix" style=${{'--lines': lines(state, groups)}}>
        <caption class="hidden">${t('plugtest.matrix_hint')}</caption>
        <thead><tr><th scope="col">${t('plugtest.quantity')}</th>${meters.map((it, i) => html`<th scope="col" key=${state.ids[i]}>
          <a href=${href('/meters', {meter: state.ids[i]})}>${it.label}</a><span class="on-paper">${it.label}</span></th>`)}</tr></thead>
        <tbody class="on-paper facts-rows">${FACTS.map(([key, of]) => html`<tr key=${key}><th scope="row">${t(`plugtest.fact_${key}`)}</th>
          ${meters.map((it, i) => html`<td key=${state.ids[i]}>${of(it, state)}</td>`)}</tr>`)}</tbody>
        ${groups.map(([group, names]) => html`<tbody key=${group}>
          <tr class="group"><th scope="rowgroup" colspan=${meters.length + 1}><button type="button" aria-expanded=${closed.has(group) ? 'false' : 'true'} onClick=${() => turn(group)}>
            <${Icon} name=${closed.has(group) ? 'right' : 'down'} />${t(`quantity.group_${group}`)}</button></th></tr>
          ${!closed.has(group) && names.map(name => html`<tr key=${name} data-name=${name}><th scope="row">${quantityName(name)}</th>
            ${meters.map((it, i) => html`<${Cell} key=${state.ids[i]} cell=${it.quantities[name]} usual=${it.interval_s} isReachable=${reachable === `${name} ${state.ids[i]}`}
              onFocus=${() => setPlace(`${name} ${state.ids[i]}`)} onAsk=${() => setAsked({meter: it, name})} />`)}</tr>`)}</tbody>`)}
      </table></div>
    <${Legend} />
    ${asked && html`<${About} meter=${asked.meter} name=${asked.name} onClose=${() => setAsked(null)} />`}</section>`;
}

/** What stands above the quantities on paper; on the screen it has cards of its own. */
const FACTS = [
  ['list', it => it.list || '–'],
  ['protocol', it => [it.protocol, it.protocol_version].filter(Boolean).join(' ')],
  ['clock', it => t(`meters.clock_${it.clock}`)],
  ['interval', it => interval(it.interval_s)],
];

/** How many lines one sheet of paper has to hold. */
function lines({rows, report}, groups) {
  const faults = [...report.meters, ...report.sources].flatMap(it => it.faults);
  return rows.length + groups.length + FACTS.length + faults.length + 4;
}

/** Whether something comes as often as its meter speaks; on paper that goes without saying. */
function isUsual(seconds, usual) {
  return seconds && usual && Math.max(seconds, usual) <= Math.min(seconds, usual) * 4 / 3;
}

function Cell({cell, usual, isReachable, onFocus, onAsk}) {
  if (!cell) {
    return html`<td class="nothing"><span aria-hidden="true">·</span><span class="hidden">${t('plugtest.mark_nothing')}</span></td>`;
  }
  const step = resolution(cell.decimals, cell.unit) || cell.unit;
  return html`<td class=${cell.mark}><button type="button" tabindex=${isReachable ? 0 : -1} data-cell onFocus=${onFocus} onClick=${onAsk}>
    <span class="mark" aria-hidden="true">${MARKS[cell.mark]}</span><span class="hidden">${t(`plugtest.mark_${cell.mark}`)} </span>
    <span class="step">${step}</span> <span class=${`pace ${isUsual(cell.interval_s, usual) ? 'usual' : ''}`}>${interval(cell.interval_s)}</span></button></td>`;
}

/** One stop for the tabulator, and arrows from there. */
function walk(event, frame) {
  const step = STEPS[event.key];
  const cell = event.target.closest('[data-cell]');
  if (!step || !cell) {
    return;
  }
  event.preventDefault();
  const rows = [...frame.querySelectorAll('tr')].filter(row => row.querySelector('[data-cell]'));
  let row = rows.indexOf(cell.closest('tr'));
  let column = cell.closest('td').cellIndex;
  let next = null;
  while (!next && rows[row + step[0]]?.cells[column + step[1]]) {
    row += step[0];
    column += step[1];
    next = rows[row].cells[column].querySelector('[data-cell]');
  }
  next?.focus();
}

function Legend() {
  return html`<ul class="legend">${Object.entries(MARKS).map(([mark, symbol]) => html`<li key=${mark}>
    <span class=${`mark ${mark}`} aria-hidden="true">${symbol}</span>${t(`plugtest.mark_${mark}`)}</li>`)}</ul>`;
}

/** All about one cell: what came, and what should have come. */
function About({meter, name, onClose}) {
  const cell = meter.quantities[name];
  const expected = cell.expected && [t(cell.expected.required ? 'plugtest.expected_required' : 'plugtest.expected_optional'),
    cell.expected.interval_s && t('plugtest.expected_every', {interval: interval(cell.expected.interval_s)})].filter(Boolean).join(', ');
  const facts = [
    ['mark', html`<span class=${`mark ${cell.mark}`} aria-hidden="true">${MARKS[cell.mark]}</span> ${t(`plugtest.mark_${cell.mark}`)}`],
    ['expected', expected || t('plugtest.expected_nothing')],
    ['list', listTitle(meter.list, meter.list_title)],
    ['value', cell.value !== undefined && `${cell.value} ${cell.unit}`],
    ['resolution', resolution(cell.decimals, cell.unit)],
    ['every', cell.interval_s && t('meters.every_worst', {median: interval(cell.interval_s), worst: interval(cell.interval_worst_s)})],
    ['count', cell.count !== undefined && number(cell.count)],
    ['obis', cell.obis && html`<code>${cell.obis}</code>`],
    ['derived', cell.derived && cell.derived.map(it => quantityName(it, meter.medium)).join(', ')],
    ['name', html`<code>${name}</code>`],
  ].filter(([, value]) => value);
  return html`<${Dialog} title=${`${meter.label}: ${quantityName(name, meter.medium)}`} onClose=${onClose}>
    <dl class="facts about">${facts.map(([key, value]) => html`<div key=${key}><dt>${t(`plugtest.about_${key}`)}</dt><dd>${value}</dd></div>`)}</dl><//>`;
}
