/** Periods on the calendar of a meter. Days are texts, '2026-11-26': they have no zone, so that the browser's cannot get in. */

export const PERIODS = ['day', 'week', 'month', 'year', 'all'];

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The day that it is at a meter. `now`: milliseconds. */
export function today(zone, now) {
  const parts = parted(zone, now / 1000);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** The first day of the period that a day is in. */
export function first(period, day) {
  switch (period) {
    case 'week': return plus(day, -((utc(day).getUTCDay() + 6) % 7));
    case 'month': return day.slice(0, 8) + '01';
    case 'year': return day.slice(0, 5) + '01-01';
    default: return day;
  }
}

/** The first day of the period so many further on. */
export function step(period, day, count) {
  const from = first(period, day);
  switch (period) {
    case 'day': return plus(from, count);
    case 'week': return plus(from, 7 * count);
    case 'month': return months(from, count);
    case 'year': return months(from, 12 * count);
    default: return from;
  }
}

export function plus(day, days) {
  return new Date(utc(day).getTime() + days * DAY * 1000).toISOString().slice(0, 10);
}

function months(day, count) {
  const date = utc(day);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
}

export function daysBetween(from, to) {
  return Math.round((utc(to) - utc(from)) / 1000 / DAY);
}

/** A day at noon, for formats in UTC. */
export function utc(day) {
  return new Date(day + 'T12:00:00Z');
}

/** A zoom and the whole have no period before. */
export function canCompare(view) {
  return !view.from && view.period !== 'all';
}

/** How an address names the period that a day is in: '2026-11-26', '2026-11', '2026'. */
export function named(period, day) {
  const from = first(period, day);
  return period === 'year' ? from.slice(0, 4) : period === 'month' ? from.slice(0, 7) : from;
}

/** The day that an address names; null if it is none. */
export function read(text) {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text || '') || [];
  const found = `${year}-${month}-${day}`;
  return year && !Number.isNaN(utc(found).getTime()) ? found : null;
}

const formats = new Map();

/** Of the clock where the meter is: {year, month, day, hour, minute}, as texts. `time`: seconds. */
export function parted(zone, time) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat('en-GB', {timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit',
      day: '2-digit', hour: '2-digit', minute: '2-digit'}));
  }
  return Object.fromEntries(formats.get(zone).formatToParts(time * 1000).map(({type, value}) => [type, value]));
}

/** The day that a time is in. */
export function dayOf(zone, time) {
  const {year, month, day} = parted(zone, time);
  return `${year}-${month}-${day}`;
}

/** How finely a time is told: as many bars as can be read. */
export function resolution(from, to) {
  const days = (to - from) / DAY;
  return days <= 2.6 ? 'quarter' : days <= 8.6 ? 'hour' : days <= 100 ? 'day' : days <= 4.1 * 366 ? 'month' : 'year';
}

/** What the bars of a period are. */
export const BARS = {day: 'quarter', week: 'day', month: 'day', year: 'month'};

/** What a bar opens. */
export const INNER = {year: 'year', month: 'month', day: 'day'};

/** What a period is in. */
export const OUTER = {day: 'month', week: 'month', month: 'year', year: 'all'};

/** When a day begins at a meter, in seconds. */
export function midnight(zone, day) {
  let time = Date.parse(day + 'T00:00:00Z') / 1000;
  for (let i = 0; i < 2; i++) { // the second time with the offset that is right there
    const {year, month, day: date, hour, minute} = parted(zone, time);
    time += (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${year}-${month}-${date}T${hour}:${minute}:00Z`)) / 1000;
  }
  return time;
}

/** The days, months or years that some time is made of: [[from, to, first day], …], in seconds. */
export function calendar(zone, from, to, period) {
  const found = [];
  let day = first(period, dayOf(zone, from));
  let begin = midnight(zone, day);
  while (begin < to) {
    const next = step(period, day, 1);
    const end = midnight(zone, next);
    found.push([begin, end, day]);
    [day, begin] = [next, end];
  }
  return found;
}

/** Times on the clock of a meter that are multiples of some minutes of the day, in seconds. */
export function clockTimes(zone, from, to, minutes) {
  const times = [];
  for (let time = Math.ceil(from / 900) * 900; time <= to; time += 900) {
    const {hour, minute} = parted(zone, time);
    if ((hour * 60 + Number(minute)) % minutes === 0) {
      times.push(time);
    }
  }
  return times;
}
