/** What the bytes of a layer mean, as a tree (ARIA: tree), walked by keys and by pointer. */
import {html, useEffect, useMemo, useRef, useState} from '../vendor/preact.js';
import {t} from '../core/text.js';

/** The parts with their places in the tree: `key` "0.3.1", `level` from 1. */
export function index(nodes, level = 1, prefix = '', parent = null) {
  return nodes.flatMap((node, i) => {
    const key = prefix + i;
    const item = {key, node, level, place: i + 1, siblings: nodes.length, parent};
    return [item, ...(node.children ? index(node.children, level + 1, key + '.', item) : [])];
  });
}

/** The innermost part that holds a byte. */
export function partAt(items, byte) {
  return items.filter(it => it.node.from <= byte && byte < it.node.to).at(-1) || null;
}

/** `chosen`, `hovered`: items; `onChoose(item)`; `onHover(item)`, null when the pointer leaves. */
export function Tree({items, chosen, onChoose, onHover, register}) {
  const [closed, setClosed] = useState(() => new Set());
  const tree = useRef();
  const byKey = useMemo(() => new Map(items.map(it => [it.key, it])), [items]);
  const visible = items.filter(it => !isBelow(it, closed));
  const current = chosen && visible.some(it => it.key === chosen.key) ? chosen.key : visible[0]?.key;
  useEffect(() => setClosed(new Set()), [items]);
  useEffect(() => {
    if (chosen) {
      setClosed(before => without(before, chosen));
    }
  }, [chosen?.key]);
  useEffect(() => {
    register({hover: item => hover(tree.current, item)});
  }, [items]);
  useEffect(() => show(tree.current, tree.current.querySelector('[aria-selected="true"]')), [chosen?.key, closed]);

  const itemOf = event => byKey.get(event.target.closest('[data-key]')?.dataset.key) || null;
  const fold = (item, shut) => setClosed(before => {
    const after = new Set(before);
    return shut ? after.add(item.key) : (after.delete(item.key), after);
  });
  const focus = item => {
    if (item) {
      onChoose(item);
      requestAnimationFrame(() => tree.current?.querySelector(`[data-key="${item.key}"]`)?.focus({preventScroll: true}));
    }
  };
  const click = event => {
    const item = itemOf(event);
    if (item && event.target.closest('.fold') && item.node.children) {
      fold(item, !closed.has(item.key));
    } else {
      focus(item);
    }
  };
  const key = event => {
    const item = byKey.get(event.target.dataset?.key);
    const at = visible.indexOf(item);
    const isOpen = item?.node.children && !closed.has(item.key);
    const actions = {
      ArrowDown: () => focus(visible[at + 1]),
      ArrowUp: () => focus(visible[at - 1]),
      Home: () => focus(visible[0]),
      End: () => focus(visible.at(-1)),
      ArrowRight: () => (isOpen ? focus(visible[at + 1]) : item.node.children && fold(item, false)),
      ArrowLeft: () => (isOpen ? fold(item, true) : focus(item.parent)),
      Enter: () => focus(item),
      ' ': () => focus(item),
      '*': () => setClosed(before => new Set([...before].filter(it => it.split('.').length !== item.level))),
    };
    if (item && actions[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      actions[event.key]();
    }
  };
  return html`<div class="tree" role="tree" ref=${tree} aria-label=${t('inspector.tree_label')} lang="en" onClick=${click} onKeyDown=${key}
      onMouseOver=${event => onHover(itemOf(event))} onMouseLeave=${() => onHover(null)}>
    ${visible.map(item => html`<${Row} key=${item.key} item=${item} selected=${item.key === chosen?.key}
      reachable=${item.key === current} open=${item.node.children ? !closed.has(item.key) : undefined} />`)}
  </div>`;
}

function Row({item, selected, reachable, open}) {
  const {node, level} = item;
  return html`<div class=${`leaf k-${node.kind}`} role="treeitem" data-key=${item.key} aria-level=${level} aria-setsize=${item.siblings}
      aria-posinset=${item.place} aria-expanded=${open === undefined ? undefined : String(open)} aria-selected=${String(selected)}
      tabindex=${reachable ? 0 : -1} style=${{'--level': Math.min(level, 9) - 1}}>
    <span class="fold" aria-hidden="true">${open === undefined ? '' : open ? '▾' : '▸'}</span>
    <span class="leaf-offset">${node.from}</span>
    <span class="leaf-words"><span class="leaf-label">${node.label}</span>${node.meaning && html` <span class="leaf-meaning">${node.meaning}</span>`}</span>
  </div>`;
}

function isBelow(item, closed) {
  for (let above = item.parent; above; above = above.parent) {
    if (closed.has(above.key)) {
      return true;
    }
  }
  return false;
}

/** Opens all that is around a part. */
function without(closed, item) {
  const after = new Set(closed);
  for (let above = item.parent; above; above = above.parent) {
    after.delete(above.key);
  }
  return after.size === closed.size ? closed : after;
}

function hover(tree, item) {
  tree.querySelector('.hot')?.classList.remove('hot');
  if (item) {
    const row = tree.querySelector(`[data-key="${item.key}"]`);
    row?.classList.add('hot');
    show(tree, row);
  }
}

function show(tree, row) {
  if (!row) {
    return;
  }
  const top = row.offsetTop;
  if (top < tree.scrollTop || top + row.offsetHeight > tree.scrollTop + tree.clientHeight) {
    tree.scrollTop = top - tree.clientHeight / 3;
  }
}
