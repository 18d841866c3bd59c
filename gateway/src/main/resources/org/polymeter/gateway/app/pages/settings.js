/** Everything that can be set, by forms or in the file; both are one thing. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get, send} from '../core/api.js';
import {go, useHold} from '../core/route.js';
import {useReturn} from '../core/live.js';
import {t} from '../core/text.js';
import {Button, Dialog, Empty, Notice, Page, Segmented, Skeleton} from '../core/parts.js';
import {FileView} from './settings-file.js';
import {Forms} from './settings-forms.js';
import {ProblemList, Problems} from './settings-problems.js';

export const styles = ['pages/settings.css'];

/** What came of a change. */
function Outcome({done}) {
  if (!done) {
    return null;
  }
  const troubles = [...done.failed, ...done.warnings];
  return html`<div role="status"><${Notice} kind=${troubles.length ? 'warn' : 'good'} title=${t('settings.saved')}>
    ${troubles.map(it => html`<p key=${it}>${it}</p>`)}<//></div>`;
}

export default function Settings({query}) {
  const [settings, setSettings] = useState(null);
  const [problem, setProblem] = useState(null);
  const [done, setDone] = useState(null);
  const [unsaved, setUnsaved] = useState([]);
  const [dialog, setDialog] = useState(null);
  const view = query.view === 'file' ? 'file' : 'forms';
  const held = useHold(unsaved.length > 0, place => place.path === '/settings' && (place.query.view === 'file') === (view === 'file'));
  const load = () => get('/api/app/settings').then(setSettings, setProblem);
  useReturn(() => {
    if (!settings) {
      setProblem(null);
      load();
    }
  });
  useEffect(() => {
    load();
  }, []);
  const save = async (method, path, body) => {
    setDone(null);
    try {
      const answer = await send(method, path, body);
      save.done(answer);
      return answer;
    } catch (failure) {
      setProblem(failure);
      scrollTo(0, 0);
      return null;
    }
  };
  save.done = answer => {
    setProblem(null);
    setDone(answer);
    load();
    scrollTo(0, 0);
  };
  /** What was wrong before is of no interest in it. */
  const open = wanted => {
    setProblem(null);
    setDialog(wanted);
  };
  /** Who has something that is not saved yet. */
  const mark = (who, is) => setUnsaved(list => (is === list.includes(who) ? list : is ? [...list, who] : list.filter(it => it !== who)));
  const toFile = name => {
    const line = settings.text.split('\n').findIndex(it => new RegExp(`\\b(id|type): *["']?${name}\\b`).test(it)) + 1;
    go('/settings', {view: 'file', line: line || undefined});
  };
  const toLine = line => go('/settings', {view: 'file', line});
  if (!settings) {
    return html`<${Page} title=${t('settings.title')}>${problem
      ? problem.status === 404 ? html`<${Empty} icon="settings" title=${t('settings.none')}><p>${t('settings.none_text')}</p><//>` : html`<${Notice} kind="bad">${problem.message}<//>`
      : html`<${Skeleton} lines=${8} />`}<//>`;
  }
  const fromFile = settings.problems.length > 0;
  return html`<${Page} title=${t('settings.title')} actions=${html`<${Segmented} label=${t('settings.view')} value=${view}
      options=${[['forms', t('settings.forms')], ['file', settings.file]]} onChange=${wanted => go('/settings', wanted === 'file' ? {view: 'file'} : {})} />`}>
    ${!settings.exists && html`<${Notice} title=${t('settings.first')}><p>${t('settings.first_text', {file: settings.file})}</p><//>`}
    ${fromFile && html`<${Notice} kind="bad" title=${t('settings.unsound', {file: settings.file})}><p>${t('settings.unsound_text')}</p>
      <${ProblemList} list=${settings.problems} onLine=${toLine} /><//>`}
    ${!dialog && html`<${Problems} problem=${problem} onLine=${view === 'file' ? toLine : undefined} />`}
    <${Outcome} done=${done} />
    ${settings.atNextStart.length > 0 && html`<${Notice} kind="warn" title=${t('settings.restart')}><p>${t('settings.restart_text')}</p><p><strong>${settings.atNextStart.join(', ')}</strong></p><//>`}
    <div class="settings">${view === 'file'
      ? html`<${FileView} settings=${settings} problems=${problem?.body?.problems || settings.problems} save=${save} line=${Number(query.line) || 0} mark=${mark} />`
      : html`<${Forms} settings=${settings} save=${save} mark=${mark} toFile=${toFile} problem=${problem} dialog=${dialog} setDialog=${open} />`}</div>
    ${held.target && html`<${Dialog} title=${t('settings.unsaved')} onClose=${held.stay}><p>${t('settings.unsaved_text')}</p>
      <div class="row"><${Button} kind="danger" onClick=${held.leave}>${t('settings.discard')}<//>
        <${Button} onClick=${held.stay}>${t('settings.stay')}<//></div><//>`}
  <//>`;
}
