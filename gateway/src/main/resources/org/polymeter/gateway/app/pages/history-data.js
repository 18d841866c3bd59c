/** What the history page asks for, and what it makes of the answers. Knows nothing of how it looks. */
import {get} from '../core/api.js';
import {BARS, canCompare, dayOf, daysBetween, first, midnight, parted, plus, named, resolution, step} from './history-time.js';

const POWER = ['power_w', 'power_import_w', 'power_export_w'];

/** What a meter may count; the first that it does is drawn. */
const COUNTED = [
  {name: 'energy_import_kwh', hasDirections: true, unit: 'kWh', kind: 'electricity'},
  {name: 'energy_export_kwh', hasDirections: true, unit: 'kWh', kind: 'electricity'},
  {name: 'energy_absolute_kwh', unit: 'kWh', kind: 'heat'},
  {name: 'heat_energy_kwh', unit: 'kWh', kind: 'heat'},
  {name: 'cooling_energy_kwh', unit: 'kWh', kind: 'cooling'},
  {name: 'volume_m3', unit: 'm³', kind: 'volume'},
];

/** What a period may lack for others to be compared with it: a share of its time. */
const MISSING = 0.05;

const memory = new Map();
const REMEMBERED = 24;

/**
 * Asks once for what does not change any more. `settled`: whether the time asked for is over, so that the answer stays
 * as it is as long as this page lives.
 */
async function ask(path, settled) {
  if (memory.has(path)) {
    return memory.get(path);
  }
  const answer = get(path);
  if (settled) {
    memory.set(path, answer);
    answer.catch(() => memory.delete(path));
    if (memory.size > REMEMBERED) {
      memory.delete(memory.keys().next().value);
    }
  }
  return answer;
}

/**
 * Points of delivery there is history of: [{point, name, role, medium, zone, names, counted, first, last}], times in seconds.
 * A meter that was replaced is in that of its successor.
 */
export async function subjects() {
  const found = new Map();
  for (const meter of await get('/api/1/history/meter')) {
    const before = found.get(meter.point) || {names: [], first: Infinity, last: -Infinity, readings: Infinity};
    found.set(meter.point, {
      point: meter.point,
      name: meter.name || before.name || meter.meter,
      role: meter.role || before.role,
      medium: meter.medium || before.medium,
      zone: meter.zone,
      names: [...new Set([...before.names, ...meter.quantities.map(it => it.name)])],
      first: Math.min(before.first, ...meter.quantities.map(it => Date.parse(it.first) / 1000)),
      last: Math.max(before.last, ...meter.quantities.map(it => Date.parse(it.last) / 1000)),
      readings: Math.min(before.readings, meter.readings_since ? Date.parse(meter.readings_since) / 1000 : Infinity),
    });
  }
  return [...found.values()].map(it => ({...it, counted: COUNTED.find(({name}) => it.names.includes(name))}))
    .filter(it => it.counted || POWER.some(name => it.names.includes(name)));
}

/** What a meter is asked for that is for bars. */
function barNames({names, counted}) {
  if (!counted) {
    return [];
  }
  const wanted = counted.hasDirections
    ? name => /^energy_(import|export)(_t\d+)?_kwh$/.test(name)
    : name => name === counted.name;
  return names.filter(wanted);
}

/** The time that is looked at, as the query of an address. `view`: {period, day, from, to}. */
export function time(view) {
  if (view.from) {
    return [['from', view.from], ['to', view.to]];
  }
  return view.period === 'all' ? [['period', 'all']] : [['period', view.period], ['at', named(view.period, view.day)]];
}

/** How finely it is told. */
export function finely(view, subject) {
  if (view.from) {
    const [from, to] = [instant(view.from, false), instant(view.to, true)];
    return resolution(from, to);
  }
  if (view.period === 'all' && !subject.first) {
    return 'month';
  }
  const isElectric = !subject.counted || subject.counted.kind === 'electricity';
  return view.period === 'day' && !isElectric ? 'hour' : BARS[view.period] || resolution(subject.first, subject.last);
}

/** Roughly when a `from` or `to` is, in seconds: days are taken as those of UTC. */
export function instant(text, isEnd) {
  return text.length > 10 ? Date.parse(text) / 1000 : Date.parse(text + 'T00:00:00Z') / 1000 + (isEnd ? 86_400 : 0);
}

export function path(address, parameters) {
  return `${address}?${parameters.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`;
}

/** Where the table of what is shown is, as CSV. */
export function csv(view, subject) {
  return path('/api/1/history.csv', question(view, subject, namesOf(view, subject)));
}

function question(view, subject, names) {
  return [['point', subject.point], ...names.map(name => ['name', name]), ...time(view), ['resolution', finely(view, subject)]];
}

/** Power is drawn where it can be told from energy. */
function namesOf(view, subject) {
  const fine = finely(view, subject);
  const power = !subject.counted || fine === 'quarter' || fine === 'hour' ? POWER.filter(name => subject.names.includes(name)) : [];
  return [...barNames(subject), ...(power.includes('power_w') ? ['power_w'] : power)];
}

/** Whether a view ends before now: then it stays as it is. */
export function isOver(view, now) {
  if (view.from) {
    return instant(view.to, true) + 86_400 < now / 1000;
  }
  return view.period !== 'all' && Date.parse(step(view.period, view.day, 1) + 'T00:00:00Z') + 86_400_000 < now;
}

/** The view of the period before. */
export function before(view) {
  return {...view, day: step(view.period, view.day, -1)};
}

/** Energy: {bars, before, power, totals, from, to, zone, resolution}. */
export async function energy(view, subject, now, compare) {
  const [series, earlier] = await Promise.all([
    ask(path('/api/1/history', question(view, subject, namesOf(view, subject))), isOver(view, now)),
    compare ? ask(path('/api/1/history', question(before(view), subject, barNames(subject))), true) : null,
  ]);
  const model = read(series.meters[0], subject, series.resolution);
  return {
    ...model,
    totals: totalsOf(model.bars),
    before: earlier ? aligned(model, read(earlier.meters[0], subject, series.resolution), view) : [],
  };
}

/** What the period before had in all; of as much of it as has passed of ours: {upTotal, downTotal, isPartial}; null: none. */
export async function previous(view, subject, now) {
  const names = barNames(subject);
  const begin = midnight(subject.zone, step(view.period, view.day, -1));
  const end = midnight(subject.zone, first(view.period, view.day));
  if (!canCompare(view) || names.length === 0 || subject.first - begin > MISSING * (end - begin)) {
    return null;
  }
  const answer = await ask(path('/api/1/history/total', [['point', subject.point], ...names.map(name => ['name', name]),
    ...time(view), ['compare', 'previous']]), isOver(view, now));
  const [{previous: whole, previous_so_far: part}] = answer.meters;
  const sides = {up: {}, down: {}};
  for (const {name, usage} of (part || whole).totals) {
    const place = placeOf(name, subject);
    if (place && usage !== undefined) {
      sides[place.side][place.key] = usage;
    }
  }
  return {upTotal: wholeOf(sides.up), downTotal: wholeOf(sides.down), isPartial: Boolean(part)};
}

/** Amounts of all bars: {up: [[key, amount], …], down, upTotal, downTotal}; null where there are none. */
function totalsOf(bars) {
  const add = field => bars.reduce((sum, bar) => (bar[field] === null ? sum : sum + bar[field]), null);
  const parts = side => {
    const sums = new Map();
    bars.forEach(bar => bar[side].forEach(([key, value]) => sums.set(key, (sums.get(key) || 0) + value)));
    return [...sums].sort();
  };
  return {up: parts('up'), down: parts('down'), upTotal: add('upTotal'), downTotal: add('downTotal')};
}

/** The total, or, if that is not counted, the sum of its tariffs; null if nothing is. */
function wholeOf({all, ...tariffs}) {
  return all ?? (Object.keys(tariffs).length ? Object.values(tariffs).reduce((one, other) => one + other) : null);
}

/** A readings' line within a few hours, where they are kept: [{x, y}]. */
export async function readings(subject, from, to) {
  if (!subject.names.includes('power_w') || to - from > 4 * 3600 || from < subject.readings) {
    return null;
  }
  const times = [from, to].map(it => new Date(Math.round(it) * 1000).toISOString().replace('.000', ''));
  const answer = await get(path('/api/1/history', [['point', subject.point], ['name', 'power_w'], ['from', times[0]],
    ['to', times[1]], ['resolution', 'reading']])).catch(() => null);
  const found = answer?.meters[0]?.series[0];
  return found ? {x: found.time, y: found.value} : null;
}

/** One meter of an answer, as bars: {from, to, up: {key: amount}, down: {…}}. */
function read(meter, subject, fine) {
  const bars = new Map();
  const bar = (from, to) => {
    if (!bars.has(from)) {
      bars.set(from, {from, to, up: {}, down: {}, gap: false});
    }
    return bars.get(from);
  };
  const named = Object.fromEntries((meter?.series || []).map(series => [series.name, series]));
  for (const [name, series] of Object.entries(named)) {
    const place = placeOf(name, subject);
    if (place && series.usage) {
      series.from.forEach((from, i) => {
        bar(from, series.to[i])[place.side][place.key] = Math.max(0, series.usage[i]);
      });
      (series.gaps || []).forEach(([since, from]) => bars.has(from) && (bars.get(from).gap = since));
    }
  }
  const power = powers(named);
  power.forEach(({from, to}) => bar(from, to));
  const sorted = [...bars.values()].sort((one, other) => one.from - other.from);
  sorted.forEach(it => ['up', 'down'].forEach(side => {
    it[`${side}Total`] = wholeOf(it[side]);
    it[side] = parts(it[side]);
  }));
  const span = {from: Date.parse(meter.from) / 1000, to: Date.parse(meter.to) / 1000};
  return {bars: sorted, power, ...span, zone: meter.zone, resolution: fine};
}

/** Where a register is drawn: to which side, and as what. */
function placeOf(name, {counted = {}}) {
  const [, direction, tariff] = /^energy_(import|export)(?:_t(\d+))?_kwh$/.exec(name) || [];
  if (counted.hasDirections && direction) {
    return {side: direction === 'import' ? 'up' : 'down', key: tariff ? `t${tariff}` : 'all'};
  }
  return name === counted.name ? {side: 'up', key: 'all'} : null;
}

/**
 * What is stacked: [[key, amount], …]. Tariffs, if they are counted, and under 'rest' what the total has beyond them: their
 * registers may be read a moment apart, so less than a fiftieth is nothing.
 */
function parts(counted) {
  const {all, ...tariffs} = counted;
  const known = Object.entries(tariffs).sort().filter(([, amount]) => amount > 0);
  const sum = known.reduce((total, [, amount]) => total + amount, 0);
  if (known.length === 0) {
    return all ? [['all', all]] : [];
  }
  return all - sum > all / 50 ? [...known, ['rest', all - sum]] : known;
}

/** Mean, least and most power of each part, in watts; to the grid is negative. */
function powers({power_w: net, power_import_w: taken, power_export_w: given}) {
  const main = net || taken || given;
  if (!main?.mean) {
    return [];
  }
  const back = !net && taken && given ? given : null;
  const sign = main === given ? -1 : 1;
  const later = new Map((back?.from || []).map((from, i) => [from, i]));
  return main.from.map((from, i) => {
    const j = later.get(from);
    const [mean, min, max] = [main.mean[i], main.min[i], main.max[i]].map(it => sign * it);
    return j === undefined
      ? {from, to: main.to[i], mean, min: Math.min(min, max), max: Math.max(min, max)}
      : {from, to: main.to[i], mean: mean - back.mean[j], min: back.max[j] > 0 ? -back.max[j] : min, max};
  });
}

/** The bars of the time before, each where the one of the same place in its period is now. */
function aligned(model, earlier, view) {
  const place = bar => {
    const {month, day, hour, minute} = parted(model.zone, bar.from);
    switch (view.period) {
      case 'day': return hour + minute;
      case 'year': return month;
      case 'month': return day;
      default: return daysBetween(first('week', dayOf(model.zone, bar.from)), dayOf(model.zone, bar.from));
    }
  };
  const there = new Map(earlier.bars.map(bar => [place(bar), bar]));
  return model.bars.map(bar => [bar, there.get(place(bar))]).filter(([, found]) => found)
    .map(([bar, found]) => ({...found, from: bar.from, to: bar.to, was: found.from}));
}

/** Whether a meter is at the grid of a house that produces something. */
export function hasOwnUse(subject, all) {
  return subject.counted?.kind === 'electricity' && (!subject.role || subject.role === 'grid') && all.some(it => it.role === 'production');
}

/** Use of the own production: {selfConsumption, autarky}, shares of one; null if nothing is produced. */
export async function selfUse(view, subject, now) {
  if (view.from?.length > 10) {
    return null;
  }
  const found = await ask(path('/api/1/self-use', time(view)), isOver(view, now)).catch(() => null);
  return found?.grid.includes(subject.point) && found.produced_kwh > 0
    ? {selfConsumption: found.self_consumption, autarky: found.autarky}
    : null;
}

/** The tariff of each point or meter that has one: {house: {tariff, currency, zone}}. */
export async function tariffs() {
  return Object.fromEntries((await get('/api/1/tariff')).map(it => [it.meter, it]));
}

/** What some time costs, part by part. `isBrief`: the sum is enough. `compare`: with the parts of the time before. */
export async function costs(view, tariff, now, {isWanted, isBrief = false, compare = false}) {
  const fine = isBrief ? 'year' : {quarter: 'day', hour: 'day'}[finely(view, {})] || finely(view, {});
  const address = costAddress(tariff);
  const model = courseOf(await ask(path(address, [...time(view), ['resolution', fine]]), isOver(view, now)));
  const earlier = compare && view.period !== 'day' && isWanted()
    ? await ask(path(address, [...time(before(view)), ['resolution', fine]]), true).catch(() => null) : null;
  const isWhole = !canCompare(view);
  return {
    ...model,
    before: earlier ? aligned(model, courseOf(earlier), view) : [],
    resolution: fine,
    spanFrom: isWhole ? model.parts.from[0] : midnight(tariff.zone, first(view.period, view.day)),
    spanTo: isWhole ? model.parts.to.at(-1) : midnight(tariff.zone, step(view.period, view.day, 1)),
  };
}

/**
 * What belongs to costs and may come later: {compared, peaks}. One after the other, as long as it is wanted: years of
 * quarter hours are dear.
 */
export async function besideCosts(view, tariff, now, {isWanted, isBrief = false}) {
  const isSteady = isOver(view, now);
  const compared = await comparedCosts(view, costAddress(tariff), tariff, now, isSteady);
  const isMonthly = canCompare(view) && view.period !== 'year';
  const peaks = !isBrief && isMonthly && isWanted() ? await ask(path(`/api/1/tariff/${encodeURIComponent(tariff.tariff)}/peak`,
    [['month', view.day.slice(0, 7)]]), isSteady).catch(() => null) : null;
  return {compared, peaks: peaks?.models || []};
}

function costAddress(tariff) {
  return `/api/app/cost/${encodeURIComponent(tariff.tariff)}`;
}

function courseOf(course) {
  const {from, to, components} = course.parts;
  const bars = from.map((start, i) => {
    const amounts = components.map(({gross}, j) => [`c${j}`, gross[i]]);
    return {from: start, to: to[i], up: amounts.filter(([, it]) => it > 0), down: amounts.filter(([, it]) => it < 0).map(([key, it]) => [key, -it]),
      gross: course.parts.gross[i]};
  });
  return {...course, bars, components: components.map(({component}) => component)};
}

/** {now, before, until}: amounts of both; `until`: the last day of ours, if its period runs still; null if there is none. */
async function comparedCosts(view, address, tariff, now, isSteady) {
  if (!canCompare(view)) {
    return null;
  }
  const begin = first(view.period, view.day);
  const end = step(view.period, view.day, 1);
  const day = dayOf(tariff.zone, now / 1000);
  const earlier = step(view.period, view.day, -1);
  const amount = (from, to) => ask(path(address, [['from', from], ['to', plus(to, -1)], ['resolution', 'year']]), true)
    .then(({gross, unmeasured_s: missing}) => (missing <= MISSING * daysBetween(from, to) * 86_400 ? gross : null), () => null);
  if (isSteady || day >= end) {
    return {now: null, before: await amount(earlier, begin), until: null};
  }
  const passed = daysBetween(begin, day);
  if (passed < 1) {
    return null;
  }
  const same = plus(earlier, passed);
  return {now: await amount(begin, day), before: await amount(earlier, same < begin ? same : begin), until: plus(day, -1)};
}

/** The day nearest to one, of those that have anything; null if there is none. */
export async function nearest(subject, view) {
  const day = view.from ? view.from.slice(0, 10) : view.day;
  const names = barNames(subject).slice(0, 8);
  const answer = await get(path('/api/1/history', [['point', subject.point], ...names.map(name => ['name', name]), ['period', 'all'],
    ['resolution', 'day']])).catch(() => get(path('/api/1/history', [['point', subject.point], ...names.map(name => ['name', name]),
    ['period', 'all'], ['resolution', 'month']])));
  const days = answer.meters.flatMap(meter => meter.series.flatMap(series => series.from.map(from => dayOf(meter.zone, from))));
  return days.reduce((best, it) => (best && Math.abs(daysBetween(best, day)) <= Math.abs(daysBetween(it, day)) ? best : it), null);
}
