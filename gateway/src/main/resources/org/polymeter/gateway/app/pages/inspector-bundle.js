/** Frames for others: without who the meters are. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {t} from '../core/text.js';
import {bytes, number} from '../core/format.js';
import {Button, Card, Field, Notice} from '../core/parts.js';

const HOUR = 3_600_000;
const SPANS = [['1', HOUR], ['24', 24 * HOUR], ['all', 0]];
const BEAT = 700;

export function BundleCard({source}) {
  const [span, setSpan] = useState('1');
  const [run, setRun] = useState(null);
  const progress = useRun(run);
  const begin = () => {
    const name = Math.random().toString(36).slice(2, 14);
    const back = SPANS.find(([key]) => key === span)[1];
    const from = back ? new Date(Date.now() - back).toISOString() : '';
    const query = new URLSearchParams({source: source || '', from, run: name});
    Object.assign(document.createElement('a'), {href: `/api/app/bundle?${query}`, download: ''}).click();
    setRun({name});
  };
  return html`<${Card} kind="bundle" title=${t('inspector.bundle')}>
    <p class="quiet small">${t(source ? 'inspector.bundle_hint_one' : 'inspector.bundle_hint', {source})}</p>
    <${Field} label=${t('inspector.bundle_span')} value=${span} onChange=${setSpan}
      options=${SPANS.map(([key]) => [key, t(`inspector.bundle_span_${key}`)])} />
    <${Button} icon="download" busy=${progress?.state === 'running'} onClick=${begin}>${t('inspector.bundle_make')}<//>
    <div role="status">${progress && html`<${Progress} progress=${progress} />`}</div>
  <//>`;
}

function Progress({progress}) {
  if (progress.state === 'failed') {
    return html`<${Notice} kind="bad" title=${t('inspector.bundle_failed')} />`;
  }
  if (progress.state === 'running') {
    return html`<p class="small">${t('inspector.bundle_running', {count: number(progress.seen), size: bytes(progress.bytes)})}</p>`;
  }
  const left = Object.entries(progress.left_out);
  return html`<p class="small">${t('inspector.bundle_done', {count: number(progress.taken), size: bytes(progress.bytes)})}</p>
    <p class="small">${t(left.length === 0 ? 'inspector.bundle_whole' : 'inspector.bundle_left_out')}</p>
    ${left.length > 0 && html`<ul class="small" lang="en">${left.map(([reason, count]) => html`<li key=${reason}>${count} × ${reason}</li>`)}</ul>`}`;
}

/** Asks how far it is, until it is done. */
function useRun(run) {
  const [progress, setProgress] = useState(null);
  useEffect(() => {
    if (!run) {
      return undefined;
    }
    setProgress({state: 'running', seen: 0, bytes: 0});
    const timer = setInterval(async () => {
      const found = await get(`/api/app/bundle/${run.name}`).catch(() => null);
      if (found) {
        setProgress(found);
      }
      if (found && found.state !== 'running') {
        clearInterval(timer);
      }
    }, BEAT);
    return () => clearInterval(timer);
  }, [run]);
  return progress;
}
