/** #/system: is all well? What is not, and what to do about it. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {useHealthLive} from '../core/health.js';
import {go} from '../core/route.js';
import {t} from '../core/text.js';
import {Page, Segmented, Skeleton} from '../core/parts.js';
import {Health} from './system-health.js';
import {Outputs} from './system-outputs.js';
import {Log} from './system-log.js';
import {Backup} from './system-backup.js';

export const styles = ['pages/system.css'];

const TABS = ['health', 'outputs', 'log', 'backup'];

/** What only changes slowly. */
const PAUSE = 30_000;

export default function System({query, session}) {
  const live = useHealthLive();
  const about = useAbout();
  const may = session.right === 'CHANGE';
  const tabs = TABS.filter(tab => tab !== 'backup' || session.signedIn); // a backup is the owner's
  const tab = tabs.includes(query.tab) ? query.tab : 'health';
  const parts = {health: Health, outputs: Outputs, log: Log, backup: Backup};
  return html`<${Page} title=${t('common.page_system')}>
    <div class="tabs"><${Segmented} label=${t('system.tabs')} value=${tab} options=${tabs.map(it => [it, t(`system.tab_${it}`)])}
      onChange=${wanted => go('/system', {tab: wanted === 'health' ? '' : wanted})} /></div>
    ${live.told || tab === 'log' || tab === 'backup'
      ? html`<${parts[tab]} live=${live} about=${about} may=${may} query=${query} />`
      : html`<${Skeleton} lines=${6} />`}
  <//>`;
}

/** Version, disks, memory; null before they are known. */
function useAbout() {
  const [about, setAbout] = useState(null);
  useEffect(() => {
    const ask = () => document.hidden || get('/api/app/health').then(setAbout, () => {});
    ask();
    const timer = setInterval(ask, PAUSE);
    return () => clearInterval(timer);
  }, []);
  return about;
}
