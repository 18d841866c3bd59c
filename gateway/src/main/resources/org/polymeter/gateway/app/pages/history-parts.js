/** What the charts of the history have in common: the frame, figures, the table, what there is if there is nothing. */
import {html, useCallback, useEffect, useLayoutEffect, useRef, useState} from '../vendor/preact.js';
import {useReturn} from '../core/live.js';
import {t} from '../core/text.js';
import {Button, Icon, Skeleton} from '../core/parts.js';
import {dayOf} from './history-time.js';
import {nearest} from './history-data.js';
import {percent, title} from './history-drawing.js';

const QUARTER = 900;

let turn = Promise.resolve();

/** One after the other: what is dear for the gateway keeps what is not waiting long enough. */
function inTurn(load) {
  const answer = turn.then(load);
  turn = answer.catch(() => {});
  return answer;
}

/** Milliseconds until what runs is asked for again. */
const AGAIN = 5 * 60_000;

/**
 * [turn, again]: a number that is raised by `again()`; and by itself, as long as something runs: every few minutes while the
 * page is looked at, and when somebody looks at it again; and when the gateway answers again.
 */
export function useTurn(isRunning) {
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn(n => n + 1), []);
  useReturn(again);
  useEffect(() => {
    if (!isRunning) {
      return undefined;
    }
    const look = () => document.hidden || again();
    const timer = setInterval(look, AGAIN);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isRunning]);
  return [turn, again];
}

/**
 * Asks (`load(isWanted)`) again when `key` or `turn` changes, and keeps the old answer until the new one is there: nothing flickers. {answer: {key,
 * value, context}, error}; `context`: what is remembered with the answer; `patience`: milliseconds until it asks, for what is
 * dear, so that who steps through years does not ask for each.
 */
export function useAnswer({key, turn}, load, context, patience = 0) {
  const [state, setState] = useState({});
  useLayoutEffect(() => { // not after the next frame: a click is to be answered at once
    let wanted = true;
    const ask = () => (patience ? inTurn(() => wanted && load(() => wanted)) : Promise.resolve(load(() => wanted))).then(value => wanted && setState({answer: {key, value, context}}), error => wanted && setState(before => failed(before, key, error)));
    const later = patience ? setTimeout(ask, patience) : void ask();
    return () => {
      wanted = false;
      clearTimeout(later);
    };
  }, [key, turn]);
  return state;
}

/** What is there of the same stays. */
function failed(before, key, error) {
  return before.answer?.key === key ? before : {error};
}

/** Zooms to a time on a chart: to whole days, or, if less than two are wanted, to quarter hours. */
export function useZoom(ways, zone) {
  return (from, to) => {
    if (to - from > 2 * 86_400) {
      ways.zoom(dayOf(zone, from), dayOf(zone, to - 1));
    } else {
      const text = quarter => new Date(quarter * QUARTER * 1000).toISOString().replace('.000', '');
      ways.zoom(text(Math.floor(from / QUARTER)), text(Math.ceil(to / QUARTER)));
    }
  };
}

export function Frames({small, name, onName, figures, chart, isEmpty, empty, csv, download, compare, asTable, change, table, below}) {
  return html`<section class=${`card history-card ${small ? 'small' : ''}`}>
    ${name && html`<h3><button type="button" class="history-name" onClick=${onName}>${name}</button></h3>`}
    ${figures}
    <div class="history-place">
      ${chart || html`<div class="history-chart"><div class="history-readout"></div><div class="history-canvas"><${Skeleton} lines=${5} /></div></div>`}
      ${isEmpty && empty}
    </div>
    ${below}
    ${!small && html`<div class="history-actions">
      ${compare !== undefined && html`<${Button} kind="quiet" icon=${compare ? 'check' : 'history'} aria-pressed=${compare ? 'true' : 'false'}
        onClick=${() => change({compare: compare ? undefined : '1'}, {replace: true})}>${t('history.compare')}<//>`}
      <${Button} kind="quiet" icon=${asTable ? 'up' : 'down'} aria-expanded=${asTable ? 'true' : 'false'}
        onClick=${() => change({table: asTable ? undefined : '1'}, {replace: true})}>${t('history.table')}<//>
      ${csv && html`<a class="button quiet" href=${csv} download><${Icon} name="download" />${t('history.csv')}</a>`}
      ${download && html`<${Button} kind="quiet" icon="download" onClick=${download}>${t('history.csv')}<//>`}
    </div>`}
    ${table && html`<${FiguresTable} table=${table} shown=${asTable} />`}
  </section>`;
}

/** The same figures as a table: to be seen if wanted, to be heard always. It waits for the chart. */
function FiguresTable({table, shown}) {
  const [drawn, setDrawn] = useState(null);
  const latest = useRef();
  latest.current = table;
  useEffect(() => {
    const later = setTimeout(() => setDrawn(latest.current()), shown && !drawn ? 0 : 150);
    return () => clearTimeout(later);
  }, [table]);
  return drawn && html`<div class=${shown ? 'table-frame history-table' : 'hidden'} role="region" aria-label=${t('history.table')} tabindex=${shown ? 0 : undefined}>
    <table><thead><tr>${drawn.head.map((name, i) => html`<th key=${i} scope="col" class=${i ? 'figure' : ''}>${name}</th>`)}</tr></thead>
      <tbody>${drawn.rows.map((row, i) => html`<tr key=${i}>${row.map((cell, j) => j
        ? html`<td key=${j} class="figure">${cell}</td>` : html`<th key=${j} scope="row">${cell}</th>`)}</tr>`)}</tbody></table></div>`;
}

/** A total, by how much it is more or less than before, and what it is made of: [[name, text, colour], …]. */
export function Figure({label, text, kind = '', now, before, parts = [], note}) {
  return html`<div class="history-figure">
    <dt>${label} <${Change} now=${now} before=${before} /></dt>
    <dd class=${`history-number ${kind}`}>${text}</dd>
    ${(parts.length > 0 || note) && html`<dd class="history-parts">${note}${parts.map(([name, value, colour]) => html`<span key=${name}><${Swatch} colour=${colour} />${name} ${value}</span>`)}</dd>`}
  </div>`;
}

export function Swatch({colour}) {
  return html`<i class=${`swatch ${colour.slice(2)}`} aria-hidden="true"></i>`;
}

/** More or less than before, in percent. */
function Change({now, before}) {
  if (typeof now !== 'number' || typeof before !== 'number' || before <= 0 || now < 0) {
    return null;
  }
  const share = now / before - 1;
  const isSame = Math.abs(share) < 0.005;
  const words = isSame ? t('history.same') : t(share > 0 ? 'history.more' : 'history.less', {share: percent(Math.abs(share))});
  return html`<span class="history-change">${isSame ? '=' : share > 0 ? '▲' : '▼'}${' '}${isSame ? '' : percent(Math.abs(share))}<span class="hidden">${words}</span></span>`;
}

/** Nothing here: the way to where there is something. */
export function Nothing({view, subject, ways}) {
  const [day, setDay] = useState(null);
  useEffect(() => {
    let wanted = true;
    nearest(subject, view).then(found => wanted && setDay(found), () => {});
    return () => (wanted = false);
  }, [view.day, view.period, view.from, subject.point]);
  const target = day && {period: view.period, day};
  return html`<div class="history-nothing"><p><strong>${t('history.empty')}</strong></p>
    ${target && html`<${Button} onClick=${() => ways.open(target.period, day)}>${t('history.nearest', {period: title({...target, from: undefined})})}<//>`}</div>`;
}
