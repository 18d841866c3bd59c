/** What the gateway publishes, as it comes: the state of all meters, and the last quarter of an hour of each. */
import {useState, useEffect, useRef} from '../vendor/preact.js';
import {get} from './api.js';
import {listen} from './events.js';

const STREAM = '/api/1/stream?topic=' + ['meter/+/status', 'meter/+/info', 'meter/+/state', 'meter/+/reading',
  'gateway/+/info', 'gateway/+/stats'].map(encodeURIComponent).join('&topic=');

/** What the stream begins with. It has been asked for before the stream could be, by the document. */
const STATE = '/api/app/state';

/** Milliseconds that a line of the present shows. */
export const WINDOW = 15 * 60_000;

/** More often than that nobody can read. */
const PAUSE = 200;

/** Milliseconds that no reading is late: what says to be older has come from a clock that was set. */
const LATE = 10_000;

const SIGNS = {electricity: 'electricity', gas: 'gas', water: 'water', hot_water: 'water', heat: 'heat', cooling: 'cooling'};

const meters = new Map();
const gateway = {info: null, stats: null, connected: false, told: false};
const watchers = new Set();
let skew = -Infinity;
let scheduled = false;
let shown = -Infinity;
let end = null;

/** The gateway's clock, in milliseconds: that of the browser may be anywhere. */
export function gatewayNow() {
  return Date.now() + (Number.isFinite(skew) ? skew : 0);
}

function meter(id) {
  if (!meters.has(id)) {
    meters.set(id, {id, status: null, info: null, values: {}, times: {}, received: 0, gap: 0, trail: []});
  }
  return meters.get(id);
}

function take(kind, {topic, payload}) {
  const [room, id] = topic.split('/');
  if (room === 'gateway') {
    if (kind === 'info' && gateway.info && gateway.info.version !== payload.version) {
      location.reload(); // this page is of the version before
    }
    gateway[kind] = payload;
  } else if (payload === null || payload === '') {
    meters.delete(id);
  } else if (kind === 'reading' || kind === 'state') {
    hear(meter(id), kind, payload);
  } else {
    meter(id)[kind] = payload;
  }
  schedule();
}

function hear(of, kind, said) {
  const received = Date.parse(said.received || said.time);
  if (kind === 'reading') {
    setClock(received - Date.now());
  }
  const isNew = received > of.received;
  if (kind === 'reading') {
    if (isNew && of.received) {
      of.gap = of.gap ? Math.min(of.gap * 1.2, Math.max(of.gap * 0.8, received - of.received)) : received - of.received;
    }
    Object.assign(of.values, said.values);
    Object.keys(said.values).forEach(name => (of.times[name] = said.time));
  } else {
    of.values = {...said.values};
    of.times = Object.fromEntries(Object.keys(said.values).map(name => [name, said.times?.[name] || said.time]));
  }
  of.quality = said.quality;
  of.time = said.time;
  of.received = Math.max(of.received, received);
  if (isNew && typeof said.values.power_w === 'number') {
    follow(of, received, said.values.power_w);
  }
}

/** The gateway's clock and ours: what came fastest knows best, until one of them is set. */
function setClock(difference) {
  if (difference > skew - LATE) {
    skew = Math.max(skew, difference);
    return;
  }
  skew = difference;
  for (const it of meters.values()) { // nothing is of a time that is yet to come
    it.received = Math.min(it.received, gatewayNow());
    it.trail = it.trail.filter(([time]) => time <= gatewayNow());
  }
}

/** Adds to the trail; what is older than the window leaves it. */
function follow(of, time, watts) {
  of.trail.push([time, watts]);
  while (of.trail.length > 0 && of.trail[0][0] < time - WINDOW) {
    of.trail.shift();
  }
}

/** Puts what was before us before what we have heard: [[millis, watts], …]. */
export function remember(id, before) {
  const of = meter(id);
  const first = of.trail.length ? of.trail[0][0] : Infinity;
  of.trail = [...before.filter(([time]) => time < first), ...of.trail];
  schedule();
}

/** Shows what is new: at once, if nothing was for a while. */
function schedule() {
  if (!scheduled) {
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      shown = performance.now();
      watchers.forEach(watcher => watcher());
    }, Math.max(0, shown + PAUSE - performance.now()));
  }
}

/** Listens from now on, once. */
export function start() {
  if (end) {
    return;
  }
  get(STATE).then(state => gateway.told || state.forEach(message => take(message.topic.split('/')[2], message)))
    .catch(error => console.info(error.message)); // the stream says it, too
  end = listen(STREAM, ['status', 'info', 'state', 'reading', 'stats'], take, connected => {
    if (connected && gateway.told) {
      dropGhosts().catch(error => console.info(error.message));
    }
    gateway.connected = connected;
    gateway.told ||= connected;
    schedule();
  });
}

/** Forgets the meters that went while nobody listened. */
async function dropGhosts() {
  const before = [...meters.keys()];
  const state = await get(STATE);
  const told = new Set(state.map(({topic}) => topic.split('/')[1]));
  before.filter(id => !told.has(id)).forEach(id => meters.delete(id));
  schedule();
}

/** Ends it, as when somebody signs out. */
export function stop() {
  end?.();
  end = null;
  meters.clear();
}

function useLive() {
  const [, count] = useState(0);
  useEffect(() => {
    const watcher = () => count(n => n + 1);
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, []);
}

/** All meters, by name. */
export function useMeters() {
  useLive();
  return [...meters.values()].filter(it => it.status || it.info || it.received).sort(byName);
}

/** {info, stats, connected, told}; told: whether it has ever answered. */
export function useGateway() {
  useLive();
  return gateway;
}

/** Does it each time the gateway answers again. */
export function useReturn(action) {
  const latest = useRef();
  latest.current = action;
  useEffect(() => {
    let away = false;
    const watcher = () => {
      const returns = away && gateway.connected;
      away = gateway.told && !gateway.connected;
      if (returns) {
        latest.current();
      }
    };
    watcher();
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, []);
}

export function nameOf(it) {
  return it.info?.name || it.id;
}

/** The icon of what it measures. */
export function signOf(it) {
  return SIGNS[it.info?.medium] || 'meters';
}

function byName(one, other) {
  return nameOf(one).localeCompare(nameOf(other), undefined, {numeric: true});
}

/** 'offline', 'stale' (three of its readings are missing), or 'fresh'. */
export function freshness(it, now = gatewayNow()) {
  if (it.status === 'offline') {
    return 'offline';
  }
  const patience = it.gap ? 3 * it.gap : (it.info?.interval_s * 3 || it.info?.timeout_s || 60) * 1000;
  return it.received && now - it.received > Math.max(patience, 3000) ? 'stale' : 'fresh';
}
