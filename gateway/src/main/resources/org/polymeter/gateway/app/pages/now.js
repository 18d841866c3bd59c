/** #/now: what flows at this moment. One meter large, a few as cards, many as a table. */
import {html, useState, useRef, useEffect} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {energy, money, number, power, unitOf} from '../core/format.js';
import {freshness, nameOf, signOf, useGateway, useMeters} from '../core/live.js';
import {Age, Card, Empty, Field, Icon, Page, Skeleton, compare, useSlash, useTick} from '../core/parts.js';
import {flow} from '../core/flow.js';
import {href} from '../core/route.js';
import {Silence, Trouble, useHealthLive} from '../core/health.js';
import {Trail} from '../core/trail.js';
import {registerOf, useMoney, usePast, useToday} from '../core/today.js';

/** More than these are a table. */
const MOST_CARDS = 12;

const SOON = 2_000;

export function Now({query, session}) {
  const meters = useMeters();
  const gateway = useGateway();
  const late = useLate();
  useTick(1000);
  const chosen = meters.find(it => it.id === query.meter);
  const main = meters.filter(isElectric);
  const troubled = late && isTroubled(meters, gateway) && html`<${Sources} meters=${meters} />`;
  if (meters.length === 0) {
    return html`<${Page} title=${t('common.page_now')}>${troubled}${gateway.told ? html`<${NoMeter} session=${session} late=${late} />` : html`<${Skeleton} lines=${6} />`}<//>`;
  }
  if (chosen || main.length === 1) {
    const meter = chosen || main[0];
    return html`<${One} key=${meter.id} meter=${meter} meters=${meters} back=${chosen && main.length > 1} troubled=${troubled} />`;
  }
  return main.length > MOST_CARDS || meters.length > 2 * MOST_CARDS
    ? html`<${Many} meters=${meters} troubled=${troubled} />`
    : html`<${Some} meters=${meters} troubled=${troubled} />`;
}

/** Whether some source may be broken: its meters are late, or it has brought none. */
function isTroubled(meters, {info}) {
  const speaking = new Set(meters.filter(it => freshness(it) === 'fresh').map(it => it.info?.source));
  return info !== null && info.sources.some(({id}) => !speaking.has(id));
}

/** Sources that bring nothing: what is wrong, since when, and what to do. Asked for only then. */
function Sources({meters}) {
  const {sources} = useHealthLive();
  const broken = [...sources.values()].filter(it => it.trouble && it.trouble.severity === 'bad');
  return broken.length > 0 && html`<div class="broken">${broken.map(it => html`<section key=${it.id} class="card" aria-label=${sourceName(it.id, meters)}>
    <h2>${sourceName(it.id, meters)}</h2><${Trouble} of=${it} /></section>`)}</div>`;
}

/** People know their meters, and not the names of sources. */
function sourceName(id, meters) {
  const names = meters.filter(it => it.info?.source === id && !it.info?.parent).map(nameOf);
  return names.length > 0 ? names.join(', ') : id;
}

function isElectric(meter) {
  return !meter.info || meter.info.medium === 'electricity' || !meter.info.medium;
}

/** Whether the page has been there long enough to know what is there. */
function useLate() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

function NoMeter({session, late}) {
  if (!late) {
    return html`<${Skeleton} lines=${6} />`;
  }
  return html`<${Empty} icon="meters" title=${t('now.none')}><p>${t('now.none_hint')}</p>
    ${session.right === 'CHANGE' && html`<a class="button main" href=${href('/add')}><${Icon} name="add" />${t('common.page_add')}</a>`}<//>`;
}

/** The words of a direction: what the sign of a power means for a meter of this role. */
function direction(meter) {
  const watts = meter.values.power_w;
  const way = watts < 0 ? 'export' : 'import';
  return {way, words: t(`now.${flow(meter.info?.role, way)}`)};
}

/** How a frame with values of a meter looks: grey when they are old. */
function agedClass(meter) {
  return freshness(meter) === 'fresh' ? '' : 'stale-value';
}

/** A figure and its unit, which never move when a digit comes or goes. */
function Figure({value, unit}) {
  return html`<span class="figure-value">${value}</span> <span class="figure-unit">${unit}</span>`;
}

function Power({meter}) {
  const watts = meter.values.power_w;
  if (typeof watts !== 'number') {
    return html`<${Register} meter=${meter} />`;
  }
  const {way, words} = direction(meter);
  const {value, unit} = power(watts);
  return html`<p class=${`power ${way}`}>
    <span class="way-word"><${Icon} name=${way === 'import' ? 'down' : 'up'} />${words}</span>
    <${Figure} value=${value} unit=${unit} /></p>`;
}

/** What a meter without a power shows first. */
function Register({meter}) {
  const name = registerOf(meter.values);
  if (!name) {
    return html`<p class="power quiet">–</p>`;
  }
  return html`<p class="power"><span class="way-word">${t('now.register')}</span>
    <${Figure} value=${number(meter.values[name], name === 'volume_m3' ? 3 : 1)} unit=${unitOf(name)} /></p>`;
}

function trailLabel(meter) {
  const watts = meter.trail.map(([, value]) => value);
  if (watts.length === 0) {
    return t('now.trail_empty');
  }
  const [least, most] = [Math.min(...watts), Math.max(...watts)].map(value => (value < 0 ? '−' : '') + Object.values(power(value)).join(' '));
  return t('now.trail', {least, most});
}

function One({meter, meters, back, troubled}) {
  usePast();
  const today = useToday(meter);
  const cost = useMoney(meter.id);
  const beside = meters.filter(it => it.info?.parent === meter.id || (!back && !isElectric(it)));
  const title = nameOf(meter);
  const tariff = meter.values.tariff ?? meter.values.tariff_name;
  return html`<${Page} title=${title} actions=${html`
      ${tariff !== undefined && html`<span class="chip">${t('now.tariff', {tariff})}</span>`}
      <${Age} since=${meter.received} state=${freshness(meter)} />
      ${back && html`<a class="button quiet" href=${href('/now')}><${Icon} name="left" />${t('now.all')}</a>`}`}>
    <${Silence} meter=${meter} />${troubled}
    <div class=${`now-one ${agedClass(meter)}`}>
      <${Card} kind="hero" label=${t('now.power')}>
        <${Power} meter=${meter} />
        <${Trail} trail=${meter.trail} label=${trailLabel(meter)} tall />
        <p class="quiet small trail-foot"><span>${t('now.minutes_ago', {count: number(15)})}</span><span>${t('now.now')}</span></p>
      <//>
      <${Phases} meter=${meter} />
      <${Today} today=${today} cost=${cost} meter=${meter} />
      <${Peak} cost=${cost} meter=${meter} />
    </div>
    ${beside.length > 0 && html`<div class="beside">${beside.map(it => html`<${Beside} key=${it.id} meter=${it} />`)}</div>`}
  <//>`;
}

function Phases({meter}) {
  const {values} = meter;
  const phases = [1, 2, 3].map(n => ({
    n,
    volts: values[`voltage_l${n}_v`],
    amperes: values[`current_l${n}_a`],
    watts: values[`power_l${n}_w`] ?? difference(values[`power_import_l${n}_w`], values[`power_export_l${n}_w`]),
  })).filter(it => [it.volts, it.amperes, it.watts].some(value => typeof value === 'number'));
  if (phases.length === 0) {
    return null;
  }
  const most = Math.max(1000, ...phases.map(it => Math.abs(it.watts ?? (it.amperes || 0) * 230)));
  return html`<${Card} title=${t('now.phases')}><table class="phases"><thead class="hidden"><tr><th>${t('now.phase')}</th><th>V</th><th>A</th><th>W</th></tr></thead><tbody>
    ${phases.map(it => {
      const size = it.watts ?? (it.amperes || 0) * 230;
      return html`<tr key=${it.n}><th scope="row">L${it.n}</th>
        <td class="figure">${it.volts === undefined ? '' : `${number(it.volts, 1)} V`}</td>
        <td class="figure">${it.amperes === undefined ? '' : `${number(it.amperes, 1)} A`}</td>
        <td class="figure">${it.watts === undefined ? '' : signed(it.watts)}</td>
        <td class="load"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="load-ground" width="100" height="8" rx="2" />
          <rect class=${`load-${it.n}`} width=${Math.min(100, Math.abs(size) / most * 100)} height="8" rx="2" /></svg></td></tr>`;
    })}</tbody></table><//>`;
}

function difference(one, other) {
  return one === undefined && other === undefined ? undefined : (one || 0) - (other || 0);
}

function signed(watts) {
  const {value, unit} = power(watts);
  return `${watts < 0 ? '−' : ''}${value} ${unit}`;
}

const DIRECTIONS = [['import', 'energy_import_kwh'], ['export', 'energy_export_kwh']];

function Today({today, cost, meter}) {
  const rows = DIRECTIONS.filter(([, name]) => today[name] !== undefined);
  const totals = DIRECTIONS.filter(([, name]) => typeof meter.values[name] === 'number');
  if (rows.length === 0 && totals.length === 0) {
    return null;
  }
  return html`<${Card} title=${rows.length ? t('now.today') : t('now.register')}><dl class="sums">
    ${rows.length
      ? rows.map(([way, name]) => html`<div key=${name}><dt class=${way}>${t(`common.${flow(meter.info?.role, way)}`)}</dt><dd><${Energy} kwh=${today[name]} /></dd></div>`)
      : totals.map(([way, name]) => html`<div key=${name}><dt>${t(`common.${flow(meter.info?.role, way)}`)}</dt><dd><${Energy} kwh=${meter.values[name]} /></dd></div>`)}
    ${cost && html`<div><dt>${t('now.cost')}</dt><dd>${cost.day.unpriced.length > 0
      ? html`<span class="unpriced">${t('now.unpriced')}</span>`
      : money(cost.day.gross, cost.currency)}</dd></div>`}
  </dl><//>`;
}

function Energy({kwh}) {
  const {value, unit} = energy(kwh);
  return html`<${Figure} value=${value} unit=${unit} />`;
}

/** Where the running quarter hour ends, or, if nobody forecasts it, what it has been so far, against what the peak of the month has been. */
function Peak({cost, meter}) {
  const forecast = cost?.forecast;
  const most = meter.values.demand_import_max_w;
  const limit = forecast?.limit_kw ?? (most === undefined ? undefined : most / 1000);
  const mean = meter.values.demand_import_w;
  const kw = forecast?.kw ?? (mean === undefined ? undefined : mean / 1000);
  if (limit === undefined || kw === undefined) {
    return null; // nobody asks for peaks here
  }
  const over = kw > limit;
  return html`<${Card} title=${t(forecast ? 'now.quarter' : 'now.quarter_so_far')}><p class="peak"><${Figure} value=${number(kw, 2)} unit="kW" /></p>
    <p class=${over ? 'error' : 'quiet'}>${over && html`<${Icon} name="warn" />`}${t(over ? 'now.over_peak' : 'now.under_peak', {limit: number(limit, 2)})}</p><//>`;
}

function Beside({meter}) {
  const today = useToday(meter);
  const name = registerOf(today);
  return html`<a class=${`card beside-card ${agedClass(meter)}`} href=${href('/now', {meter: meter.id})}>
    <span class="beside-name"><${Icon} name=${signOf(meter)} />${nameOf(meter)}</span>
    ${name !== undefined
      ? html`<p class="power small-power"><span class="way-word">${t('now.today')}</span><${Figure} value=${number(today[name], name === 'volume_m3' ? 2 : 1)} unit=${unitOf(name)} /></p>`
      : html`<${Register} meter=${meter} />`}
    <${Age} since=${meter.received} state=${freshness(meter)} /></a>`;
}

function Some({meters, troubled}) {
  const tops = meters.filter(it => !meters.some(other => other.id === it.info?.parent));
  return html`<${Page} title=${t('common.page_now')} wide>
    ${troubled}<ul class="cards">${tops.map(it => html`<li key=${it.id}><${MeterCard} meter=${it} meters=${meters} /></li>`)}</ul><//>`;
}

function MeterCard({meter, meters}) {
  usePast();
  const today = useToday(meter);
  const below = meters.filter(it => it.info?.parent === meter.id);
  const sums = DIRECTIONS.filter(([, name]) => today[name] !== undefined);
  return html`<a class=${`card meter-card ${agedClass(meter)}`} href=${href('/now', {meter: meter.id})}>
    <span class="card-head"><strong>${nameOf(meter)}</strong><${Age} since=${meter.received} state=${freshness(meter)} /></span>
    <${Power} meter=${meter} />
    ${isElectric(meter) && html`<${Trail} trail=${meter.trail} label=${trailLabel(meter)} />`}
    <span class="card-foot small quiet">${sums.map(([way, name]) => html`<span key=${way}>${t('now.counted_today', {words: t(`common.${flow(meter.info?.role, way)}`), energy: Object.values(energy(today[name])).join(' ')})}</span>`)}
      ${below.map(it => html`<span key=${it.id}><${Icon} name=${signOf(it)} /> ${nameOf(it)}</span>`)}</span></a>`;
}

const COLUMNS = [
  ['name', nameOf],
  ['power', it => it.values.power_w ?? -Infinity],
  ['import', it => it.values.energy_import_kwh ?? -Infinity],
  ['export', it => it.values.energy_export_kwh ?? -Infinity],
  ['age', it => -it.received],
];

function Many({meters, troubled}) {
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState({column: 'name', down: false});
  const field = useRef();
  useSlash(field);
  const key = COLUMNS.find(([name]) => name === sort.column)[1];
  const shown = meters.filter(it => `${nameOf(it)} ${it.id}`.toLowerCase().includes(search.toLowerCase()));
  if (sort.column !== 'name' || sort.down) {
    shown.sort((one, other) => (sort.down ? -1 : 1) * compare(key(one), key(other)));
  }
  const turn = column => setSort({column, down: sort.column === column ? !sort.down : column !== 'name'});
  const offline = meters.filter(it => freshness(it) === 'offline').length;
  return html`<${Page} title=${t('common.page_now')} wide>
    ${troubled}<div class="row many-head" ref=${field}><${Field} label=${t('common.search')} hint=${t('now.search_hint')} type="search" value=${search} onChange=${setSearch} />
      <p class="quiet" role="status">${t('now.count', {n: shown.length, count: number(shown.length)})}${offline > 0 ? `, ${t('now.count_offline', {n: offline, count: number(offline)})}` : ''}</p></div>
    <div class="table-frame" tabindex="0" role="region" aria-label=${t('common.page_meters')}><table class="many"><thead><tr>
      ${COLUMNS.map(([name]) => html`<th key=${name} scope="col" class=${name === 'name' ? '' : 'figure'} aria-sort=${sort.column === name ? (sort.down ? 'descending' : 'ascending') : undefined}>
        <button type="button" onClick=${() => turn(name)}>${t(`now.column_${name}`)}${sort.column === name ? (sort.down ? ' ↓' : ' ↑') : ''}</button></th>`)}
    </tr></thead><tbody>${shown.map(it => html`<${Row} key=${it.id} meter=${it} />`)}</tbody></table></div><//>`;
}

/** What a meter has counted that does not count both directions. */
function standing({values}) {
  const name = registerOf(values);
  return name ? `${number(values[name], name === 'volume_m3' ? 2 : 1)} ${unitOf(name)}` : '';
}

function Row({meter}) {
  const watts = meter.values.power_w;
  const kwh = name => (typeof meter.values[name] === 'number' ? Object.values(energy(meter.values[name])).join(' ') : '');
  return html`<tr class=${agedClass(meter)}><th scope="row"><a href=${href('/now', {meter: meter.id})}>${nameOf(meter)}</a></th>
    ${typeof watts === 'number' ? html`<td class=${`figure ${watts < 0 ? 'export' : 'import'}`}>${direction(meter).words} <span class="unbroken">${Object.values(power(watts)).join(' ')}</span></td>`
      : html`<td class="figure"><span class="if-narrow">${standing(meter)}</span></td>`}
    <td class="figure">${kwh('energy_import_kwh') || (kwh('energy_export_kwh') ? '' : standing(meter))}</td><td class="figure">${kwh('energy_export_kwh')}</td>
    <td class="figure"><${Age} since=${meter.received} state=${freshness(meter)} /></td></tr>`;
}
