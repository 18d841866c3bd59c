/** A line of the last quarter of an hour: what comes from the grid above, what goes to it below. */
import {html, useEffect, useRef} from '../vendor/preact.js';
import {WINDOW, gatewayNow} from './live.js';

/** `trail`: [[millis, watts], …], oldest first. `label`: what it says to those who do not see it. */
export function Trail({trail, label, tall}) {
  const canvas = useRef();
  useEffect(() => {
    const repaint = () => paint(canvas.current, trail, gatewayNow());
    repaint();
    addEventListener('resize', repaint);
    addEventListener('themechange', repaint);
    return () => {
      removeEventListener('resize', repaint);
      removeEventListener('themechange', repaint);
    };
  });
  return html`<canvas ref=${canvas} class=${tall ? 'trail tall' : 'trail'} role="img" aria-label=${label}></canvas>`;
}

function paint(canvas, trail, now) {
  const {clientWidth: width, clientHeight: height} = canvas;
  if (width === 0) {
    return;
  }
  const scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const columns = gather(trail, now, Math.floor(width / 2));
  const style = getComputedStyle(canvas);
  const highest = Math.max(100, ...columns.map(it => (it ? it.most : 0)));
  const lowest = Math.min(0, ...columns.map(it => (it ? it.least : 0)));
  const y = watts => 4 + (highest - watts) / (highest - lowest) * (height - 8);
  for (const [color, fill, from, to] of [['--import-fill', '--import-soft', 0, y(0)], ['--export-fill', '--export-soft', y(0), height]]) {
    pen.save();
    pen.beginPath();
    pen.rect(0, from, width, to - from);
    pen.clip();
    draw(pen, columns, y, style.getPropertyValue(color), style.getPropertyValue(fill));
    pen.restore();
  }
  pen.fillStyle = style.getPropertyValue('--edge');
  pen.fillRect(0, Math.round(y(0)) - .5, width, 1);
}

/** Least, mean and most of each column of two pixels; the last value holds until the next one. */
function gather(trail, now, count) {
  const columns = new Array(count).fill(null);
  let last = null;
  for (const [time, watts] of trail) {
    const column = Math.floor((time - now + WINDOW) / WINDOW * count);
    if (column >= count) {
      break;
    }
    if (column >= 0) {
      const it = columns[column];
      columns[column] = it
        ? {least: Math.min(it.least, watts), most: Math.max(it.most, watts), sum: it.sum + watts, count: it.count + 1}
        : {least: watts, most: watts, sum: watts, count: 1};
    } else {
      last = {least: watts, most: watts, sum: watts, count: 1};
    }
  }
  const longest = count / 10; // a gap of a minute and a half is a gap
  let age = 0;
  return columns.map(it => {
    age = it ? 0 : age + 1;
    last = it ? {least: it.sum / it.count, most: it.sum / it.count, sum: it.sum, count: it.count} : last;
    return it || (age > longest ? null : last);
  });
}

function draw(pen, columns, y, color, fill) {
  pen.fillStyle = fill;
  columns.forEach((it, x) => it && pen.fillRect(2 * x, Math.min(y(0), y(it.sum / it.count)), 2.2, Math.abs(y(it.sum / it.count) - y(0))));
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.beginPath();
  let down = false;
  columns.forEach((it, x) => {
    if (it) {
      down ? pen.lineTo(2 * x + 1, y(it.sum / it.count)) : pen.moveTo(2 * x + 1, y(it.sum / it.count));
    }
    down = Boolean(it);
  });
  pen.stroke();
}
