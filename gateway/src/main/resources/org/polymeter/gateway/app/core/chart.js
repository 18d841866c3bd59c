/**
 * A chart over time: bars that stand on zero, bands and lines. uPlot (a global; vendor/uplot.js and .css) keeps scales and
 * draws axes; what is between them is drawn here. Times are seconds since 1970.
 *
 * A drawing: {from, to, bars, pale, before, bands, lines, ticks, format, low, high, zoomed}
 * - bars: [{from, to, up: [[value, colour], …], down: […]}], stacked away from zero
 * - pale: whether bars are to step back, behind bands and lines
 * - before: the same, as an outline behind them
 * - bands: [{from, to, low, high, colour}]
 * - lines: [{x: […], y: […], colour, width}]; where y is null, a line breaks
 * - ticks: width => [[time, words], …]; format: value => words, for the axis of values
 * - low, high: least range of values; zoomed: whether a finger moves what is shown, or steps
 * Colours are names of custom properties: '--import-fill'.
 */

const VALUES_WIDTH = 52;
const TIMES_HEIGHT = 28;
const HEADROOM = 1.06;
const SWIPE = 48;
const LEAST_DRAG = 8;
const DOUBLE_CLICK = 300;

export class Chart {
  /**
   * `on`: {point(index), pick(index, event), zoom(from, to), swipe(direction), reset()}; all are optional. `point`: of a bar,
   * or -1.
   */
  constructor(node, on = {}) {
    this.node = node;
    this.on = on;
    this.drawing = null;
    this.colours = new Map();
    this.forget = () => {
      this.colours.clear();
      this.plot?.redraw(false, true);
    };
    this.sizes = new ResizeObserver(() => this.#fit());
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.dark.addEventListener('change', this.forget);
    addEventListener('themechange', this.forget);
  }

  /** Draws it now; what was there before stays until then. */
  show(drawing) {
    this.drawing = drawing;
    const range = this.#range();
    if (!this.plot) {
      this.#make(range);
    }
    this.plot.batch(() => {
      this.plot.setScale('x', {min: drawing.from, max: drawing.to});
      this.plot.setScale('y', range);
    });
    this.plot.redraw(false, true);
    this.mark(-1);
  }

  close() {
    clearTimeout(this.picking);
    clearTimeout(this.settling);
    this.sizes.disconnect();
    this.dark.removeEventListener('change', this.forget);
    removeEventListener('themechange', this.forget);
    this.plot?.destroy();
  }

  /** Marks a bar; -1: none. */
  mark(index) {
    const bar = this.drawing.bars[index];
    this.marker.hidden = !bar;
    if (bar) {
      const left = this.plot.valToPos(bar.from, 'x');
      this.marker.style.left = `${left}px`;
      this.marker.style.width = `${this.plot.valToPos(bar.to, 'x') - left}px`;
    }
  }

  #make(range) {
    const {width, height} = this.node.getBoundingClientRect();
    const axis = {font: '12px system-ui, sans-serif', stroke: () => this.#colour('--quiet'), ticks: {show: false}};
    this.plot = new uPlot({
      width: Math.max(width, 1),
      height: Math.max(height, 1),
      padding: [8, 18, 0, 0],
      legend: {show: false},
      scales: {x: {time: false, auto: false}, y: {auto: false, range: [range.min, range.max]}},
      series: [{}, {points: {show: false}, paths: () => null}],
      axes: [
        {...axis, size: TIMES_HEIGHT, gap: 6, grid: {show: false},
          splits: plot => this.#ticks(plot).map(([time]) => time),
          values: plot => this.#ticks(plot).map(([, words]) => words)},
        {...axis, size: VALUES_WIDTH, gap: 8, space: 44, grid: {stroke: () => this.#colour('--line'), width: 1},
          values: (plot, splits) => splits.map(value => this.drawing.format(value))},
      ],
      cursor: {
        x: false,
        y: false,
        points: {show: false},
        drag: {x: Boolean(this.on.zoom), y: false, setScale: false, dist: LEAST_DRAG},
        bind: {mousedown: (plot, target, usual) => event => (event.shiftKey ? this.#drag(event) : usual(event)),
          dblclick: () => () => this.#reset()},
      },
      hooks: {
        drawAxes: [plot => this.#draw(plot)],
        setCursor: [plot => this.#point(plot)],
        setSelect: [plot => this.#selected(plot)],
      },
    }, [[this.drawing.from, this.drawing.to], [null, null]], this.node);
    this.marker = Object.assign(document.createElement('div'), {className: 'chart-mark', hidden: true});
    this.plot.over.append(this.marker);
    this.#listen(this.plot.over);
    this.sizes.observe(this.node);
  }

  #ticks(plot) {
    const {from, to} = this.#window();
    return this.drawing.ticks(plot.width - VALUES_WIDTH, from, to).filter(([time]) => time >= from && time <= to);
  }

  #window() {
    const {min, max} = this.plot?.scales.x || {};
    return {from: min ?? this.drawing.from, to: max ?? this.drawing.to};
  }

  /** Of values that are to be seen: nothing is cut off, and zero is there. */
  #range() {
    const {bars, before = [], bands = [], lines = [], low = 0, high = 0} = this.drawing;
    let min = low;
    let max = high;
    const stretch = value => {
      min = Math.min(min, value);
      max = Math.max(max, value);
    };
    for (const bar of [...bars, ...before]) {
      stretch(total(bar.up));
      stretch(-total(bar.down));
    }
    bands.forEach(band => [band.low, band.high].forEach(stretch));
    lines.forEach(line => line.y.forEach(value => value !== null && stretch(value)));
    return min === 0 && max === 0 ? {min: 0, max: 1} : {min: min * HEADROOM, max: max * HEADROOM};
  }

  #fit() {
    const {width, height} = this.node.getBoundingClientRect();
    if (width && height && (Math.abs(width - this.plot.width) >= 1 || Math.abs(height - this.plot.height) >= 1)) {
      this.plot.setSize({width, height});
      this.mark(-1);
    }
  }

  #draw(plot) {
    const {ctx, bbox} = plot;
    const {bars, before = [], bands = [], lines = []} = this.drawing;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.globalAlpha = this.drawing.pale ? 0.65 : 1;
    bars.forEach(bar => this.#bar(plot, bar));
    ctx.globalAlpha = 1;
    before.forEach(bar => this.#outline(plot, bar));
    bands.forEach(band => {
      ctx.fillStyle = this.#colour(band.colour);
      const [x, width] = this.#across(plot, band);
      const top = plot.valToPos(band.high, 'y', true);
      ctx.fillRect(x, top, width, Math.max(1, plot.valToPos(band.low, 'y', true) - top));
    });
    this.#zero(plot);
    lines.forEach(line => this.#line(plot, line));
    ctx.restore();
  }

  #across(plot, {from, to}) {
    const x = plot.valToPos(from, 'x', true);
    return [x, plot.valToPos(to, 'x', true) - x];
  }

  #bar(plot, bar) {
    const [x, width] = this.#across(plot, bar);
    const gap = width < 3 ? 0 : Math.min(width * 0.2, 10 * devicePixelRatio);
    for (const [stack, sign] of [[bar.up, 1], [bar.down, -1]]) {
      let sum = 0;
      for (const [value, colour] of stack) {
        const near = plot.valToPos(sign * sum, 'y', true);
        sum += value;
        const far = plot.valToPos(sign * sum, 'y', true);
        plot.ctx.fillStyle = this.#colour(colour);
        plot.ctx.fillRect(Math.round(x + gap / 2), Math.min(near, far), Math.max(1, Math.round(width - gap)), Math.abs(far - near));
      }
    }
  }

  /** How high it was before: a line across, with a drop at both sides. */
  #outline(plot, bar) {
    const [x, width] = this.#across(plot, bar);
    const {ctx} = plot;
    ctx.strokeStyle = this.#colour('--text');
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (const value of [total(bar.up), -total(bar.down)].filter(Boolean)) {
      const y = plot.valToPos(value, 'y', true);
      ctx.beginPath();
      ctx.moveTo(x + width * 0.06, y);
      ctx.lineTo(x + width * 0.94, y);
      ctx.stroke();
    }
  }

  #zero(plot) {
    const {ctx, bbox} = plot;
    const y = Math.round(plot.valToPos(0, 'y', true));
    ctx.fillStyle = this.#colour('--edge');
    ctx.fillRect(bbox.left, y, bbox.width, devicePixelRatio);
  }

  #line(plot, {x, y, colour, width = 1.5}) {
    const {ctx} = plot;
    ctx.strokeStyle = this.#colour(colour);
    ctx.lineWidth = width * devicePixelRatio;
    ctx.lineJoin = 'round';
    ctx.beginPath();
    let drawing = false;
    for (let i = 0; i < x.length; i++) {
      if (y[i] === null) {
        drawing = false;
      } else {
        ctx[drawing ? 'lineTo' : 'moveTo'](plot.valToPos(x[i], 'x', true), plot.valToPos(y[i], 'y', true));
        drawing = true;
      }
    }
    ctx.stroke();
  }

  /** What a custom property is where the chart is, in a form that a canvas takes. */
  #colour(name) {
    if (!this.colours.has(name)) {
      const probe = document.createElement('i');
      probe.style.color = `var(${name})`;
      this.node.append(probe);
      this.colours.set(name, getComputedStyle(probe).color);
      probe.remove();
    }
    return this.colours.get(name);
  }

  #reset() {
    clearTimeout(this.picking);
    this.on.reset?.();
  }

  #at(clientX) {
    const {left} = this.plot.over.getBoundingClientRect();
    return this.plot.posToVal(clientX - left, 'x');
  }

  /** The bar at a time, or -1. */
  #index(time) {
    return this.drawing.bars.findIndex(bar => time >= bar.from && time < bar.to);
  }

  #point(plot) {
    const {left} = plot.cursor;
    const index = left >= 0 ? this.#index(plot.posToVal(left, 'x')) : -1;
    if (this.marker) {
      this.mark(index);
      this.on.point?.(index);
    }
  }

  #selected(plot) {
    const {left, width} = plot.select;
    if (width >= LEAST_DRAG) {
      const [from, to] = [left, left + width].map(x => plot.posToVal(x, 'x'));
      plot.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
      this.on.zoom?.(from, to);
    }
  }

  #listen(over) {
    over.addEventListener('click', event => {
      const index = this.#index(this.#at(event.clientX));
      if (index >= 0 && this.drawing.zoomed) { // two clicks lead back, so one has to wait for the other
        clearTimeout(this.picking);
        this.picking = setTimeout(() => this.on.pick?.(index, event), DOUBLE_CLICK);
      } else if (index >= 0) {
        this.on.pick?.(index, event);
      }
    });
    over.addEventListener('wheel', event => this.#wheel(event), {passive: false});
    this.#touch(over);
  }

  /** A wheel with Ctrl, which is how a trackpad tells a pinch, zooms; sideways moves what is zoomed. */
  #wheel(event) {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!this.on.zoom || !(event.ctrlKey || (sideways && this.drawing.zoomed))) {
      return;
    }
    event.preventDefault();
    const {from, to} = this.#window();
    const at = this.#at(event.clientX);
    const factor = event.ctrlKey ? Math.exp(event.deltaY * 0.005) : 1;
    const shift = event.ctrlKey ? 0 : ((to - from) * event.deltaX) / this.plot.over.clientWidth;
    this.#slide(at - (at - from) * factor + shift, at + (to - at) * factor + shift);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.#settle(), 250);
  }

  #slide(from, to) {
    this.mark(-1);
    this.plot.setScale('x', {min: from, max: to});
  }

  /** What fingers or a wheel have left is asked for. */
  #settle() {
    const {from, to} = this.#window();
    this.on.zoom?.(from, to);
  }

  /** With the mouse and Shift: moves what is shown. */
  #drag(begin) {
    const {from, to} = this.#window();
    const second = (to - from) / this.plot.over.clientWidth;
    const move = event => this.#slide(from - (event.clientX - begin.clientX) * second, to - (event.clientX - begin.clientX) * second);
    const end = () => {
      removeEventListener('mousemove', move);
      removeEventListener('mouseup', end);
      this.#settle();
    };
    addEventListener('mousemove', move);
    addEventListener('mouseup', end);
  }

  /** One finger steps, or moves what is zoomed; two zoom. */
  #touch(over) {
    const fingers = new Map();
    let begin = null;
    const start = () => {
      begin = {...this.#window(), places: [...fingers.values()], pinched: fingers.size > 1 || begin?.pinched, moved: 0};
    };
    over.addEventListener('pointerdown', event => {
      if (event.pointerType === 'touch') {
        fingers.set(event.pointerId, event.clientX);
        start();
      }
    });
    over.addEventListener('pointermove', event => {
      if (fingers.has(event.pointerId)) {
        fingers.set(event.pointerId, event.clientX);
        begin.moved = event.clientX - begin.places[0];
        this.#follow(begin, [...fingers.values()]);
      }
    });
    const lift = event => {
      if (fingers.delete(event.pointerId) && fingers.size === 0) {
        const {pinched, moved} = begin;
        begin = null;
        if (pinched || (this.drawing.zoomed && Math.abs(moved) > LEAST_DRAG)) {
          this.#settle();
        } else if (event.type === 'pointerup' && Math.abs(moved) > SWIPE) {
          this.on.swipe?.(moved < 0 ? 1 : -1);
        }
      } else if (begin) {
        start();
      }
    };
    over.addEventListener('pointerup', lift);
    over.addEventListener('pointercancel', lift);
  }

  /** Keeps under the fingers what was under them. */
  #follow({from, to, places}, now) {
    if (!this.on.zoom) {
      return;
    }
    const {left, width} = this.plot.over.getBoundingClientRect();
    const time = x => from + ((x - left) / width) * (to - from);
    if (now.length > 1 && places.length > 1 && Math.abs(now[1] - now[0]) > LEAST_DRAG) {
      const second = (time(places[1]) - time(places[0])) / (now[1] - now[0]);
      const start = time(places[0]) - (now[0] - left) * second;
      this.#slide(start, start + width * second);
    } else if (now.length === 1 && this.drawing.zoomed) {
      const shift = time(places[0]) - time(now[0]);
      this.#slide(from + shift, to + shift);
    }
  }
}

function total(stack) {
  return stack.reduce((sum, [value]) => sum + value, 0);
}
