/** How the history page draws and words what history-data.js has found. */
import {t, locale} from '../core/text.js';
import {flow} from '../core/flow.js';
import {dated, money, number} from '../core/format.js';
import {calendar, clockTimes, parted, step, utc} from './history-time.js';

const LEAST_LABEL = 44;
const CLOCK_STEPS = [15, 30, 60, 120, 180, 360, 720, 1440];

const cached = new Map();

/** A number with as few digits as it needs, for an axis. */
function plain(value) {
  const key = locale();
  if (!cached.has(key)) {
    cached.set(key, new Intl.NumberFormat(key, {maximumFractionDigits: 3}));
  }
  return cached.get(key).format(Math.abs(value));
}

/** kWh of more than ten thousand are told in MWh: {factor, unit}. */
function sized(largest, unit) {
  return unit === 'kWh' && largest >= 10_000 ? {factor: 1 / 1000, unit: 'MWh'} : {factor: 1, unit};
}

/** An amount in its unit, with the digits that matter: "0.153 kWh", "12.4 kWh", "1 234 kWh". */
export function amount(value, unit) {
  const {factor, unit: shown} = sized(Math.abs(value), unit);
  const told = Number((value * factor).toFixed(6)); // sums of fractions are a hair off
  const size = Math.abs(told);
  if (value === 0) {
    return `${number(0)} ${unit}`;
  }
  return `${number(told, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)} ${shown}`;
}

export function watts(value) {
  return Math.abs(value) >= 1000 ? `${number(value / 1000, 2)} kW` : `${number(value)} W`;
}

export function percent(share) {
  return new Intl.NumberFormat(locale(), {style: 'percent', maximumFractionDigits: 0}).format(share);
}

/** "November 2026", "Thursday, 26 November 2026", "16 – 22 Nov 2026": what is looked at. */
export function title(view, model) {
  if (view.from) {
    return model ? between(model.from, model.to, model.zone) : '';
  }
  const day = utc(view.day).getTime();
  switch (view.period) {
    case 'day': return dated(day, 'UTC', {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'});
    case 'week': return range(utc(view.day), utc(step('day', step('week', view.day, 1), -1)), 'UTC', {day: 'numeric', month: 'short', year: 'numeric'});
    case 'month': return dated(day, 'UTC', {month: 'long', year: 'numeric'});
    case 'year': return view.day.slice(0, 4);
    default: return t('history.since_beginning');
  }
}

function range(from, to, zone, options) {
  return new Intl.DateTimeFormat(locale(), {timeZone: zone, hourCycle: 'h23', ...options}).formatRange(from, to);
}

/** From one time to another, as precisely as they are: days, or hours and minutes. */
function between(from, to, zone) {
  const whole = [from, to].every(it => { const {hour, minute} = parted(zone, it); return hour + minute === '0000'; });
  return whole
    ? range(new Date(from * 1000), new Date(to * 1000 - 1000), zone, {day: 'numeric', month: 'short', year: 'numeric'})
    : range(new Date(from * 1000), new Date(to * 1000), zone, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
}

/** When a bar is: "Thu, 26 Nov, 10:15 – 10:30", "Thu, 26 Nov", "November 2026", "2026". */
export function when(bar, {zone, resolution}) {
  const from = new Date(bar.from * 1000);
  switch (resolution) {
    case 'year': return dated(from, zone, {year: 'numeric'});
    case 'month': return dated(from, zone, {month: 'long', year: 'numeric'});
    case 'day': return dated(from, zone, {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'});
    default: return `${dated(from, zone, {weekday: 'short', day: 'numeric', month: 'short'})}, ${clockRange(bar, zone)}`;
  }
}

/** On the day that has an hour twice, it is said which. */
function clockRange({from, to}, zone) {
  const zoneName = isAmbiguous(zone, from) ? {timeZoneName: 'short'} : {};
  return `${dated(from * 1000, zone, {hour: '2-digit', minute: '2-digit'})} – ${dated(to * 1000, zone, {hour: '2-digit', minute: '2-digit', ...zoneName})}`;
}

function isAmbiguous(zone, time) {
  const text = it => Object.values(parted(zone, it)).join();
  return text(time) === text(time + 3600) || text(time) === text(time - 3600);
}

/** Ticks of an axis of time: of the clock, or in the middle of days, months, years. */
function ticks(zone, resolution) {
  return (width, from, to) => {
    if (resolution === 'quarter' || resolution === 'hour') {
      return clockTicks(zone, width, from, to);
    }
    const all = calendar(zone, from, to, resolution);
    const places = Math.max(1, Math.floor(width / LEAST_LABEL));
    const options = {
      day: all.length <= places * 0.8 && all.length <= 10 ? {weekday: 'short', day: 'numeric'} : {day: 'numeric'},
      month: all.length > 24 ? {year: 'numeric'} : {month: all.length > places ? 'narrow' : 'short'},
      year: {year: 'numeric'},
    }[resolution];
    return all.filter(([, , day], i) => isLabelled(resolution, day, i, all.length, places))
      .map(([begin, end, day]) => [(begin + end) / 2, dated(utc(day), 'UTC', monthIfFirst(resolution, day, all.length, options))]);
  };
}

/** A month is named where it begins, if there are several. */
function monthIfFirst(resolution, day, count, options) {
  return resolution === 'day' && count > 31 && day.endsWith('-01') ? {day: 'numeric', month: 'short'} : options;
}

function isLabelled(resolution, day, index, count, places) {
  const date = Number(day.slice(8));
  if (resolution === 'day' && count > 10) {
    const every = count > 62 ? 15 : count * 24 <= places * LEAST_LABEL ? 1 : 5;
    return every === 1 || date === 1 || (date % every === 0 && date < 31);
  }
  return resolution === 'month' && count > 24 ? day.slice(5, 7) === '01' : index % Math.ceil(count / (places * 2)) === 0;
}

function clockTicks(zone, width, from, to) {
  const places = Math.max(1, Math.floor(width / 56));
  const minutes = CLOCK_STEPS.find(it => (to - from) / 60 / it <= places) || 1440;
  const isLong = to - from > 100_000;
  return clockTimes(zone, from, to, minutes).map(time => [time,
    isLong && parted(zone, time).hour === '00'
      ? dated(time * 1000, zone, {day: 'numeric', month: 'short'})
      : dated(time * 1000, zone, {hour: '2-digit', minute: '2-digit'})]);
}

/** Whether bars are as high as their mean power is, so that a line of power may be drawn over them. */
export function asPower(model, subject) {
  return (model.resolution === 'quarter' || model.resolution === 'hour') && subject.counted?.kind === 'electricity';
}

/** Colours by direction and tariff. */
const SHADES = {all: 1, t1: 1, t2: 2, t3: 3, t4: 4, rest: 5};

export function colour(key, side, subject) {
  if (key.startsWith('c')) {
    return `--cost-${(Number(key.slice(1)) % 6) + 1}`;
  }
  const direction = subject.counted?.kind !== 'electricity' ? 'amount' : side === 'up' ? 'import' : 'export';
  return direction === 'amount' ? '--amount' : `--${direction}-shade-${SHADES[key] || ((Number(key.slice(1)) - 1) % 4) + 1}`;
}

/** The drawing of energies. */
export function energyDrawing(model, subject, view, fineLine) {
  const isPower = asPower(model, subject);
  const scaled = bar => (isPower ? 3600 / (bar.to - bar.from) : 1);
  const drawn = bar => ({from: bar.from, to: bar.to,
    ...Object.fromEntries(['up', 'down'].map(side => [side, bar[side].map(([key, value]) => [value * scaled(bar), colour(key, side, subject)])]))});
  const unit = 1000;
  const power = isPower || !subject.counted ? model.power : [];
  const size = sized(Math.max(0, ...model.bars.map(bar => sum(bar.up))), subject.counted?.unit);
  return {
    from: model.from,
    to: model.to,
    bars: model.bars.map(drawn),
    pale: power.length > 0,
    before: model.before.map(drawn),
    bands: fineLine ? [] : power.map(it => ({from: it.from, to: it.to, low: it.min / unit, high: it.max / unit, colour: '--band'})),
    lines: power.length === 0 ? [] : [fineLine ? {x: fineLine.x, y: fineLine.y.map(it => it / unit), colour: '--text', width: 1.2} : middle(power, unit)],
    ticks: ticks(model.zone, model.resolution),
    format: value => plain(value * (isPower || !subject.counted ? 1 : size.factor)),
    zoomed: Boolean(view.from),
  };
}

function middle(power, unit) {
  const x = [];
  const y = [];
  power.forEach((it, i) => {
    if (i > 0 && power[i - 1].to < it.from) {
      x.push(power[i - 1].to);
      y.push(null);
    }
    x.push((it.from + it.to) / 2);
    y.push(it.mean / unit);
  });
  return {x, y, colour: '--text', width: 1.5};
}

export function costDrawing(model, view) {
  const drawn = bar => ({from: bar.from, to: bar.to, up: bar.up.map(([key, it]) => [it, colour(key)]), down: bar.down.map(([key, it]) => [it, colour(key)])});
  return {
    from: model.spanFrom,
    to: model.spanTo,
    bars: model.bars.map(drawn),
    before: model.before.map(bar => ({from: bar.from, to: bar.to, up: [[Math.max(0, bar.gross), '']], down: [[Math.max(0, -bar.gross), '']]})),
    ticks: ticks(model.zone, model.resolution),
    format: value => (value < 0 ? '−' : '') + plain(value),
    zoomed: Boolean(view.from),
  };
}

/** What the heights of bars are: "kWh per day". */
export function unitWords(model, subject) {
  if (asPower(model, subject) || !subject.counted) {
    return t('history.unit_power', {unit: 'kW'});
  }
  const {unit} = sized(Math.max(0, ...model.bars.map(bar => sum(bar.up))), subject.counted.unit);
  return t(`history.unit_${model.resolution}`, {unit});
}

export function sum(parts) {
  return parts.reduce((total, [, value]) => total + value, 0);
}

/** The name of what is stacked: "Tariff 1". */
export function partName(key) {
  return key === 'rest' ? t('history.rest') : t('history.tariff', {number: key.slice(1)});
}

export function sideName(side, subject) {
  return subject.counted?.kind === 'electricity'
    ? t(`common.${flow(subject.role, side === 'up' ? 'import' : 'export')}`) : t('history.used');
}

/** A bar in words: [[name, text, colour], …]. */
export function barWords(bar, model, subject) {
  const words = [];
  for (const side of ['up', 'down']) {
    const total = bar[`${side}Total`];
    if (total > 0 || (side === 'up' && total === 0)) {
      words.push([sideName(side, subject), amount(total, subject.counted.unit), side]);
      if (bar[side].length > 1) {
        bar[side].forEach(([key, value]) => words.push([partName(key), amount(value, subject.counted.unit), 'part']));
      }
    }
  }
  const power = model.power.find(it => it.from === bar.from);
  if (power) {
    words.push([t('history.power'), watts(power.mean), 'power'],
      [t('history.power_range'), `${watts(power.min)} … ${watts(power.max)}`, 'part']);
  }
  return words;
}

export function costWords(bar, model) {
  const parts = [...bar.up, ...bar.down.map(([key, it]) => [key, -it])];
  return [[t('history.cost'), money(bar.gross, model.currency), 'up'],
    ...parts.map(([key, value]) => [model.components[key.slice(1)], money(value, model.currency), 'part'])];
}
