/**
 * The form of a meter: `<${MeterForm} meter=${{id, name, role, source, channel, device}} onDone=${…} onCancel=${…} />`,
 * with or without an id.
 * Belongs into a Dialog; brings its own texts. What it saves stands in polymeter.yaml at the meter's source.
 */
import {html, useEffect, useState} from '../vendor/preact.js';
import {get, send} from './api.js';
import {decimal} from './format.js';
import {loadTexts, t} from './text.js';
import {Button, Field, Notice, Skeleton, useStyle} from './parts.js';

const ROLES = ['', 'grid', 'production', 'storage', 'consumption'];
/** Bounds that have fields: [least, most, whose]. The fields show those of the first. */
const BOUNDS = [
  ['leastVoltage', 'mostVoltage', ['voltage_l1_v', 'voltage_l2_v', 'voltage_l3_v']],
  ['leastPower', 'mostPower', ['power_w']],
];

/** Where the file says something of a meter: its source, and the block that names it. */
function placeOf(meter, tree) {
  for (const source of tree.sources || []) {
    const labels = [source.meter, ...Object.values(source.submeters || {}), ...Object.values(source.meters || {})];
    const label = labels.find(it => meter.id && it?.id === meter.id);
    if (label) {
      return {source, label};
    }
  }
  const source = (tree.sources || []).find(it => it.id === meter.source) || {};
  const label = meter.channel ? source.submeters?.[meter.channel] : meter.device ? source.meters?.[meter.device] : source.meter;
  return {source, label: label || {}};
}

/** '207..253' → ['207', '253']. */
function range(limits, name) {
  return (limits?.[name] || '').split('..').concat('').slice(0, 2);
}

function valuesOf(meter, {tree, revision}) {
  const {source, label} = placeOf(meter, tree);
  const bounds = Object.fromEntries(BOUNDS.flatMap(([least, most, [name]]) => {
    const [from, to] = range(label.limits, name);
    return [[least, from], [most, to]];
  }));
  return {
    revision, ...bounds, boundsBefore: bounds,
    name: label.name || meter.name || '', role: label.role || meter.role || '', zone: source.zone || '',
    ratio: source['ct-ratio'] || '',
    plausibility: label.plausibility !== 'off', known: label.limits || {}, isMain: !meter.channel && !meter.device,
  };
}

/** What no id can be stands for a meter that has none in the file: its source tells it. */
function pathOf(meter) {
  return `/api/app/meter/${encodeURIComponent(meter.id || `${meter.source}/`)}`;
}

function isChanged([least, most], {boundsBefore, ...values}) {
  return values[least] !== boundsBefore[least] || values[most] !== boundsBefore[most];
}

/** One bound alone is none. */
function isHalf([least, most], values) {
  return Boolean(values[least].trim()) !== Boolean(values[most].trim());
}

/** What the file is to say; null takes a key out. */
function body(meter, values) {
  const limits = {...values.known};
  // phases may have limits of their own in the file: whoever only renames the meter leaves them alone
  for (const [least, most, names] of BOUNDS.filter(pair => isChanged(pair, values))) {
    names.forEach(name => {
      if (values[least].trim()) {
        limits[name] = `${decimal(values[least])}..${decimal(values[most])}`;
      } else {
        delete limits[name];
      }
    });
  }
  const said = {
    name: values.name.trim() || null, role: values.role || null, plausibility: values.plausibility ? null : 'off',
    limits: Object.keys(limits).length ? limits : null,
  };
  if (values.isMain) {
    said.zone = values.zone.trim() || null;
    said['ct-ratio'] = values.ratio.trim() || null;
  }
  for (const key of ['source', 'channel', 'device']) {
    if (meter[key]) {
      said[key] = String(meter[key]);
    }
  }
  return said;
}

export function MeterForm({meter, onDone, onCancel}) {
  const [values, setValues] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  useStyle('pages/meter-form.css');
  useEffect(() => {
    Promise.all([get('/api/app/settings'), loadTexts('meterform')])
      .then(([settings]) => setValues(valuesOf(meter, settings)), setProblem);
  }, [meter.id]);
  if (!values) {
    return problem ? html`<${Notice} kind="bad">${problem.message}<//>` : html`<${Skeleton} lines=${5} />`;
  }
  const set = key => value => setValues({...values, [key]: value});
  const save = async event => {
    event.preventDefault();
    if (BOUNDS.some(pair => isHalf(pair, values))) {
      setAsked(true);
      return;
    }
    setBusy(true);
    try {
      onDone(await send('PUT', `${pathOf(meter)}?revision=${values.revision}`, body(meter, values)));
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  };
  const flaw = name => {
    const half = asked && BOUNDS.find(pair => pair.includes(name) && isHalf(pair, values));
    return half && !values[name].trim() ? t('meterform.half') : '';
  };
  const bound = (words, name) => html`<${Field} label=${words} id=${`meter-${name}`} inputmode="decimal" error=${flaw(name)} value=${values[name]} onChange=${set(name)} />`;
  const pair = (label, hint, least, most) => html`<fieldset class="pair"><legend>${label}</legend><p class="hint">${hint}</p>
    ${bound(t('meterform.least'), least)}${bound(t('meterform.most'), most)}</fieldset>`;
  return html`<form class="meter-form" onSubmit=${save} autocomplete="off">
    ${problem && html`<${Notice} kind="bad"><p>${problem.message}</p><ul>${(problem.body.problems || []).map(it => html`<li key=${it.text}>${it.text}${it.suggestion && ` – ${it.suggestion}`}</li>`)}</ul><//>`}
    <${Field} label=${t('meterform.name')} hint=${t('meterform.name_hint')} id="meter-name" value=${values.name} onChange=${set('name')} />
    <${Field} label=${t('meterform.role')} hint=${t('meterform.role_hint')} id="meter-role" value=${values.role} onChange=${set('role')}
      options=${ROLES.map(role => [role, t(`meterform.role_${role || 'none'}`)])} />
    ${values.isMain && html`
      <${Field} label=${t('meterform.zone')} hint=${t('meterform.zone_hint')} id="meter-zone" placeholder="Europe/Zurich" value=${values.zone} onChange=${set('zone')} />
      <${Field} label=${t('meterform.ratio')} hint=${t('meterform.ratio_hint')} id="meter-ratio" placeholder="200/5" value=${values.ratio} onChange=${set('ratio')} />`}
    <details open=${asked || undefined}><summary>${t('meterform.limits')}</summary>
      <${Field} type="checkbox" label=${t('meterform.plausibility')} hint=${t('meterform.plausibility_hint')} id="meter-plausibility" value=${values.plausibility} onChange=${set('plausibility')} />
      ${pair(t('meterform.voltage'), t('meterform.voltage_hint'), 'leastVoltage', 'mostVoltage')}
      ${pair(t('meterform.power'), t('meterform.power_hint'), 'leastPower', 'mostPower')}
    </details>
    <div class="row"><button type="submit" class="button main" disabled=${busy}>${t('common.save')}</button>
      <${Button} onClick=${onCancel}>${t('common.cancel')}<//></div>
  </form>`;
}
