/** All that is known of one meter. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {useEvents} from '../core/events.js';
import {clock, moment, number} from '../core/format.js';
import {Silence} from '../core/health.js';
import {freshness, nameOf, signOf, useGateway} from '../core/live.js';
import {MeterForm} from '../core/meter-form.js';
import {Age, Button, Card, Dialog, Empty, Icon, Notice, Page, Skeleton} from '../core/parts.js';
import {quantityName} from '../core/quantity.js';
import {go, href} from '../core/route.js';
import {t} from '../core/text.js';
import {interval, unitName, valueText} from '../core/value.js';
import {Quantities} from './quantities.js';

/** What it is for, in words; empty if nobody said. */
export function roleOf(meter) {
  return meter.info?.role ? t(`meters.role_${meter.info.role}`) : '';
}

export function MeterPage({id, meters, session, query}) {
  const gateway = useGateway();
  const [detail, setDetail] = useState(null);
  const meter = meters.find(it => it.id === id);
  useEvents(meter ? `/api/app/meter/${encodeURIComponent(id)}/stream` : null, ['meter'], (kind, told) => setDetail(told));
  const [edited, setEdited] = useState(false);
  const identity = useIdentity(meter?.info ? id : null, session);
  const back = html`<a class="button quiet" href=${href('/meters')}><${Icon} name="left" />${t('now.all')}</a>`;
  if (!meter) {
    return html`<${Page} title=${id} actions=${back}>${gateway.told && meters.length > 0
      ? html`<${Empty} icon="meters" title=${t('meters.unknown', {id})} />` : html`<${Skeleton} lines=${8} />`}<//>`;
  }
  const state = freshness(meter);
  return html`<${Page} title=${nameOf(meter)} actions=${html`<${Age} since=${meter.received} state=${state} />
      ${session.right === 'CHANGE' && html`<${Button} icon="edit" onClick=${() => setEdited(true)}>${t('meters.edit')}<//>`}${back}`}>
    <${Silence} meter=${meter} />
    <${Withheld} detail=${detail} medium=${meter.info?.medium} />
    <div class="grid">
      <${Identity} meter=${meter} meters=${meters} detail=${detail} serial=${identity?.value} />
      <${Below} meter=${meter} meters=${meters} />
      <${Quantities} meter=${meter} detail=${detail} open=${query.codes === '1'}
        onOpen=${open => go('/meters', {...query, codes: open ? '1' : ''}, {replace: true})} />
      <${Absent} meter=${meter} meters=${meters} />
    </div>
    ${edited && identity && html`<${Dialog} title=${nameOf(meter)} onClose=${() => setEdited(false)}>
      <${MeterForm} meter=${subject(meter, identity)} onDone=${() => setEdited(false)} onCancel=${() => setEdited(false)} /><//>`}<//>`;
}

/** What the form of a meter is about. */
function subject({id, info}, {device}) {
  return {id, name: info?.name, role: info?.role, source: info?.source, channel: info?.channel, device};
}

/** Values that the gateway does not believe. */
function Withheld({detail, medium}) {
  if (!detail?.withheld.length) {
    return null;
  }
  return html`<${Notice} kind="warn" title=${t('meters.withheld')}><p>${t('meters.withheld_hint')}</p>
    <ul class="withheld">${detail.withheld.map(it => {
      const unit = unitName(detail.quantities[it.quantity]?.unit, it.quantity);
      const bound = value => `${number(value, 0)} ${unit}`.trim();
      return html`<li key=${it.quantity}>${t(`meters.withheld_${it.reason}`, {
        name: quantityName(it.quantity, medium), value: valueText(it.value, it.quantity, {unit}),
        least: bound(it.least), most: bound(it.most), time: clock(it.received, undefined, true)})}</li>`;
    })}</ul><//>`;
}

/** The number on its plate, and what its adapter is called: only for who may see frames. */
function useIdentity(id, session) {
  const [identity, setIdentity] = useState(null);
  useEffect(() => {
    if (id && ['INSPECT', 'CHANGE'].includes(session.right)) {
      get(`/api/app/meter/${encodeURIComponent(id)}/identity`).then(setIdentity, () => {});
    }
  }, [id]);
  return identity;
}

function Identity({meter, meters, detail, serial}) {
  const {info} = meter;
  const parent = meters.find(it => it.id === info?.parent);
  const seal = detail?.source.seal || (detail?.source.frames > 0 ? 'unknown' : '');
  const facts = [
    ['id', html`<code>${meter.id}</code>`],
    ['number', serial && html`<code>${serial}</code>`],
    ['medium', info && html`<span class="meters-medium"><${Icon} name=${signOf(meter)} />${t(`meters.medium_${info.medium}`)}</span>`],
    ['role', roleOf(meter)],
    ['parent', parent && html`<a href=${href('/meters', {meter: parent.id})}>${nameOf(parent)}</a>`],
    ['maker', info?.manufacturer],
    ['model', info?.model],
    ['firmware', info?.firmware],
    ['phases', info?.phases],
    ['protocol', [info?.protocol, info?.protocol_version].filter(Boolean).join(' ')],
    ['encryption', seal && t(`meters.seal_${seal}`)],
    ['source', info?.source],
    ['zone', info?.zone],
    ['clock', detail && t(`meters.clock_${detail.clock}`)],
    ['interval', interval(detail?.interval_s ?? info?.interval_s)],
    ['readings', detail && `${number(detail.readings)}${detail.since ? ` ${t('meters.since', {time: moment(detail.since)})}` : ''}`],
  ].filter(([, value]) => value);
  return html`<${Card} title=${t('meters.identity')}><dl class="facts wide-facts">
    ${facts.map(([key, value]) => html`<div key=${key}><dt>${t(`meters.fact_${key}`)}</dt><dd>${value}</dd></div>`)}</dl>
    <p class="row meter-ways"><a href=${href('/now', {meter: meter.id})}>${t('common.page_now')}</a>
      <a href=${href('/history', {meter: meter.id})}>${t('common.page_history')}</a></p><//>`;
}

/** Meters that are read through this one. */
function Below({meter, meters}) {
  const below = meters.filter(it => it.info?.parent === meter.id);
  if (below.length === 0) {
    return null;
  }
  return html`<${Card} title=${t('meters.below')}><ul class="plain">${below.map(it => html`<li key=${it.id}>
    <a href=${href('/meters', {meter: it.id})}><${Icon} name=${signOf(it)} />${nameOf(it)}</a>
    <${Age} since=${it.received} state=${freshness(it)} /></li>`)}</ul><//>`;
}

/** What at least half of the others of its medium and role deliver, and this one does not. */
function Absent({meter, meters}) {
  const peers = meters.filter(it => it.id !== meter.id && it.info?.medium === meter.info?.medium
    && (it.info?.role || '') === (meter.info?.role || ''));
  const counts = new Map();
  peers.forEach(it => Object.keys(it.info.quantities || {}).forEach(name => counts.set(name, (counts.get(name) || 0) + 1)));
  const own = meter.info?.quantities || {};
  const absent = [...counts].filter(([name, count]) => !(name in own) && !name.startsWith('x_') && 2 * count >= peers.length);
  if (absent.length === 0) {
    return null;
  }
  return html`<${Card} title=${t('meters.absent')}><p class="quiet small">${t('meters.absent_hint', {n: peers.length, count: number(peers.length)})}</p>
    <ul class="plain small">${absent.map(([name, count]) => html`<li key=${name}>${quantityName(name, meter.info?.medium)}
      <span class="quiet">${number(count)}/${number(peers.length)}</span></li>`)}</ul><//>`;
}
