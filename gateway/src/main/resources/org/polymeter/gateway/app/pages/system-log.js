/** What the program says. */
import {html, useEffect, useMemo, useRef, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {useEvents} from '../core/events.js';
import {dated} from '../core/format.js';
import {go} from '../core/route.js';
import {t} from '../core/text.js';
import {Button, Icon, Notice, Segmented, Skeleton} from '../core/parts.js';

const LEVELS = ['INFO', 'WARN', 'ERROR'];
const AT_ONCE = 200;

/** More lines nobody scrolls through, and the gateway has no more. */
const MOST = 2000;

export function Log({query}) {
  const level = LEVELS.includes(query.level) ? query.level : 'INFO';
  return html`<${Lines} key=${level} level=${level} />`;
}

function Lines({level}) {
  const [lines, setLines] = useState(null);
  const [older, setOlder] = useState(false);
  const [paused, setPaused] = useState(false);
  const [problem, setProblem] = useState('');
  const [wanted, setWanted] = useState('');
  const end = useRef(0);
  const load = async before => {
    try {
      const page = await get(`/api/app/log?level=${level}&most=${AT_ONCE}${before ? `&before=${before}` : ''}`);
      end.current ||= page.lines.at(-1)?.number || 0;
      setOlder(page.older);
      setLines(known => join(page.lines, known || []));
    } catch (failure) {
      setProblem(failure.message);
    }
  };
  useEffect(() => void load(), []);
  const isFollowing = lines !== null && !paused;
  const address = useMemo(() => isFollowing ? `/api/app/log/live?level=${level}&after=${end.current}` : null, [isFollowing]);
  useEvents(address, ['line'], (kind, line) => {
    end.current = Math.max(end.current, line.number);
    setLines(known => join(known, [line]).slice(-MOST));
  });
  if (problem) {
    return html`<${Notice} kind="bad" title=${problem} />`;
  }
  const shown = (lines || []).filter(line => matches(line, wanted));
  return html`<div class="log">
    <div class="log-tools">
      <${Segmented} label=${t('system.level')} value=${level} options=${LEVELS.map(it => [it, t(`system.level_${it.toLowerCase()}`)])}
        onChange=${it => go('/system', {tab: 'log', level: it === 'INFO' ? '' : it})} />
      <label class="search"><span class="hidden">${t('common.search')}</span><${Icon} name="search" />
        <input type="search" value=${wanted} placeholder=${t('common.search')} onInput=${event => setWanted(event.target.value)} /></label>
      <${Button} icon=${paused ? 'play' : 'pause'} aria-pressed=${paused ? 'true' : 'false'} onClick=${() => setPaused(!paused)}>${t(paused ? 'system.go_on' : 'system.pause')}<//>
      <a class="button" href=${`/api/app/log/text?level=${level}`} download="polymeter.log"><${Icon} name="download" />${t('common.download')}</a>
    </div>
    ${lines === null ? html`<${Skeleton} lines=${8} />` : html`
      <ol class="lines card" reversed aria-label=${t('system.tab_log')} tabindex="0">
        ${[...shown].reverse().map(line => html`<${Line} key=${line.number} line=${line} />`)}
        ${shown.length === 0 && html`<li class="quiet">${t(wanted ? 'system.log_no_match' : 'system.log_empty')}</li>`}
      </ol>
      ${older && html`<${Button} onClick=${() => load(lines[0].number)}>${t('system.older')}<//>`}`}
  </div>`;
}

/** Without what is there twice. */
function join(before, after) {
  const last = before.at(-1)?.number || 0;
  return [...before, ...after.filter(line => line.number > last)];
}

function matches(line, wanted) {
  return !wanted || `${line.where} ${line.text} ${line.thrown || ''}`.toLowerCase().includes(wanted.toLowerCase());
}

function Line({line}) {
  const time = dated(line.time, undefined, {day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit'});
  return html`<li class=${`line ${line.level.toLowerCase()}`}><time datetime=${line.time} class="quiet">${time}</time>
    <span class="level">${t(`system.word_${line.level.toLowerCase()}`)}</span>
    <span class="said">${line.text}${line.thrown && html`<details><summary>${t('system.thrown')}</summary><pre>${line.thrown}</pre></details>`}</span></li>`;
}
