/** Values of any quantity, with their units, as people read them. */
import {dated, number, unitOf} from './format.js';
import {has, t} from './text.js';

/** The unit as people write it: of the descriptor, or from the name; a tariff has none. */
export function unitName(unit, name) {
  return unit ? unit : name.startsWith('x_') ? '' : unitOf(name);
}

/** `decimals`: of the meter; a number without them keeps those that it has. */
export function valueText(value, name, {unit = '', decimals, zone} = {}) {
  if (typeof value === 'number') {
    const digits = decimals ?? String(value).split('.')[1]?.length ?? 0;
    return `${number(value, Math.max(0, digits))} ${unit}`.trim();
  }
  if (/_time$/.test(name) && !Number.isNaN(Date.parse(value))) {
    return dated(value, zone, {dateStyle: 'medium', timeStyle: 'short'});
  }
  const word = `quantity.word_${value}`;
  return has(word) ? t(word) : value || '–';
}

/** The smallest step that the digits can tell: "0.001 kWh". */
export function resolution(decimals, unit) {
  return decimals === undefined || decimals < 0 ? '' : `${number(10 ** -decimals, decimals)} ${unit}`.trim();
}

/** How often: "0.5 s", "12 s", "5 min", "2.5 h"; empty if unknown. */
export function interval(seconds) {
  if (!seconds) {
    return '';
  }
  const [size, key] = seconds < 120 ? [seconds, 'seconds'] : seconds < 7200 ? [seconds / 60, 'minutes'] : [seconds / 3600, 'hours'];
  const rounded = Math.round(size * 10) / 10;
  return t(`common.${key}`, {count: number(rounded, Number.isInteger(rounded) || rounded >= 10 ? 0 : 1)});
}
