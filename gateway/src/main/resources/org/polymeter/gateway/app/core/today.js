/** What today has brought: asked once, and carried on by what the registers say since. */
import {useEffect, useState} from '../vendor/preact.js';
import {get} from './api.js';
import {WINDOW, gatewayNow, remember} from './live.js';

const HOUR = 3_600_000;
/** Registers, first what says most about a meter: one of heat counts the water, too. */
const NAMES = ['heat_energy_kwh', 'cooling_energy_kwh', 'volume_m3', 'energy_import_kwh', 'energy_export_kwh'];

/** What the registers of all meters counted since midnight when we asked, by meter and name; `until`: it holds, in milliseconds. */
let counted = {until: 0, meters: new Map()};
let asking = null;

/** Answers by path. */
const answers = new Map();

/** Asks once, and again if that has failed. */
function once(path) {
  if (!answers.has(path)) {
    answers.set(path, get(path).catch(error => {
      answers.delete(path);
      throw error;
    }));
  }
  return answers.get(path);
}

/** What the gateway keeps: {history, tariffs}. */
function kept() {
  return once('/api/app/about');
}

/**
 * What each register of a meter counted since midnight, by name; empty as long as nobody knows. What the registers
 * have counted since we asked is added.
 */
export function useToday(meter) {
  const [, render] = useState(0);
  const isDue = gatewayNow() >= counted.until;
  useEffect(() => {
    if (isDue) {
      asking ??= count().finally(() => (asking = null));
      asking.then(() => render(n => n + 1));
    }
  }, [isDue]);
  const today = {};
  for (const [name, {usage, register}] of Object.entries(counted.meters.get(meter.id) || {})) {
    const value = meter.values[name];
    today[name] = usage + (typeof value === 'number' && value >= register ? value - register : 0);
  }
  return today;
}

function keepsHistory() {
  return kept().then(({history}) => history, () => false);
}

async function count() {
  const meters = new Map();
  let end = Infinity;
  if (await keepsHistory()) {
    const query = `${NAMES.map(name => 'name=' + name).join('&')}&period=day&at=today&resolution=day`;
    const answer = await get(`/api/1/history?${query}`).catch(() => ({meters: []}));
    for (const {meter, series, to} of answer.meters) {
      const usages = series.filter(it => it.usage?.length > 0)
        .map(it => [it.name, {usage: it.usage.at(-1), register: it.register.value.at(-1)}]);
      if (usages.length > 0) {
        meters.set(meter, Object.fromEntries(usages));
        end = Math.min(end, Date.parse(to)); // of the day where the meter is
      }
    }
  }
  counted = {until: Math.min(end, gatewayNow() + (meters.size > 0 ? HOUR : HOUR / 12)), meters};
}

let isRemembered = false;

/** Asks once for the lines of the last quarter of an hour before this page was opened. */
export function usePast() {
  useEffect(() => {
    if (!isRemembered) {
      isRemembered = true;
      fetchPast();
    }
  }, []);
}

async function fetchPast() {
  if (!await keepsHistory()) {
    return;
  }
  const query = `name=power_w&from=-${WINDOW / 60_000}m&to=now&resolution=reading`;
  const answer = await get(`/api/1/history?${query}`).catch(() => ({meters: []}));
  for (const {meter, series} of answer.meters) {
    if (series[0]?.value) {
      remember(meter, series[0].time.map((time, i) => [time * 1000, series[0].value[i]]));
    }
  }
}

/** What the energy of today costs, by the tariff of a meter: {amount, currency, forecast}; null if it has none. */
export function useMoney(id) {
  const [money, setMoney] = useState(null);
  useEffect(() => {
    let wanted = true;
    const look = () => cost(id).then(found => wanted && setMoney(found)).catch(() => {});
    look();
    const timer = setInterval(() => document.hidden || look(), 60_000);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [id]);
  return money;
}

async function cost(id) {
  const {history, tariffs: any} = await kept();
  if (!history || !any) {
    return null;
  }
  const tariff = (await once('/api/1/tariff')).find(it => it.meter === id);
  if (!tariff) {
    return null;
  }
  const path = `/api/1/tariff/${encodeURIComponent(tariff.tariff)}`;
  const [day, forecast] = await Promise.all([get(`${path}/cost?period=day&at=today`), get(`${path}/forecast`).catch(() => null)]);
  return {day, forecast, currency: tariff.currency};
}

/** The register that says most about a meter, of values by name; undefined: there is none. */
export function registerOf(values) {
  return [...NAMES, 'energy_kwh'].find(it => typeof values[it] === 'number');
}
