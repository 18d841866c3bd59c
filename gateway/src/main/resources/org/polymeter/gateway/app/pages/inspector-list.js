/** Frames and rejects as they come. */
import {html, useEffect, useRef, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {listen} from '../core/events.js';
import {useReturn} from '../core/live.js';
import {t} from '../core/text.js';
import {bytes, clock} from '../core/format.js';
import {Button, Card, Field, Icon, Notice, Segmented, Skeleton} from '../core/parts.js';

const MOST = 200;

/** Once in so many milliseconds the list may move. */
const BEAT = 500;

/** The list, and what keeps it going: {list, sources, archive, loaded, paused, waiting, pause, more, problem}. */
export function useFrames(source = '', kind = '') {
  const [state, setState] = useState({list: [], sources: [], archive: false, loaded: false});
  const [paused, setPaused] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const came = useRef([]);
  const [turn, setTurn] = useState(0);
  useReturn(() => state.problem && setTurn(turn + 1));
  const held = useRef(false);
  held.current = paused;
  const address = before => `/api/app/frame?${new URLSearchParams({source, kind, ...(before && {before})})}`;
  useEffect(() => {
    let wanted = true;
    came.current = [];
    setWaiting(0);
    get(address()).then(found => wanted && setState({...found, list: found.frames, loaded: true}),
      problem => wanted && setState(before => ({...before, problem, loaded: true})));
    const end = listen(`/api/app/frame/live?${new URLSearchParams({source})}`, ['frame'], (name, frame) => {
      if (!kind || frame.kind === kind) {
        came.current = [frame, ...came.current].slice(0, MOST);
      }
    });
    const timer = setInterval(() => (held.current ? setWaiting(came.current.length) : flush()), BEAT);
    const flush = () => {
      const fresh = came.current;
      if (fresh.length > 0) {
        came.current = [];
        setWaiting(0);
        setState(before => ({...before, list: merged(fresh, before.list)}));
      }
    };
    return () => {
      wanted = false;
      end();
      clearInterval(timer);
    };
  }, [source, kind, turn]);
  const asked = useRef();
  asked.current = address();
  const more = async () => {
    const filter = asked.current;
    const change = next => asked.current === filter && setState(next); // else these are frames of others
    await get(address(state.next)).then(
      found => change(before => ({...before, problem: undefined, next: found.next, list: [...before.list, ...found.frames]})),
      problem => change(before => ({...before, problem})));
  };
  return {...state, paused, waiting, pause: () => setPaused(!paused), more};
}

function merged(fresh, list) {
  const known = new Set(list.map(it => it.id));
  return [...fresh.filter(it => !known.has(it.id)), ...list].slice(0, Math.max(MOST, list.length));
}

export function FrameList({frames, query, choose, onFilter}) {
  const {list, sources, paused, waiting, pause} = frames;
  // hundreds of rows are one stop of the tabulator
  const door = list.some(it => it.id === query.frame) ? query.frame : list[0]?.id;
  return html`<${Card} kind="frames" label=${t('inspector.frames')}>
    <div class="frames-head">
      <${Field} label=${t('inspector.source')} value=${query.source || ''} onChange=${it => onFilter({source: it})}
        options=${[['', t('inspector.all_sources')], ...sources.map(it => [it.id, it.id])]} />
      <div class="row">
        <${Segmented} label=${t('inspector.which')} value=${query.kind || ''} onChange=${it => onFilter({kind: it})}
          options=${[['', t('inspector.both')], ['frame', t('inspector.good')], ['reject', t('inspector.rejected')]]} />
        <${Button} icon=${paused ? 'play' : 'pause'} label=${t(paused ? 'inspector.go_on' : 'inspector.pause')} aria-pressed=${String(paused)} onClick=${pause} />
        ${paused && waiting > 0 && html`<span class="quiet small">${t('inspector.waiting', {n: waiting, count: waiting})}</span>`}
      </div>
    </div>
    ${frames.problem && html`<${Notice} kind="bad"><p>${frames.problem.message}</p><//>`}
    ${!frames.loaded ? html`<${Skeleton} lines=${5} />`
      : list.length === 0 && !frames.problem && html`<p class="quiet">${t('inspector.none_yet')}</p>`}
    <ol class="frame-list" tabindex="-1" onKeyDown=${walk}>${list.map(frame => html`<${Row} key=${frame.id} frame=${frame}
        here=${frame.id === query.frame} isDoor=${frame.id === door} address=${choose(frame)} />`)}
      ${frames.next && html`<li><${Button} kind="quiet" onClick=${frames.more}>${t('inspector.older')}<//></li>`}</ol>
  <//>`;
}

/** Arrows go from frame to frame. */
function walk(event) {
  const rows = [...event.currentTarget.querySelectorAll('a')];
  const at = rows.indexOf(document.activeElement);
  const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1}[event.key];
  if (at >= 0 && rows[to]) {
    event.preventDefault();
    rows[to].focus();
  }
}

function Row({frame, here, isDoor, address}) {
  const isBad = frame.kind === 'reject';
  return html`<li><a class=${`frame-row ${frame.kind}`} href=${address} tabindex=${isDoor ? 0 : -1} aria-current=${here ? 'true' : undefined}>
    <${Icon} name=${isBad ? 'error' : frame.encrypted ? 'access' : 'check'} />
    <span class="frame-time">${clock(frame.time, undefined, true)}</span>
    <span class="frame-source">${frame.source}</span>
    <span class="frame-what quiet small">${isBad ? t(`inspector.reason_${frame.reason}`) : `${frame.protocol.toUpperCase()}${frame.encrypted ? ', ' + t('inspector.encrypted') : ''}`} · <span class="size">${bytes(frame.length)}</span></span></a></li>`;
}
