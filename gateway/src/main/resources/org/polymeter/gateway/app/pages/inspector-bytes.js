/** The bytes of a layer, as hex or as text. One element for each, made once; marks come and go without making anything anew. */
import {html, useEffect, useMemo, useRef, useState} from '../vendor/preact.js';
import {t} from '../core/text.js';

const WIDE = 16;
const NARROW = 8;

/** Pixels that the bytes of a wide row and the tree beside them need. */
const ROOM = 1060;

/** Whether a person can read the bytes. */
export function isText(bytes) {
  const odd = bytes.filter(it => (it < 32 && it !== 10 && it !== 13 && it !== 9) || it > 126).length;
  return bytes.length > 0 && odd * 50 <= bytes.length;
}

export function parseHex(hex) {
  return Array.from({length: hex.length / 2}, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** Nodes without children, in order: every byte is in exactly one. */
export function leaves(nodes) {
  return nodes.flatMap(node => (node.children ? leaves(node.children) : [node]));
}

/**
 * `chosen`: {from, to} of the part that is chosen; `flaw`: the byte where something is wrong, or null. `onHover(byte)` with
 * null when the pointer leaves; `onChoose(byte)`.
 */
export function Bytes({layer, bytes, view, chosen, flaw, onHover, onChoose, register}) {
  const frame = useRef();
  const places = useRef([]);
  const columns = useColumns(frame);
  const kinds = useMemo(() => kindsOf(layer, bytes.length), [layer]);
  useEffect(() => {
    frame.current.replaceChildren(view === 'text' ? textOf(layer, bytes) : rowsOf(bytes, kinds, columns));
    places.current = placesOf(frame.current, bytes.length);
    register({mark: (part, name) => mark(frame.current, places.current, part, name)});
  }, [layer, view, columns]);
  useEffect(() => {
    mark(frame.current, places.current, flaw === null ? null : {from: flaw, to: flaw + 1}, 'flaw');
    mark(frame.current, places.current, chosen, 'chosen');
    show(frame.current, chosen);
  }, [layer, view, columns, chosen?.from, chosen?.to, flaw]);
  const over = event => {
    const at = event.target.closest('[data-at]');
    onHover(at ? Number(at.dataset.at) : null);
  };
  const click = event => {
    const at = event.target.closest('[data-at]');
    if (at) {
      onChoose(Number(at.dataset.at), false);
    }
  };
  const key = event => {
    const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -Infinity, End: Infinity}[event.key];
    if (step !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const at = chosen ? chosen.at ?? chosen.from : -Math.max(step, 0);
      onChoose(Math.min(bytes.length - 1, Math.max(0, at + step)), true);
    }
  };
  return html`<div class=${`bytes ${view} of-${columns}`} ref=${frame} tabindex="0" role="group" aria-label=${t('inspector.bytes_label')}
    onMouseOver=${over} onMouseLeave=${() => onHover(null)} onClick=${click} onKeyDown=${key}></div>`;
}

/** How many bytes a row has, by the room that there is. */
function useColumns(frame) {
  const [columns, setColumns] = useState(NARROW);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setColumns(entry.contentRect.width >= ROOM ? WIDE : NARROW));
    watch.observe(frame.current.parentElement);
    return () => watch.disconnect();
  }, []);
  return columns;
}

/** The kind of each byte, by the innermost part that it is in. */
function kindsOf(layer, length) {
  const kinds = new Array(length).fill('unknown');
  leaves(layer.nodes).forEach(leaf => kinds.fill(leaf.kind, leaf.from, leaf.to));
  return kinds;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function rowsOf(bytes, kinds, columns) {
  const all = document.createDocumentFragment();
  for (let from = 0; from < bytes.length; from += columns) {
    const row = element('div', 'bytes-row');
    row.append(element('span', 'bytes-offset', String(from)));
    const cells = element('span', 'bytes-cells');
    const letters = element('span', 'bytes-letters');
    for (let at = from; at < Math.min(from + columns, bytes.length); at++) {
      const byte = bytes[at];
      const cell = element('span', `byte k-${kinds[at]}`, byte.toString(16).toUpperCase().padStart(2, '0'));
      cell.dataset.at = at;
      cells.append(cell);
      const letter = element('span', 'letter', byte > 32 && byte < 127 ? String.fromCharCode(byte) : '·');
      letter.dataset.at = at;
      letters.append(letter);
    }
    row.append(cells, letters);
    all.append(row);
  }
  return all;
}

/** One element for each part, and each control character in sight. */
function textOf(layer, bytes) {
  const all = document.createDocumentFragment();
  for (const leaf of leaves(layer.nodes)) {
    const part = element('span', `part k-${leaf.kind}`, String.fromCharCode(...bytes.slice(leaf.from, leaf.to))
      .replace(/\r/g, '').replace(/[^\n\t -~]/g, '·'));
    part.dataset.at = leaf.from;
    part.dataset.to = leaf.to;
    all.append(part);
  }
  return all;
}

/** Of each byte, the elements that show it. */
function placesOf(frame, length) {
  const places = Array.from({length}, () => []);
  for (const it of frame.querySelectorAll('[data-at]')) {
    const from = Number(it.dataset.at);
    for (let at = from; at < Number(it.dataset.to ?? from + 1); at++) {
      places[at].push(it);
    }
  }
  return places;
}

function mark(frame, places, part, name) {
  frame.querySelectorAll('.' + name).forEach(it => it.classList.remove(name));
  if (part) {
    places.slice(part.from, part.to).flat().forEach(it => it.classList.add(name));
  }
}

/** Scrolls the frame, and nothing else, to where a part begins. */
function show(frame, part) {
  const first = part && frame.querySelector('.chosen');
  if (!first) {
    return;
  }
  const place = first.getBoundingClientRect();
  const window = frame.getBoundingClientRect();
  if (place.top < window.top + 8 || place.bottom > window.bottom - 8) {
    frame.scrollTop += place.top - window.top - window.height / 3;
  }
}
