/** The file itself, with numbers beside its lines. */
import {html, useEffect, useRef, useState} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {Button, Card} from '../core/parts.js';
import {ProblemList} from './settings-problems.js';

export function FileView({settings, problems, save, line, mark}) {
  const [text, setText] = useState(settings.text);
  const area = useRef();
  const gutter = useRef();
  const bad = new Set(problems.map(it => it.line));
  useEffect(() => setText(settings.text), [settings.revision]);
  useEffect(() => mark('file', text !== settings.text), [text, settings.text]);
  useEffect(() => () => mark('file', false), []);
  useEffect(() => show(line), [line]);
  const lines = text.split('\n');
  function show(number) {
    if (number && area.current) {
      const start = lines.slice(0, number - 1).join('\n').length + (number > 1 ? 1 : 0);
      area.current.focus();
      area.current.setSelectionRange(start, start + (lines[number - 1] || '').length);
      area.current.scrollTop = Math.max(0, (number - 5) * parseFloat(getComputedStyle(area.current).lineHeight));
    }
  }
  return html`<${Card}><p class="quiet">${t('settings.file_text', {file: settings.file})}</p>
    ${problems.length > 0 && html`<${ProblemList} list=${problems} onLine=${show} />`}
    <div class="editor"><ol ref=${gutter} aria-hidden="true">${lines.map((_, i) => html`<li key=${i} class=${bad.has(i + 1) ? 'bad' : ''}>${i + 1}</li>`)}</ol>
      <label class="hidden" for="yaml">${settings.file}</label>
      <textarea id="yaml" ref=${area} wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off" value=${text}
        onInput=${event => setText(event.target.value)} onScroll=${event => (gutter.current.scrollTop = event.target.scrollTop)}></textarea></div>
    <p class="hint quiet small">${t('settings.file_secrets')}</p>
    <div class="row"><${Button} kind="main" disabled=${text === settings.text} onClick=${() => save('PUT', '/api/app/settings', {text, revision: settings.revision})}>${t('common.save')}<//>
      <${Button} disabled=${text === settings.text} onClick=${() => setText(settings.text)}>${t('settings.discard')}<//></div><//>`;
}
