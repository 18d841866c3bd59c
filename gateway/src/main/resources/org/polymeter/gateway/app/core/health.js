/** How sources and outputs are, as it changes, and what is wrong with them in plain words. */
import {html, useState} from '../vendor/preact.js';
import {useEvents} from './events.js';
import {clock, moment} from './format.js';
import {Icon, Notice, useTick} from './parts.js';
import {freshness, gatewayNow} from './live.js';
import {has, t} from './text.js';

/** {sources, outputs, told}: maps by id, in the order of the configuration. */
export function useHealthLive() {
  const [known, setKnown] = useState({sources: new Map(), outputs: new Map(), told: false});
  useEvents('/api/app/health/live', ['source', 'output', 'gone'], (kind, data) => setKnown(before => {
    const after = {sources: new Map(before.sources), outputs: new Map(before.outputs), told: true};
    const room = (kind === 'gone' ? data.kind : kind) === 'source' ? after.sources : after.outputs;
    if (kind === 'gone') {
      room.delete(data.id);
    } else {
      room.set(data.id, data);
    }
    return after;
  }));
  return known;
}

/** What is wrong, in a few words. */
export function troubleTitle(trouble) {
  return has(`trouble.${trouble.code}`) ? t(`trouble.${trouble.code}`) : trouble.text;
}

/** What is wrong, since when, what to do, and when it is tried again. `children`: what can be done here. */
export function Trouble({of, children}) {
  const {trouble} = of;
  const advice = `trouble.${trouble.code}_do`;
  return html`<div class=${`trouble ${trouble.severity}`}>
    <${Icon} name=${trouble.severity === 'bad' ? 'error' : 'warn'} />
    <div>
      <p class="trouble-title"><strong>${troubleTitle(trouble)}</strong> ${trouble.severity === 'bad'
        && html`<span class="quiet small">${t('trouble.since', {since: moment(of.since)})}</span>`}</p>
      ${has(advice) && html`<p>${t(advice)}</p>`}
      ${(of.nextRetry || children) && html`<div class="row">${of.nextRetry && html`<${NextRetry} at=${of.nextRetry} />`}${children}</div>`}
      ${trouble.detail && html`<details class="small"><summary>${t('trouble.detail')}</summary><p class="mono">${trouble.detail}</p></details>`}
    </div></div>`;
}

/** What is wrong with a meter that says nothing, since when, and what to try; brings no texts: those are of 'now'. */
export function Silence({meter}) {
  const state = freshness(meter);
  if (state === 'fresh') {
    return null;
  }
  return state === 'offline'
    ? html`<${Notice} kind="bad" title=${t('now.offline', {since: meter.received ? moment(meter.received) : ''})}><p>${t('now.offline_hint')}</p><//>`
    : html`<${Notice} kind="warn" title=${t('now.stale', {since: meter.received ? clock(meter.received, undefined, true) : ''})}><p>${t('now.stale_hint')}</p><//>`;
}

/** Counts down. */
function NextRetry({at}) {
  useTick(1000);
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - gatewayNow()) / 1000));
  return html`<span class="quiet small">${seconds > 0 ? t('trouble.next', {n: seconds, count: seconds}) : t('trouble.trying')}</span>`;
}
