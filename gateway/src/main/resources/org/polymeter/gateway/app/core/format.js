/** Numbers, units, times, as the reader's country writes them. */
import {locale, t} from './text.js';

const formats = new Map();

function numbers(digits) {
  const key = `${locale()} ${digits}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(locale(), {minimumFractionDigits: digits, maximumFractionDigits: digits}));
  }
  return formats.get(key);
}

/** What somebody typed, with the point that the gateway reads: 0,27 is 0.27. */
export function decimal(text) {
  return text.trim().replace(',', '.');
}

/** `digits`: after the point, always as many, so that nothing jumps. */
export function number(value, digits = 0) {
  return numbers(digits).format(value).replace('-', '−');
}

/** A power in watts, without its sign: {value, unit}. */
export function power(watts) {
  const size = Math.abs(watts);
  return size >= 10_000 ? {value: number(size / 1000, 1), unit: 'kW'}
    : size >= 1000 ? {value: number(size / 1000, 2), unit: 'kW'}
    : {value: number(size), unit: 'W'};
}

/** An energy in kilowatt hours: {value, unit}. */
export function energy(kwh) {
  const size = Math.abs(kwh);
  return size >= 100_000 ? {value: number(kwh / 1000, 1), unit: 'MWh'}
    : {value: number(kwh, size >= 1000 ? 0 : size >= 100 ? 1 : 2), unit: 'kWh'};
}

/** `currency`: ISO 4217. */
export function money(amount, currency) {
  return new Intl.NumberFormat(locale(), {style: 'currency', currency}).format(amount).replace('-', '−');
}

/** Units as people write them, by the end of a quantity's name. */
const UNITS = {
  w: 'W', var: 'var', va: 'VA', v: 'V', a: 'A', hz: 'Hz', deg: '°', kwh: 'kWh', kvarh: 'kvarh', kvah: 'kVAh',
  m3: 'm³', m3h: 'm³/h', gj: 'GJ', c: '°C', k: 'K', h: 'h', count: '',
};

/** The unit in the name of a quantity; empty if it has none. */
export function unitOf(name) {
  return UNITS[name.slice(name.lastIndexOf('_') + 1)] ?? '';
}

/** `instant`: ISO 8601, or milliseconds; `zone`: IANA, or the reader's. */
export function clock(instant, zone, seconds = false) {
  return dated(instant, zone, {hour: '2-digit', minute: '2-digit', ...(seconds && {second: '2-digit'})});
}

/** Date and time. */
export function moment(instant, zone) {
  return dated(instant, zone, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
}

export function dated(instant, zone, options) {
  return new Intl.DateTimeFormat(locale(), {timeZone: zone, hourCycle: 'h23', ...options}).format(new Date(instant));
}

/** How long ago, in a few letters: "2 s", "5 min", "3 h", "2 d". */
export function age(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 100) {
    return t('common.seconds', {count: number(seconds)});
  }
  if (seconds < 100 * 60) {
    return t('common.minutes', {count: number(Math.round(seconds / 60))});
  }
  const hours = seconds / 3600;
  return hours < 48
    ? t('common.hours', {count: number(Math.round(hours))})
    : t('common.days', {count: number(Math.round(hours / 24))});
}

/** A size in bytes, in words of a thousand. */
export function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = count < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(count) / 3));
  const size = count / 1000 ** step;
  return `${number(size, step > 0 && size < 100 ? 1 : 0)} ${units[step]}`;
}
