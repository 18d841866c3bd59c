/** A chart of the history with its read-out: a place above it, so that no hand and no box covers what is asked for. */
import {html, useLayoutEffect, useRef, useState} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {Chart} from '../core/chart.js';

/**
 * `words(index)`: a bar as [[name, text, kind], …]; `heading(index)`: when it is; `idle`: what is said of none; `onPick(index)`:
 * goes in; `isPending`: it is of before, and what is asked for is on its way; `onZoom`, `onSwipe`, `onReset`, `drawing`: see
 * Chart; `onUp`: goes out.
 */
export function BarChart({drawing, label, idle, heading, words, onPick, onZoom, onSwipe, onReset, onUp, small, isPending}) {
  const frame = useRef();
  const chart = useRef();
  const latest = useRef();
  const touched = useRef(-1);
  const [pointed, point] = useState(-1);
  const [spoken, speak] = useState('');
  latest.current = {onPick: isPending ? undefined : onPick, onZoom: isPending ? undefined : onZoom, onSwipe, onReset};
  useLayoutEffect(() => {
    chart.current = new Chart(frame.current, {
      point,
      pick: (index, event) => {
        const isFirstTouch = event.pointerType === 'touch' && touched.current !== index;
        touched.current = index;
        if (isFirstTouch) {
          chart.current.mark(index);
          point(index);
        } else {
          latest.current.onPick?.(index);
        }
      },
      zoom: onZoom && ((from, to) => latest.current.onZoom?.(from, to)),
      swipe: direction => latest.current.onSwipe?.(direction),
      reset: () => latest.current.onReset?.(),
    });
    return () => chart.current.close();
  }, []);
  useLayoutEffect(() => {
    point(-1);
    touched.current = -1;
    chart.current.show(drawing);
    performance.mark('history-drawn');
  }, [drawing]);
  const move = index => {
    chart.current.mark(index);
    point(index);
    speak(`${heading(index)}: ${words(index).map(([name, text]) => `${name} ${text}`).join(', ')}`);
  };
  const press = event => {
    const last = drawing.bars.length - 1;
    const target = {ArrowLeft: pointed < 0 ? last : Math.max(0, pointed - 1), ArrowRight: Math.min(last, pointed + 1), Home: 0, End: last}[event.key];
    if (target !== undefined && last >= 0) {
      move(target);
    } else if (event.key === 'Enter' && pointed >= 0) {
      onPick?.(pointed);
    } else if (event.key === 'ArrowUp') {
      onUp?.();
    } else {
      return;
    }
    event.preventDefault();
  };
  const isPointed = pointed >= 0 && pointed < drawing.bars.length;
  return html`<div class=${`history-chart ${isPending ? 'pending' : ''}`} aria-busy=${isPending ? 'true' : undefined}>
    <div class="history-readout">
      ${isPointed ? html`<strong>${heading(pointed)}</strong>
        ${words(pointed).map(([name, text, kind], i) => html`<span key=${i} class=${kind}><span class="quiet">${name}</span> ${text}</span>`)}`
        : html`<span class="quiet">${idle}</span>`}
    </div>
    <div ref=${frame} class="history-canvas" role="application" aria-roledescription=${t('history.chart')} aria-label=${label}
      tabindex="0" onKeyDown=${press} onMouseDown=${event => event.preventDefault()}></div>
    <p class="hidden" aria-live="polite">${spoken}</p>
  </div>`;
}
