/** #/add: five steps from "where do you live" to a meter that is read. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get} from '../core/api.js';
import {go, href} from '../core/route.js';
import {useReturn} from '../core/live.js';
import {t} from '../core/text.js';
import {Button, Notice, Page, Skeleton} from '../core/parts.js';
import {CountryStep, GridStep} from './add/place.js';
import {WireStep} from './add/wire.js';
import {ListenStep} from './add/listen.js';
import {ValuesStep, DoneStep} from './add/values.js';
import {useListening} from './add/listening.js';

export const styles = ['pages/add.css'];

const STEPS = ['country', 'grid', 'wire', 'listen', 'values'];

/** What stays in the address beyond a step: all that was decided before it. */
const DECIDED = {
  country: [],
  grid: ['country'],
  wire: ['country', 'op', 'socket'],
  listen: ['country', 'op', 'socket', 'way', 'port', 'host', 'device'],
  values: ['country', 'op', 'socket', 'way', 'port', 'host', 'device', 'listening'],
};

export default function Add({query}) {
  const [countries, setCountries] = useState(null);
  const [problem, setProblem] = useState('');
  // what must not be in an address: passwords and keys
  const [secrets, setSecrets] = useState({});
  const load = () => get('/api/app/country').then(found => setCountries(found.countries), error => setProblem(error.message));
  useEffect(() => void load(), []);
  useReturn(() => {
    if (!countries) {
      setProblem('');
      load();
    }
  });
  const step = query.step in DECIDED || query.step === 'done' ? query.step : 'country';
  const listening = useListening(step === 'listen' || step === 'values' ? query.listening : null);
  const to = (next, decisions = {}) => {
    const kept = Object.fromEntries((DECIDED[next] || []).filter(key => query[key]).map(key => [key, query[key]]));
    go('/add', {step: next, ...kept, ...decisions});
  };
  const back = () => {
    listening.end();
    to(STEPS[Math.max(0, STEPS.indexOf(step) - 1)]);
  };
  useEffect(() => {
    const escape = event => {
      if (event.key === 'Escape' && (step === 'listen' || step === 'values') && !document.querySelector('dialog[open]')) {
        listening.end();
        to('wire');
      }
    };
    addEventListener('keydown', escape);
    return () => removeEventListener('keydown', escape);
  }, [step, query.listening]);
  useEffect(() => focusHeading(), [step]);
  if (problem) {
    return html`<${Page} title=${t('common.page_add')}><${Notice} kind="bad">${problem}<//><//>`;
  }
  if (!countries) {
    return html`<${Page} title=${t('common.page_add')}><${Skeleton} lines=${6} /><//>`;
  }
  const country = countries.find(it => it.code === query.country);
  const operator = country?.operators[query.op];
  const shared = {query, countries, country, operator, to, secrets, setSecrets, listening};
  const Step = {country: CountryStep, grid: GridStep, wire: WireStep, listen: ListenStep, values: ValuesStep, done: DoneStep}[step];
  return html`<${Page} title=${t('common.page_add')} actions=${step !== 'done' && html`
      ${step !== 'country' && html`<${Button} kind="quiet" icon="left" onClick=${back}>${t('add.back')}<//>`}
      <a class="button quiet" href=${href('/now')} onClick=${() => listening.end()}>${t('add.cancel')}</a>`}>
    ${step !== 'done' && html`<${Progress} step=${step} />`}
    <div class="add-step"><${Step} key=${step} ...${shared} /></div>
  <//>`;
}

/** Who cannot see it is told that the question has changed. */
function focusHeading() {
  const heading = document.querySelector('.add-step h2');
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({preventScroll: true});
  }
}

function Progress({step}) {
  const at = STEPS.indexOf(step);
  return html`<ol class="add-progress">${STEPS.map((name, i) => html`
    <li key=${name} class=${i < at ? 'past' : i === at ? 'here' : ''} aria-current=${i === at ? 'step' : undefined}>
      <span class="hidden">${t('add.step', {number: i + 1, of: STEPS.length})}: </span><span class="name">${t('add.step_' + name)}</span></li>`)}</ol>`;
}
