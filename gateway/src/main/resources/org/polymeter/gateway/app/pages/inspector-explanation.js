/** One frame, explained: its verdict, its layers, bytes and tree side by side, and what the profile makes of it. */
import {html, useEffect, useMemo, useRef, useState} from '../vendor/preact.js';
import {has, t} from '../core/text.js';
import {Button, Card, Notice, Segmented, copyText} from '../core/parts.js';
import {bytes as size, number, unitOf} from '../core/format.js';
import {quantityName} from '../core/quantity.js';
import {Bytes, isText, parseHex} from './inspector-bytes.js';
import {Tree, index, partAt} from './inspector-tree.js';

const KINDS = ['link', 'length', 'checksum', 'seal', 'apdu', 'identity', 'code', 'value', 'unit', 'time', 'text', 'unknown'];

export function Explanation({piece, query, move}) {
  const layers = useMemo(() => piece.layers.map(layer => ({...layer, items: index(layer.nodes), bytes: parseHex(layer.hex)})), [piece]);
  const steps = useMemo(() => stepsOf(piece, layers), [piece]);
  const at = Math.min(Number(query.layer ?? firstLayer(piece, layers)) || 0, layers.length - 1);
  const go = (layer, item, byte) => move({layer, part: item?.key ?? '', byte: byte ?? item?.node.from ?? ''});
  return html`
    <${Verdict} piece=${piece} onLook=${() => go(piece.error.layer, partAt(layers[piece.error.layer].items, piece.error.offset), piece.error.offset)} />
    ${layers.length > 0 && html`<${Steps} steps=${steps} at=${at} layers=${layers} query=${query} onStep=${step => go(step.layer, step.item)} />
      <${LayerView} key=${at} layer=${layers[at]} flaw=${piece.error?.layer === at ? piece.error.offset : null}
        query=${query} onChoose=${(item, byte) => go(at, item, byte)} move=${move} />`}
    ${(piece.readings.length > 0 || piece.withheld.length > 0) && html`<${Profile} piece=${piece} layers=${layers} onChoose=${go} />`}`;
}

/** Where the fault is; else where the values are. */
function firstLayer(piece, layers) {
  return piece.error?.layer ?? Math.max(0, layers.findLastIndex(layer => layer.items.some(it => it.node.quantity)));
}

/** What became of it, in words that help. */
function Verdict({piece, onLook}) {
  const {error, verdict} = piece;
  if (!error) {
    const facts = [piece.protocol?.toUpperCase(), piece.model, piece.identification, piece.seal !== 'none' && t(`inspector.seal_${piece.seal}`)].filter(Boolean);
    return html`<${Notice} kind="good" title=${t('inspector.read')}><p>${facts.join(' · ')}</p>
      ${piece.remarks.map((remark, i) => html`<p key=${i} class="quiet small" lang="en">${remark}</p>`)}<//>`;
  }
  const key = error.key && has(`inspector.key_${error.key.verdict}`) ? `key_${error.key.verdict}` : '';
  return html`<${Notice} kind="bad" title=${t(`inspector.${key || 'reason_' + verdict}`)}>
    <p>${t(`inspector.${key ? key + '_todo' : 'todo_' + verdict}`)}</p>
    ${error.flip && html`<p>${t('inspector.flip', error.flip)}</p>`}
    ${error.hint && html`<p lang="en">${error.hint}</p>`}
    ${error.offset !== undefined && html`<div class="row"><${Button} icon="right" onClick=${onLook}>${t('inspector.look', {byte: error.offset})}<//>
      <span class="quiet small">${t('inspector.expected')} <span lang="en">${error.expected}</span></span></div>`}
    <details class="details"><summary>${t('inspector.details')}</summary><div lang="en" class="small">
      ${[error.message, error.key?.finding, ...(error.key?.advice || [])].filter(Boolean).map((line, i) => html`<p key=${i}>${line}</p>`)}</div></details>
  <//>`;
}

/** The way from the line to the profile; each step is a place. */
function stepsOf(piece, layers) {
  const steps = [{name: 'line', layer: 0, size: layers[0]?.bytes.length}];
  const add = (name, layer, item) => item && steps.push({name, layer, item});
  const frames = layers[0]?.items.filter(it => it.level === 1 && it.node.kind === 'link' && it.node.children) || [];
  add('frame', 0, frames[0]);
  add('segments', 0, frames[1]);
  layers.forEach((layer, i) => {
    if (i > 0) {
      steps.push({name: layer.name, layer: i, size: layer.bytes.length});
    }
    add('cipher', i, layer.items.find(it => it.node.kind === 'seal' && it.node.children));
  });
  const last = layers.length - 1;
  add('apdu', last, layers[last]?.items.find(it => it.node.kind === 'apdu'));
  add('values', last, layers[last]?.items.find(it => it.node.quantity));
  if (piece.readings.length > 0) {
    steps.push({name: 'profile', anchor: 'profile'});
  }
  return steps;
}

function Steps({steps, at, layers, query, onStep}) {
  const chosen = layers[at].items.find(it => it.key === query.part)?.node;
  const holds = step => step.layer === at && (!step.item || (chosen && step.item.node.from <= chosen.from));
  const here = steps.findLast(holds);
  const click = step => (step.anchor ? document.getElementById(step.anchor)?.focus() : onStep(step));
  return html`<nav class="steps" aria-label=${t('inspector.layers')}><ol>
    ${steps.map((step, i) => html`<li key=${i}><button type="button" aria-current=${step === here ? 'step' : undefined} onClick=${() => click(step)}>
      ${t(`inspector.step_${step.name}`)}${step.size ? html` <span class="quiet small">${size(step.size)}</span>` : ''}</button></li>`)}
  </ol></nav>`;
}

function LayerView({layer, flaw, query, onChoose, move}) {
  const {items, bytes} = layer;
  const readable = useMemo(() => isText(bytes), [layer]);
  const view = readable && query.text !== 'hex' ? 'text' : 'hex';
  const [said, setSaid] = useState('');
  const hand = useRef({});
  const words = useRef();
  const byte = query.byte === undefined || query.byte === '' ? null : Number(query.byte);
  const item = items.find(it => it.key === query.part) || (byte === null ? null : partAt(items, byte));
  const chosen = item && {from: item.node.from, to: item.node.to, at: byte ?? item.node.from};
  const hot = part => {
    hand.current.mark?.(part && part.node, 'hot');
    if (words.current) {
      words.current.textContent = part ? sentence(part.node) : item ? sentence(item.node) : t('inspector.hover');
    }
  };
  useEffect(() => hot(null), [item?.key, layer, view]);
  const hoverByte = at => {
    const part = at === null ? null : partAt(items, at);
    hot(part);
    hand.current.hover?.(part);
  };
  const chooseByte = (at, aloud) => {
    const part = partAt(items, at);
    onChoose(part, at);
    if (aloud && part) {
      setSaid(sentence(part.node));
    }
  };
  const register = more => Object.assign(hand.current, more);
  return html`<${Card} kind="layer">
    <div class="row layer-head">
      <p class="readout" lang="en" ref=${words}></p>
      ${readable && html`<${Segmented} label=${t('inspector.view')} value=${view}
        options=${[['text', t('inspector.as_text')], ['hex', t('inspector.as_hex')]]} onChange=${it => move({text: it === 'hex' ? 'hex' : ''})} />`}
      <${Copy} hex=${layer.hex} />
    </div>
    <div class="panes">
      <${Bytes} layer=${layer} bytes=${bytes} view=${view} chosen=${chosen} flaw=${flaw} onHover=${hoverByte} onChoose=${chooseByte} register=${register} />
      <${Tree} items=${items} chosen=${item} onChoose=${part => onChoose(part)} onHover=${hot} register=${register} />
    </div>
    <p class="hidden" aria-live="polite" lang="en">${said}</p>
    <${Legend} layer=${layer} />
  <//>`;
}

/** {from}–{last} label: meaning. */
function sentence(node) {
  const range = node.to - node.from === 1 ? node.from : `${node.from}–${node.to - 1}`;
  return `${t('inspector.byte')} ${range} · ${node.label}${node.meaning ? ': ' + node.meaning : ''}`;
}

function Legend({layer}) {
  const used = new Set(layer.items.map(it => it.node.kind));
  return html`<ul class="legend" aria-label=${t('inspector.legend')}>
    ${KINDS.filter(kind => used.has(kind)).map(kind => html`<li key=${kind}><span class=${`byte k-${kind}`} aria-hidden="true">${kind === 'text' ? 'Aa' : '0F'}</span> ${t(`inspector.kind_${kind}`)}</li>`)}
  </ul>`;
}

function Copy({hex}) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(hex.toUpperCase().replace(/../g, '$& ').trim());
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  };
  return html`<${Button} icon=${done ? 'check' : 'copy'} onClick=${copy}>${t(done ? 'common.copied' : 'inspector.copy_hex')}<//>`;
}

/** The reading, as it would be published; each value leads to its bytes. */
function Profile({piece, layers, onChoose}) {
  const places = useMemo(() => {
    const found = new Map();
    layers.forEach((layer, i) => layer.items.forEach(item => item.node.quantity && found.set(item.node.quantity, {layer: i, item})));
    return found;
  }, [layers]);
  const show = name => {
    const place = places.get(name);
    onChoose(place.layer, place.item);
  };
  return html`<section class="card profile"><h2 id="profile" tabindex="-1">${t('inspector.profile')}</h2>
    ${piece.readings.map((reading, i) => html`<div class="reading" key=${i}>
      <p class="quiet small">${t('inspector.reading_of', {meter: reading.meter})}</p>
      <dl>${Object.entries(reading.values).map(([name, value]) => html`<div key=${name}>
        <dt>${places.has(name) ? html`<button type="button" class="link" onClick=${() => show(name)}>${quantityName(name)}</button>` : quantityName(name)}
          <span class="quiet small mono">${quantityName(name) === name ? '' : name}</span></dt>
        <dd>${typeof value === 'number' ? written(value) : String(value)} <span class="quiet">${unitOf(name)}</span></dd></div>`)}</dl></div>`)}
    ${piece.withheld.length > 0 && html`<${Notice} kind="warn" title=${t('inspector.withheld')}>
      ${piece.withheld.map((why, i) => html`<p key=${i} lang="en">${why}</p>`)}<//>`}
  </section>`;
}

/** With the digits that it has. */
function written(value) {
  return number(value, (String(value).split('.')[1] || '').length);
}
