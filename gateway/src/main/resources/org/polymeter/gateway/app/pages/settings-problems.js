/** What a configuration is refused for. */
import {html} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {Notice} from '../core/parts.js';

export function Problems({problem, onLine}) {
  if (!problem) {
    return null;
  }
  return html`<${Notice} kind="bad" title=${t('settings.refused')}><p>${problem.message}</p>
    <${ProblemList} list=${problem.body?.problems || []} onLine=${onLine} /><//>`;
}

export function ProblemList({list, onLine}) {
  return html`<ul class="problems">${list.map((it, i) => html`<li key=${i}>
    ${onLine ? html`<button type="button" class="line" onClick=${() => onLine(it.line)}>${t('settings.line', {line: it.line})}</button>` : t('settings.line', {line: it.line})}
    ${' '}${it.text}${it.suggestion && html` – <em>${it.suggestion}</em>`}</li>`)}</ul>`;
}
