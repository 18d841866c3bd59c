/** #/meters: which meters there are; #/meters?meter=house: all that is known of one. */
import {html, useRef} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {number} from '../core/format.js';
import {freshness, nameOf, signOf, useGateway, useMeters} from '../core/live.js';
import {Age, Empty, Field, Icon, Page, Skeleton, compare, useSlash, useTick} from '../core/parts.js';
import {go, href} from '../core/route.js';
import {MeterPage, roleOf} from './meter.js';

export const styles = ['pages/meters.css'];
export const texts = ['now'];

/** More than these are a table. */
const MOST_CARDS = 12;

export default function Meters({query, session}) {
  const meters = useMeters();
  const gateway = useGateway();
  useTick(1000);
  if (query.meter) {
    return html`<${MeterPage} key=${query.meter} id=${query.meter} meters=${meters} session=${session} query=${query} />`;
  }
  const add = session.right === 'CHANGE' && html`<a class="button" href=${href('/add')}><${Icon} name="add" />${t('common.page_add')}</a>`;
  if (meters.length === 0) {
    return html`<${Page} title=${t('common.page_meters')} actions=${add}>${gateway.told
      ? html`<${Empty} icon="meters" title=${t('now.none')}><p>${t('now.none_hint')}</p><//>`
      : html`<${Skeleton} lines=${6} />`}<//>`;
  }
  return html`<${List} meters=${meters} add=${add} query=${query} />`;
}

/** What each column shows, and what it is sorted by. */
const COLUMNS = {
  name: nameOf,
  medium: it => t(`meters.medium_${it.info?.medium || 'other'}`),
  role: it => roleOf(it) || '\uffff',
  source: it => it.info?.source || '',
  age: it => -it.received,
};

function List({meters, add, query}) {
  const frame = useRef();
  const search = query.search || '';
  const change = said => go('/meters', {...query, ...said}, {replace: true});
  useSlash(frame);
  const found = meters.filter(it => words(it).includes(search.toLowerCase()));
  const offline = meters.filter(it => freshness(it) === 'offline').length;
  const many = meters.length > MOST_CARDS;
  return html`<${Page} title=${t('common.page_meters')} actions=${add} wide=${many}>
    <div class="row meters-head" ref=${frame}>
      ${meters.length > 1 && html`<${Field} label=${t('common.search')} hint=${t('meters.search_hint')} type="search" value=${search}
        onChange=${value => change({search: value})} onKeyDown=${event => enter(event, found, change)} />`}
      <p class="quiet" role="status">${t('meters.count', {n: found.length, count: number(found.length)})}${offline > 0
        ? `, ${t('meters.count_offline', {n: offline, count: number(offline)})}` : ''}</p></div>
    ${found.length === 0 ? html`<${Empty} icon="search" title=${t('meters.nothing_found', {search})} />`
      : many ? html`<${Dense} meters=${found} sort=${query.sort || 'name'} down=${query.down === '1'} onSort=${change} />`
      : html`<ul class="meters-list">${tree(found).map(it => html`<${Line} key=${it.id} meter=${it} />`)}</ul>`}<//>`;
}

/** All by which a meter may be looked for. */
function words(meter) {
  const {info} = meter;
  return [nameOf(meter), meter.id, info?.source, info?.manufacturer, info?.model, COLUMNS.medium(meter), roleOf(meter)]
    .join(' ').toLowerCase();
}

/** Enter opens the first that was found, Escape shows all again. */
function enter(event, found, change) {
  if (event.key === 'Enter' && found.length > 0) {
    go('/meters', {meter: found[0].id});
  } else if (event.key === 'Escape') {
    change({search: ''});
  }
}

/** Each meter before those that are read through it. */
function tree(meters) {
  const tops = meters.filter(it => !meters.some(other => other.id === it.info?.parent));
  return tops.flatMap(top => [top, ...meters.filter(it => it.info?.parent === top.id)]);
}

function Line({meter}) {
  const {info} = meter;
  const role = roleOf(meter);
  return html`<li class=${info?.parent ? 'below' : ''}><a class="card meters-line" href=${href('/meters', {meter: meter.id})}>
    <${Icon} name=${signOf(meter)} />
    <span class="meters-who"><strong>${nameOf(meter)}</strong>
      <span class="small quiet">${[COLUMNS.medium(meter), role, [info?.manufacturer, info?.model].filter(Boolean).join(' ')].filter(Boolean).join(' · ')}</span></span>
    <span class="small quiet meters-source">${info?.source || ''}</span>
    <${Age} since=${meter.received} state=${freshness(meter)} /><${Icon} name="right" /></a></li>`;
}

function Dense({meters, sort, down, onSort}) {
  const columns = Object.keys(COLUMNS).filter(name => name !== 'role' || meters.some(roleOf));
  const key = COLUMNS[sort] || COLUMNS.name;
  const sorted = [...meters].sort((one, other) => (down ? -1 : 1) * compare(key(one), key(other)));
  const turn = column => onSort({sort: column, down: sort === column && !down ? '1' : ''});
  return html`<div class="table-frame"><table class="meters-table"><thead><tr>
    ${columns.map(name => html`<th key=${name} scope="col" class=${name === 'age' ? 'figure age-column' : `${name}-column`}
      aria-sort=${sort === name ? (down ? 'descending' : 'ascending') : undefined}>
      <button type="button" onClick=${() => turn(name)}>${t(`meters.column_${name}`)}${sort === name ? (down ? ' ↓' : ' ↑') : ''}</button></th>`)}
    </tr></thead><tbody>${sorted.map(it => html`<tr key=${it.id}>
      <th scope="row"><a href=${href('/meters', {meter: it.id})}>${nameOf(it)}</a></th>
      <td><span class="meters-medium"><${Icon} name=${signOf(it)} />${COLUMNS.medium(it)}</span></td>
      ${columns.includes('role') && html`<td class="role-column">${roleOf(it)}</td>`}<td class="source-column">${it.info?.source}</td>
      <td class="figure"><${Age} since=${it.received} state=${freshness(it)} /></td></tr>`)}</tbody></table></div>`;
}
