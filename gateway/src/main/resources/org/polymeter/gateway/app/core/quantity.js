/** What quantities are called in plain words, and in which order they stand below each other. */
import {t, has} from './text.js';

/** Names without phase, tariff, quadrant and unit, in the order in which people look for them. */
const GROUPS = {
  power: `power power_import power_export demand_import demand_export demand_import_last demand_export_last
    demand_import_max demand_import_max_time demand_export_max demand_export_max_time apparent_power_import
    apparent_power_export reactive_power_import reactive_power_export reactive_power`,
  energy: `energy_import energy_export energy energy_absolute energy_import_interval energy_export_interval tariff
    tariff_name apparent_energy_import apparent_energy_export reactive_energy_import reactive_energy_export
    reactive_energy`,
  voltage: 'voltage',
  current: 'current current_n',
  quality: `power_factor frequency phase_angle voltage_angle power_failure_count power_failure_long_count
    voltage_sag_count voltage_swell_count`,
  media: `volume flow heat_energy heat_energy_gj cooling_energy cooling_energy_gj heat_power flow_temperature
    return_temperature temperature_difference`,
  technical: `breaker valve power_limit current_limit message message_code status_word error_word operating_time
    on_time`,
};

const UNITS = /_(w|var|va|v|a|hz|deg|kwh|kvarh|kvah|m3|m3h|c|k|h)$/;

/** Base of a name → [group, place]. */
const PLACES = new Map(Object.entries(GROUPS).flatMap(([group, names]) => names.trim().split(/\s+/)
  .map(base => [base, group])).map(([base, group], place) => [base, [group, place]]));

/** {base, phase, tariff, quadrant}: `energy_import_t1_kwh` is `energy_import` of tariff 1. */
function parts(name) {
  const of = letter => name.match(new RegExp(`_${letter}(\\d+)(?=_|$)`))?.[1];
  return {
    base: name.replace(/_[ltq]\d+(?=_|$)/g, '').replace(UNITS, ''),
    phase: of('l'),
    tariff: of('t'),
    quadrant: of('q'),
  };
}

/** The name of `energy_import_t1_kwh` in words; `medium`: of its meter, for what is measured in cubic metres. */
export function quantityName(name, medium) {
  const {base, phase, tariff, quadrant} = parts(name);
  const key = [`quantity.${base}_${medium}`, `quantity.${base}`].find(has);
  if (!key || !PLACES.has(base)) {
    return t('quantity.unnamed', {code: code(name)});
  }
  let words = t(key);
  for (const [part, n] of Object.entries({quadrant, phase, tariff})) {
    words = n ? t(`quantity.with_${part}`, {name: words, n: Number(n)}) : words;
  }
  return words;
}

/** `x_1_0_96_1_9` → `1-0:96.1.9`; other names stay. */
function code(name) {
  const groups = name.match(/^x_(\d+)_(\d+)_(\d+)_(\d+)_(\d+)$/);
  return groups ? `${groups[1]}-${groups[2]}:${groups.slice(3).join('.')}` : name.replace(/^x_/, '');
}

/** power, energy, voltage, current, quality, media or technical. */
export function quantityGroup(name) {
  return PLACES.get(parts(name).base)?.[0] ?? 'technical';
}

/** For sorting names: groups in their order, a whole before its phases and tariffs. */
export function byQuantity(one, other) {
  const [a, b] = [parts(one), parts(other)];
  const place = it => PLACES.get(it.base)?.[1] ?? PLACES.size;
  const number = it => Number(it.quadrant ?? 0) * 10_000 + Number(it.phase ?? 0) * 100 + Number(it.tariff ?? 0);
  return place(a) - place(b) || number(a) - number(b) || one.localeCompare(other);
}

/** [[group, [name, …]], …] of names, all in order. */
export function grouped(names) {
  const sorted = [...names].sort(byQuantity);
  return Object.keys(GROUPS).map(group => [group, sorted.filter(name => quantityGroup(name) === group)])
    .filter(([, members]) => members.length > 0);
}
