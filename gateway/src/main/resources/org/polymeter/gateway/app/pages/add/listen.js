/** Listening live: what is tried, what comes, what it looks like; the key, if one is needed. */
import {html, useEffect, useRef, useState} from '../../vendor/preact.js';
import {send} from '../../core/api.js';
import {bytes} from '../../core/format.js';
import {t} from '../../core/text.js';
import {Button, Card, Notice, Skeleton} from '../../core/parts.js';
import {go} from '../../core/route.js';
import {KeyForm} from './key.js';
import {wanted} from './listening.js';

/** Until then silence is nothing unusual. */
const PATIENCE_SECONDS = 12;

export function ListenStep(props) {
  const {query, listening, to, secrets} = props;
  const [problem, setProblem] = useState('');
  const report = listening.report;
  const isShown = useRef(true);
  useEffect(() => () => {
    isShown.current = false;
  }, []);
  useEffect(() => {
    if (!query.listening) {
      begin(props, setProblem, isShown);
    }
  }, [query.listening]);
  const sealed = report?.found?.sealed;
  const seen = report?.reading?.meters?.length > 0;
  // a key that was entered before the page was loaded anew cannot be saved
  const locked = report?.phase === 'sealed' || (sealed && !secrets.key);
  useEffect(() => {
    if (seen && !locked) {
      to('values');
    }
  }, [seen, locked]);
  const again = () => listening.end().then(() => go('/add', {...query, listening: ''}, {replace: true}));
  return html`<h2>${t('add.listen_q')}</h2><p class="quiet">${t('add.listen_hint')}</p>
    ${problem && html`<${Notice} kind="bad" title=${t('add.failed')}><p>${problem}</p><${Button} onClick=${() => { setProblem(''); begin(props, setProblem, isShown); }}>${t('add.again')}<//><//>`}
    ${!report && !problem && html`<${Skeleton} lines=${3} />`}
    ${report?.phase === 'failed' && html`<${Notice} kind="bad" title=${t('add.failed')}><p>${t('add.failed_' + report.failure)}</p>
      ${report.detail && html`<details><summary>${t('add.open_technical')}</summary><p class="mono">${report.detail}</p></details>`}
      <${Button} onClick=${again}>${t('add.again')}<//><//>`}
    ${report?.phase === 'ended' && html`<${Notice} kind="warn"><p>${t('add.ended')}</p><${Button} onClick=${again}>${t('add.again')}<//><//>`}
    ${report && !report.found && report.phase !== 'failed' && html`<${Live} report=${report} over=${report.phase === 'ended'} />`}
    <div role="status">${report?.found && html`<${Notice} kind="good" title=${foundWords(report.found)}>
      ${!locked && !seen && html`<p>${t('add.found_wait')}</p>`}<//>`}</div>
    ${report?.found && locked && report.phase !== 'ended' && html`<${KeyForm} ...${props} found=${report.found} reload=${report.phase !== 'sealed'} />`}
    ${report?.phase === 'listening' && html`<${Advice} report=${report} ...${props} />`}`;
}

/** A listening that comes when nobody waits for it any more is ended. */
async function begin({query, operator, country, secrets, to}, setProblem, isShown) {
  const order = wanted({query, operator, country, secrets});
  if (!order) {
    to('wire');
    return;
  }
  try {
    const {id} = await send('POST', '/api/app/listening', order);
    if (isShown.current) {
      go('/add', {...query, listening: id}, {replace: true});
    } else {
      await send('DELETE', `/api/app/listening/${id}`);
    }
  } catch (error) {
    setProblem(error.message);
  }
}

function foundWords(found) {
  return found.meter ? t('add.found', {meter: found.meter}) : t('add.found_plain');
}

function Live({report, over}) {
  const trying = report.trying;
  return html`<${Card} kind="live" label=${t('add.listen_q')}>
    <div class=${`pulse ${over ? 'still' : ''} ${trying?.bytes > 0 ? 'heard' : ''}`} aria-hidden="true">${Array.from({length: 24}, (_, i) => html`<span key=${i}></span>`)}</div>
    <dl>
      <div><dt>${trying?.of > 1 ? t('add.listen_trying', {number: trying.number, of: trying.of}) : t('add.listen_q')}</dt><dd class="mono quiet">${trying?.of > 1 ? trying.line : ''}</dd></div>
      <div><dt>${t('add.listen_heard')}</dt><dd>${bytes(report.bytes)}</dd></div>
      <div><dt>${t('add.listen_looks')}</dt><dd>${t('add.looks_' + (trying?.looks || 'nothing'))}</dd></div>
    </dl>
    ${report.tried.length > 0 && html`<details><summary>${t('add.listen_tried')} (${report.tried.length})</summary>
      <ul class="small">${report.tried.map(it => html`<li key=${it.line}><span class="mono">${it.line}</span> · ${bytes(it.bytes)}${it.bytes > 0 ? ` · ${t('add.symptom_' + it.symptom)}` : ''}</li>`)}</ul></details>`}
  <//>`;
}

/** What to look at while nothing is understood. */
function Advice({report, query, operator}) {
  const silent = report.bytes === 0 && (report.round > 1 || report.trying?.seconds >= PATIENCE_SECONDS);
  const nearest = report.nearest && report.nearest.bytes > 0 ? report.nearest : null;
  const noise = !silent && (nearest || report.tried.length >= 2);
  const socket = operator && operator.socket !== 'unknown' ? operator.socket : query.socket;
  if (silent) {
    return html`<${Notice} kind="warn" title=${t('add.silent')}><p>${t('add.silent_hint')}</p><ul>${checks(query, operator, socket).map(it => html`<li key=${it}>${t('add.check_' + it)}</li>`)}</ul><//>`;
  }
  if (!noise) {
    return null;
  }
  const symptom = (nearest || report.tried[report.tried.length - 1]).symptom;
  return html`<${Notice} kind="warn" title=${t('add.noise')}><p>${t('add.noise_hint')}</p>
    <p>${t('add.symptom_' + (symptom === 'silent' ? 'unknown' : symptom))}</p><//>`;
}

/** Most likely first. */
function checks(query, operator, socket) {
  return [
    query.way === 'mqtt' || query.way === 'tcp' ? 'power' : 'plug',
    socket === 'p1' && 'p1',
    ['mbus', 'han'].includes(socket) && 'mbus',
    socket === 'infrared' && 'infrared',
    ['rs485', 'tic', 'module'].includes(socket) && 'wires',
    operator?.open === 'pin' ? 'pin' : operator?.open !== 'no' && 'open',
    socket === 'infrared' && !operator?.dialogue && 'asked',
    'slow',
  ].filter(Boolean);
}
