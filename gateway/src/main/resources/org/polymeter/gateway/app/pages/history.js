/** What was used, made and paid: day by day, for years. The address has all that is chosen. */
import {html, useCallback, useEffect, useMemo, useRef, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {t} from '../core/text.js';
import {gatewayNow} from '../core/live.js';
import {current, go} from '../core/route.js';
import {Button, Empty, Notice, Page, Segmented, Skeleton} from '../core/parts.js';
import {Energy} from './history-energy.js';
import {Costs} from './history-costs.js';
import {useTurn} from './history-parts.js';
import {hasOwnUse, isOver, subjects, tariffs} from './history-data.js';
import {OUTER, PERIODS, canCompare, first, named, read, step, today} from './history-time.js';
import {title} from './history-drawing.js';

export const styles = ['vendor/uplot.css', 'pages/history.css'];
export const scripts = ['vendor/uplot.js'];

const ALL = 'all';

/** What an address says, with what it does not say. */
function viewOf(query, zone) {
  const period = PERIODS.includes(query.period) ? query.period : 'day';
  const now = today(zone, gatewayNow());
  const day = read(query.at) || now;
  const hasRange = /^\d{4}-\d\d-\d\d/.test(query.from || '') && /^\d{4}-\d\d-\d\d/.test(query.to || '');
  return {period, day: period === 'all' ? day : first(period, day), now, ...(hasRange ? {from: query.from, to: query.to} : {})};
}

export default function History({query}) {
  const found = useKnown();
  if (found.error) {
    return html`<${Frame}><${Trouble} error=${found.error} again=${found.again} /><//>`;
  }
  if (found.isNone) {
    return html`<${Frame}><${None} /><//>`;
  }
  if (!found.subjects) {
    return html`<${Frame}><${Skeleton} lines=${8} /><//>`;
  }
  if (found.subjects.length === 0) {
    return html`<${Frame}><${Empty} icon="history" title=${t('history.nothing')}><p>${t('history.nothing_text')}</p><//><//>`;
  }
  return html`<${Shown} query=${query} subjects=${found.subjects} prices=${found.prices} />`;
}

function Frame({children, actions}) {
  return html`<${Page} title=${t('history.title')} actions=${actions}>${children}<//>`;
}

/** What there is to show: {subjects, prices}, or {isNone}. */
async function known() {
  const about = await get('/api/app/about');
  if (!about.history) {
    return {isNone: true};
  }
  const [found, prices] = await Promise.all([subjects(), about.tariffs ? tariffs() : {}]);
  return {subjects: found, prices};
}

function useKnown() {
  const [found, setKnown] = useState({});
  const [turn, again] = useTurn(!found.subjects?.length);
  useEffect(() => {
    let wanted = true;
    known().then(found => wanted && setKnown(found), error => wanted && setKnown({error}));
    return () => (wanted = false);
  }, [turn]);
  return {...found, again};
}

function None() {
  return html`<${Empty} icon="history" title=${t('history.none')}>
    <p>${t('history.none_text')}</p><pre class="history-how"><code>history:
  type: sqlite</code></pre><//>`;
}

function Trouble({error, again}) {
  return html`<${Notice} kind="bad" title=${t('history.failed')}><p>${error.message}</p>
    <${Button} onClick=${again}>${t('common.retry')}<//><//>`;
}

/** The meter at the grid comes first if none is named. */
function chosen(query, all) {
  return all.find(it => it.point === query.meter) || all.find(it => it.role === 'grid') || all[0];
}

function Shown({query, subjects: all, prices}) {
  const isAll = query.meter === ALL && all.length > 1;
  const subject = chosen(query, all);
  const view = viewOf(query, subject.zone);
  const tariff = isAll ? undefined : prices[subject.point];
  const show = query.show === 'costs' && tariff ? 'costs' : 'energy';
  const [shownTitle, setShownTitle] = useState('');
  const change = useCallback((changes, options) => go('/history', {...current().query, ...changes}, options), []);
  const ways = useWays(view, change, subject);
  useKeys(ways);
  const [turn, again] = useTurn(!isOver(view, gatewayNow()));
  const shared = {view, ways, compare: query.compare === '1' && canCompare(view), asTable: query.table === '1',
    change, onTitle: setShownTitle, turn, again};
  const heading = view.from ? shownTitle : title(view);
  return html`<${Frame} actions=${html`<${Choices} all=${all} isAll=${isAll} subject=${subject} tariff=${tariff} show=${show} change=${change} />`}>
    <${Stepper} view=${view} ways=${ways} heading=${heading} change=${change} />
    ${isAll ? html`<div class="history-all">${all.map(it => html`<${Energy} key=${it.point} ...${shared} subject=${it}
        small onName=${() => change({meter: it.point})} />`)}</div>`
      : show === 'costs' ? html`<${Costs} key=${subject.point} ...${shared} subject=${subject} tariff=${tariff} />`
      : html`<${Energy} key=${subject.point} ...${shared} subject=${subject} tariff=${tariff} hasOwn=${hasOwnUse(subject, all)} />`}
  <//>`;
}

/** Where one can go from here. */
function useWays(view, change, subject) {
  return useMemo(() => {
    const open = (period, day) => change({period: period === 'day' ? undefined : period, at: named(period, day), from: undefined, to: undefined});
    return {
      open,
      canStep: direction => canStep(viewOf(current().query, subject.zone), direction),
      step: direction => { // from where the address is: keys are quicker than what is shown
        const at = viewOf(current().query, subject.zone);
        return at.from ? slide(at, direction, change) : open(at.period, step(at.period, at.day, direction));
      },
      today: () => change({at: undefined, from: undefined, to: undefined}),
      up: () => view.from ? change({from: undefined, to: undefined})
        : OUTER[view.period] && open(OUTER[view.period], view.day),
      zoom: (from, to) => change({from, to}, {replace: Boolean(view.from)}),
    };
  }, [view.period, view.day, view.from, view.to, view.now, change, subject.point]);
}

function canStep(view, direction) {
  return view.period !== 'all' && (Boolean(view.from) || direction < 0 || step(view.period, view.day, 1) <= view.now);
}

/** By as much as is shown. */
function slide({from, to}, direction, change) {
  const isDays = from.length === 10;
  const [begin, end] = [Date.parse(from), Date.parse(to) + (isDays ? 86_400_000 : 0)];
  const moved = [begin, end].map(it => new Date(it + direction * (end - begin)));
  const text = isDays
    ? [moved[0], new Date(moved[1] - 86_400_000)].map(it => it.toISOString().slice(0, 10))
    : moved.map(it => it.toISOString().replace('.000', ''));
  change({from: text[0], to: text[1]});
}

/** Arrows step, Backspace goes out, Escape ends a zoom; not while something is written or a dialog is open. */
function useKeys(ways) {
  const latest = useRef();
  latest.current = ways;
  useEffect(() => {
    const press = event => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, select, textarea, dialog')) {
        return;
      }
      const direction = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (direction && latest.current.canStep(direction)) {
        event.preventDefault();
        latest.current.step(direction);
      } else if (event.key === 'Backspace') {
        event.preventDefault();
        latest.current.up();
      } else if (event.key === 'Escape' && location.hash.includes('from=')) {
        latest.current.up();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function Choices({all, isAll, subject, tariff, show, change}) {
  return html`
    ${all.length > 1 && html`<label class="history-meter"><span class="hidden">${t('history.meter')}</span>
      <select value=${isAll ? ALL : subject.point} onChange=${event => change({meter: event.target.value})}>
        <option value=${ALL} selected=${isAll}>${t('history.all_meters')}</option>
        ${all.map(it => html`<option key=${it.point} value=${it.point} selected=${!isAll && it.point === subject.point}>${it.name}</option>`)}
      </select></label>`}
    ${tariff && html`<${Segmented} label=${t('history.show')} value=${show}
      options=${[['energy', t('history.energy')], ['costs', t('history.costs')]]}
      onChange=${value => change({show: value === 'energy' ? undefined : value})} />`}`;
}

function Stepper({view, ways, heading, change}) {
  const period = value => value === 'all' ? change({period: 'all', at: undefined, from: undefined, to: undefined}) : ways.open(value, dayIn(view, value));
  return html`<div class="history-steps">
    <${Segmented} label=${t('history.period')} value=${view.from ? '' : view.period} options=${PERIODS.map(it => [it, t(`history.period_${it}`)])} onChange=${period} />
    <div class="history-step">
      <${Button} icon="left" label=${t('history.previous')} disabled=${!ways.canStep(-1)} onClick=${() => ways.step(-1)} />
      <h2 aria-live="polite">${heading}</h2>
      <${Button} icon="right" label=${t('history.next')} disabled=${!ways.canStep(1)} onClick=${() => ways.step(1)} />
    </div>
    ${view.from ? html`<${Button} icon="close" onClick=${ways.up}>${t('history.whole')}<//>`
      : html`<${Button} disabled=${view.period === 'all' || view.day === first(view.period, view.now)} onClick=${ways.today}>${t('history.today')}<//>`}
  </div>`;
}

/** Of a longer period: now, if that is in it, else its first day. */
function dayIn(view, period) {
  const within = view.period !== 'all' && PERIODS.indexOf(period) < PERIODS.indexOf(view.period);
  return view.period === 'all' || (within && first(view.period, view.now) === view.day) ? view.now : view.day;
}

