/** Sources, disks, and what all of it runs on. */
import {html, useState} from '../vendor/preact.js';
import {send} from '../core/api.js';
import {Trouble, troubleTitle} from '../core/health.js';
import {age, bytes, moment, number} from '../core/format.js';
import {gatewayNow} from '../core/live.js';
import {href} from '../core/route.js';
import {t} from '../core/text.js';
import {Button, Card, Icon, Notice, Skeleton, useTick} from '../core/parts.js';

/** One look: all is well, or what is not. */
function Verdict({live, about}) {
  const entries = [...live.sources.values(), ...live.outputs.values()].filter(it => it.trouble);
  const full = about && isFull(about.storage.disk);
  const bad = entries.filter(it => it.trouble.severity === 'bad').length + (full ? 1 : 0);
  const count = entries.length + (full ? 1 : 0);
  if (count === 0) {
    const waiting = [...live.sources.values()].some(it => it.state === 'connecting' || it.state === 'silent');
    return html`<${Notice} kind=${waiting ? 'info' : 'good'} title=${t(waiting ? 'system.starting' : 'system.well')}>
      <p class="quiet">${t(waiting ? 'system.starting_more' : 'system.well_more', {n: live.sources.size, sources: number(live.sources.size)})}</p><//>`;
  }
  return html`<${Notice} kind=${bad ? 'bad' : 'warn'} title=${t('system.wrong', {n: count, count: number(count)})}>
    <ul class="wrongs">${entries.map(it => html`<li key=${it.id}>${it.kind
        ? html`<a href=${href('/system', {tab: 'outputs'})}>${outputName(it)}</a>` : html`<strong>${it.id}</strong>`}: ${troubleTitle(it.trouble)}</li>`)}
      ${full && html`<li><strong>${t('system.disk')}</strong>: ${t('system.disk_full')}</li>`}</ul><//>`;
}

export function outputName(output) {
  return t(`system.kind_${output.kind.replace('-', '_')}`);
}

export function Health({live, about, may}) {
  const sources = [...live.sources.values()];
  return html`<div class="grid">
    <${Verdict} live=${live} about=${about} />
    <section aria-labelledby="sources"><h2 id="sources">${t('system.sources')}</h2>
      <ul class="entries">${sources.map(it => html`<${Source} key=${it.id} source=${it} may=${may} />`)}</ul></section>
    <${Storage} storage=${about?.storage} />
    <${About} about=${about} />
  </div>`;
}

function Source({source, may}) {
  useTick(1000);
  const heard = source.lastFrame || source.lastHeard;
  return html`<li class="entry card">
    <div class="entry-head">
      <${State} entry=${source} words=${t(`system.state_${source.state}`)} />
      <div class="entry-name"><h3>${source.id}</h3><p class="quiet small">${source.where}</p></div>
      ${source.frames > 0 && html`<${Pulse} minutes=${source.minutes} />`}
      <p class="entry-age small">${heard ? t('system.last', {age: age(gatewayNow() - Date.parse(heard))}) : t('system.never')}</p>
    </div>
    ${source.trouble && html`<${Trouble} of=${source}>${may && source.nextRetry && html`<${Retry} path=${`/api/app/source/${encodeURIComponent(source.id)}/retry`} />`}<//>`}
    <${Counts} source=${source} />
  </li>`;
}

/** A sign, and the same in words. */
export function State({entry, words}) {
  const kind = entry.trouble?.severity || ({connecting: 'idle', silent: 'idle', ended: 'idle', starting: 'idle'}[entry.state] || 'good');
  const icon = {bad: 'error', warn: 'warn', idle: 'info', good: 'check'}[kind];
  return html`<span class=${`state ${kind}`}><${Icon} name=${icon} /><span>${words}</span></span>`;
}

export function Retry({path}) {
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    try {
      await send('POST', path);
    } catch (problem) {
      console.info(problem.message); // it was quicker by itself
    }
    setBusy(false);
  };
  return html`<${Button} busy=${busy} onClick=${retry}>${t('system.retry')}<//>`;
}

/** Frames of each minute of the last hour. */
function Pulse({minutes}) {
  const most = Math.max(1, ...minutes);
  const words = t('system.pulse', {count: number(minutes.reduce((sum, it) => sum + it, 0))});
  return html`<svg class="pulse" viewBox="0 0 120 24" preserveAspectRatio="none" role="img" aria-label=${words}>
    <line x1="0" x2="120" y1="23.5" y2="23.5" class="pulse-ground" />
    ${minutes.map((count, i) => count > 0 && html`<rect key=${i} x=${2 * i} width="1.4" y=${23 - 22 * count / most} height=${22 * count / most} />`)}</svg>`;
}

function Counts({source}) {
  const rejects = Object.entries(source.rejected).filter(([, count]) => count > 0);
  if (!source.frames && rejects.length === 0) {
    return null;
  }
  return html`<details class="small counts"><summary>${t('system.counts', {frames: number(source.frames),
      rejected: number(rejects.reduce((sum, [, count]) => sum + count, 0))})}</summary>
    <dl>${source.interval_s !== undefined && html`<div><dt>${t('system.interval')}</dt><dd>${number(source.interval_s, source.interval_s < 10 ? 1 : 0)} s</dd></div>`}
      ${source.clockSkew_ms !== undefined && html`<div><dt>${t('system.skew')}</dt><dd>${number(source.clockSkew_ms / 1000, 1)} s</dd></div>`}
      ${rejects.map(([reason, count]) => html`<div key=${reason}><dt>${t(`system.reject_${reason}`)}</dt><dd>${number(count)}</dd></div>`)}</dl></details>`;
}

function isFull(disk) {
  return disk && disk.free < disk.least;
}

function Storage({storage}) {
  if (!storage) {
    return html`<${Card} title=${t('system.storage')}><${Skeleton} /><//>`;
  }
  if (!storage.disk) {
    return html`<${Card} title=${t('system.storage')}><p class="quiet">${t('system.storage_none')}</p><//>`;
  }
  const {disk, history, journal, frames, rejects} = storage;
  return html`<${Card} title=${t('system.storage')}>
    <div class="bars">
      <${Fill} title=${t('system.disk')} used=${disk.total - disk.free} limit=${disk.total} bad=${isFull(disk)} more=${room(disk, history)} />
      ${history && html`<${Fill} title=${t('system.history')} used=${history.bytes} limit=${history.limit} more=${kept(history)} />`}
      ${journal && html`<${Fill} title=${t('system.journal')} used=${journal.bytes} limit=${journal.limit} more=${t('system.journal_more')} />`}
      ${frames && html`<${Fill} title=${t('system.frames')} used=${frames.bytes} limit=${frames.limit} more=${days(frames.days, frames.limitDays)} />`}
      ${rejects && html`<${Fill} title=${t('system.rejects')} used=${rejects.bytes} limit=${rejects.limit} more=${days(rejects.days, rejects.limitDays)} />`}
    </div>
    <p class="quiet small">${t('system.folder', {folder: storage.data})}</p><//>`;
}

/** For how long the disk has room, if the history goes on as until now. */
function room(disk, history) {
  const free = t('system.free', {free: bytes(disk.free)});
  if (!history?.bytes || !(history.days >= 1)) {
    return free;
  }
  const left = Math.floor((disk.free - disk.least) / (history.bytes / history.days));
  return left > 3650 ? `${free}, ${t('system.left_years')}` : `${free}, ${t('system.left_days', {n: Math.max(0, left), count: number(Math.max(0, left))})}`;
}

function kept(history) {
  if (history.problem) {
    return history.problem;
  }
  const since = history.days === undefined ? t('system.nothing_yet') : days(history.days);
  return `${since} ${t('system.readings_days', {n: history.readingsDays, count: number(history.readingsDays)})}`;
}

function days(count, limit) {
  if (count === undefined) {
    return t('system.nothing_yet');
  }
  if (count < 1) {
    return t('system.less_day');
  }
  const words = number(count, count < 10 ? 1 : 0);
  return limit === undefined ? t('system.kept_days', {n: count, count: words}) : t('system.kept_days_of', {n: limit, count: words, limit: number(limit)});
}

function Fill({title, used, limit, more, bad}) {
  const share = used === undefined ? null : Math.min(100, used / limit * 100);
  return html`<div class="fill"><p class="fill-head"><strong>${title}</strong>
      ${used !== undefined && html`<span>${t('system.of', {used: bytes(used), limit: bytes(limit)})}</span>`}</p>
    ${share !== null && html`<svg class=${bad ? 'bad' : ''} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="fill-ground" width="100" height="8" />
      <rect class="fill-used" width=${Math.max(share, .6)} height="8" /></svg>`}
    <p class="quiet small">${more}</p></div>`;
}

function About({about}) {
  if (!about) {
    return null;
  }
  const {machine} = about;
  const rows = [
    ['gateway', about.gateway],
    ['version', about.version],
    ['started', moment(about.started)],
    ['memory', machine.resident ? t('system.memory_of', {used: bytes(machine.resident), heap: bytes(machine.heap), limit: bytes(machine.heapLimit)})
      : bytes(machine.heap)],
    ['java', machine.java],
    ['machine', t('system.machine_of', {system: machine.system, n: machine.processors, processors: number(machine.processors)})],
  ];
  return html`<${Card} title=${t('system.about')}><dl class="facts">
      ${rows.map(([key, words]) => html`<div key=${key}><dt>${t(`system.${key}`)}</dt><dd>${words}</dd></div>`)}</dl>
    <p class="small quiet">${t('system.licence')} <a href="/app/vendor/licences.txt">${t('system.licences')}</a></p><//>`;
}
