/** #/inspector: frames as they come or as somebody pastes them, and what each of their bytes means. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {useReturn} from '../core/live.js';
import {t} from '../core/text.js';
import {Button, Card, Empty, Icon, Notice, Page, Skeleton} from '../core/parts.js';
import {go, href} from '../core/route.js';
import {bytes, dated} from '../core/format.js';
import {Explanation} from './inspector-explanation.js';
import {FrameList, useFrames} from './inspector-list.js';
import {Paste} from './inspector-paste.js';
import {BundleCard} from './inspector-bundle.js';

export const styles = ['pages/inspector.css'];

/** What the address says of a place in a frame. */
const PLACE = {piece: '', layer: '', part: '', byte: '', text: ''};

export default function Inspector({query}) {
  const [pasted, setPasted] = useState(null);
  const frames = useFrames(query.source, query.kind);
  const isPasting = query.paste === '1';
  const move = (change, replace = true) => go('/inspector', {...query, ...change}, {replace});
  const choose = frame => href('/inspector', {...query, ...PLACE, paste: '', frame: frame.id});
  useEffect(() => {
    if (!query.frame && !isPasting && frames.list.length > 0) {
      move({frame: frames.list[0].id});
    }
  }, [frames.list.length > 0, query.frame, query.paste]);
  const actions = html`<a class="button" href=${href('/inspector', {...query, ...PLACE, paste: isPasting ? '' : '1'})}>
    <${Icon} name=${isPasting ? 'left' : 'edit'} />${t(isPasting ? 'inspector.to_frames' : 'inspector.paste')}</a>`;
  return html`<${Page} title=${t('common.page_inspector')} wide actions=${actions}>
    <div class=${`inspector ${isPasting ? 'pasting' : ''}`}>
      <div class="inspector-side">
        ${isPasting
          ? html`<${Paste} sources=${frames.sources} source=${query.source} onExplained=${result => { setPasted(result); move(PLACE); }} />`
          : html`<${FrameList} frames=${frames} query=${query} choose=${choose} onFilter=${change => move({...PLACE, frame: '', ...change})} />
            ${frames.archive && html`<${BundleCard} source=${query.source} />`}`}
      </div>
      <div class="inspector-main">
        ${isPasting
          ? html`<${Pasted} result=${pasted} query=${query} move=${move} />`
          : html`<${Stored} id=${query.frame} frames=${frames} query=${query} move=${move} />`}
      </div>
    </div><//>`;
}

function Pasted({result, query, move}) {
  if (!result) {
    return html`<${Empty} icon="inspector" title=${t('inspector.nothing_pasted')}><p>${t('inspector.nothing_pasted_hint')}</p><//>`;
  }
  return html`<${Found} found=${result} query=${query} move=${move} />`;
}

/** A frame of the list. */
function Stored({id, frames, query, move}) {
  const [state, setState] = useState({});
  const [turn, setTurn] = useState(0);
  useReturn(() => state.problem && setTurn(turn + 1));
  useEffect(() => {
    let wanted = true;
    if (id) {
      get(`/api/app/frame/${encodeURIComponent(id)}`)
        .then(frame => wanted && setState({id, frame}), problem => wanted && setState({id, problem}));
    }
    return () => (wanted = false);
  }, [id, turn]);
  if (!id) {
    if (frames.problem) {
      return null; // told beside the list
    }
    return frames.loaded
      ? html`<${Empty} icon="inspector" title=${t('inspector.none')}><p>${t('inspector.none_hint')}</p><//>`
      : html`<${Skeleton} lines=${6} />`;
  }
  if (state.problem && state.problem.status !== 404) {
    return html`<${Notice} kind="bad" title=${state.problem.message} />`;
  }
  if (state.problem) {
    return html`<${Notice} kind="warn" title=${t('inspector.gone')}><p>${t('inspector.gone_hint')}</p><//>`;
  }
  if (!state.frame) {
    return html`<${Skeleton} lines=${6} />`;
  }
  const {frame} = state;
  return html`<p class="quiet frame-facts">${facts(frame).map((fact, i) => html`<span key=${i}>${fact}</span>`)}</p>
    ${frame.hex === '' && html`<${Notice} title=${t('inspector.no_bytes')}><p>${t('inspector.no_bytes_hint')}</p><//>`}
    ${frame.reason === 'implausible' && html`<${Notice} kind="warn" title=${t('inspector.reason_implausible')}><p lang="en">${frame.detail}</p><//>`}
    <${Found} found=${frame.explanation} query=${query} move=${move} />`;
}

function facts(frame) {
  const time = dated(frame.time, undefined, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit'});
  return [time, frame.source, frame.topic, bytes(frame.length)].filter(Boolean);
}

/** One frame or several: one at a time. */
function Found({found, query, move}) {
  const at = Math.min(Number(query.piece) || 0, found.frames.length - 1);
  const piece = found.frames[at];
  return html`
    ${found.problem && html`<${Notice} kind="bad" title=${t('inspector.unreadable')}><p lang="en">${found.problem}</p><//>`}
    ${found.remarks.map((remark, i) => html`<${Notice} key=${i}><p lang="en">${remark}</p><//>`)}
    ${found.frames.length > 1 && html`<${Card} kind="pieces"><${Pieces} found=${found} at=${at} move=${move} /><//>`}
    ${piece && html`<${Explanation} key=${`${query.frame}-${at}-${piece.from}`} piece=${piece} query=${query} move=${move} />`}`;
}

function Pieces({found, at, move}) {
  const to = place => move({...PLACE, piece: place});
  return html`<div class="row pieces-row">
    <${Button} kind="quiet" icon="left" label=${t('inspector.previous')} disabled=${at === 0} onClick=${() => to(at - 1)} />
    <span>${t('inspector.piece', {number: at + 1, count: found.frames.length})}</span>
    <${Button} kind="quiet" icon="right" label=${t('inspector.next')} disabled=${at === found.frames.length - 1} onClick=${() => to(at + 1)} />
    ${found.cut && html`<span class="quiet small">${t('inspector.cut', {size: bytes(found.bytes)})}</span>`}
  </div>`;
}
