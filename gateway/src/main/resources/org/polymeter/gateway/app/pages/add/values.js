/** What the meter says, in plain words; its name and role; and saving it. */
import {html, useEffect, useState} from '../../vendor/preact.js';
import {send} from '../../core/api.js';
import {number, power} from '../../core/format.js';
import {quantityName} from '../../core/quantity.js';
import {href} from '../../core/route.js';
import {t} from '../../core/text.js';
import {Age, Button, Card, Field, Icon, Notice, Skeleton} from '../../core/parts.js';

const ROLES = ['grid', 'production', 'storage', 'consumption'];
/** What is shown first of a meter: one of heat counts the water, too. */
const REGISTERS = ['heat_energy_kwh', 'heat_energy_gj', 'cooling_energy_kwh', 'volume_m3', 'energy_kwh'];

export function ValuesStep(props) {
  const {listening, to, query, secrets, setSecrets} = props;
  const [name, setName] = useState(t('add.name_usual'));
  const [role, setRole] = useState('grid');
  const [differs, setDiffers] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const report = listening.report;
  const meters = report?.reading?.meters || [];
  const main = meters.find(it => !it.parent) || meters[0];
  const lost = report && !main;
  const locked = report?.found?.sealed && !secrets.key;
  useEffect(() => {
    if (!query.listening || lost || locked) {
      to('listen');
    }
  }, [query.listening, lost, locked]);
  if (!main) {
    return html`<h2>${t('add.values_q')}</h2><${Skeleton} lines=${5} />`;
  }
  const save = async () => {
    setBusy(true);
    setProblem(null);
    await listening.end();
    try {
      const answer = await send('POST', '/api/app/source', source(props, report, main, name, role));
      setSecrets({later: (answer?.applied || []).length === 0});
      to('done');
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return html`<h2>${t('add.values_q')}</h2><p class="quiet">${t('add.values_hint')}</p>
    ${secrets.verdict && html`<${Notice} kind="good"><p>${t('add.verdict_' + secrets.verdict)}</p><//>`}
    <${Meter} meter=${main} model=${report.found?.meter || main.model} />
    ${report.reading.withheld.length > 0 && html`<${Withheld} values=${report.reading.withheld} />`}
    ${meters.length > 1 && html`<h3>${t('add.also')}</h3><ul class="also">${meters.filter(it => it !== main).map(it => html`
      <li key=${it.meter}><${Icon} name=${it.medium} /><strong>${medium(it.medium)}</strong> ${first(it)}</li>`)}</ul>`}
    <${Card} kind="naming">
      <${Field} label=${t('add.name')} id="meter-name" value=${name} onChange=${setName} maxlength="60" autocomplete="off" />
      ${main.medium === 'electricity' && html`<${Field} label=${t('add.role')} id="meter-role" value=${role} onChange=${setRole} options=${ROLES.map(it => [it, t('add.role_' + it)])} />`}
      ${problem && html`<${Notice} kind="bad" title=${t('add.save_failed')}><p>${problem.message}</p>
        ${problem.body?.problems && html`<ul>${problem.body.problems.map((it, i) => html`<li key=${i}>${it.text}</li>`)}</ul>`}<//>`}
      <div class="row"><${Button} kind="main" icon="check" busy=${busy} disabled=${!name.trim()} onClick=${save}>${t('add.save')}<//>
        <${Button} onClick=${() => setDiffers(!differs)} aria-expanded=${differs ? 'true' : 'false'}>${t('add.differs')}<//></div>
      ${differs && html`<div class="differs"><${Notice} kind="warn" title=${t('add.differs_title')}><p>${t('add.differs_hint')}</p><//></div>`}
    <//>`;
}

/** Five figures at most; the rest is one tap away. */
function Meter({meter, model}) {
  const value = name => meter.values.find(it => it.name === name);
  const watts = value('power_w');
  const volume = meter.medium === 'electricity' ? null : standing(meter);
  const figures = [
    watts && {words: t(watts.value < 0 ? 'add.export' : 'add.import'), way: watts.value < 0 ? 'export' : 'import', ...power(watts.value)},
    ...registers(meter, 'import'), ...registers(meter, 'export'),
    volume && {words: t('add.reading_volume'), value: number(volume.value, 3), unit: volume.unit},
    value('voltage_l1_v') && {words: t('add.voltage'), value: number(value('voltage_l1_v').value, 1), unit: 'V'},
  ].filter(Boolean);
  const newest = meter.values.reduce((latest, it) => (it.received > latest ? it.received : latest), '');
  return html`<${Card} kind="preview" label=${model || meter.meter}>
    <header><strong>${model || medium(meter.medium)}</strong> <${Age} since=${Date.parse(newest)} /></header>
    <dl class="figures">${figures.map((it, i) => html`<div key=${it.words + i}><dt>${it.words}</dt>
      <dd class=${it.way || ''}><span class="big">${it.value}</span> ${it.unit}</dd></div>`)}</dl>
    <details><summary>${t('add.more', {count: number(meter.values.length)})}</summary>
      <dl class="all">${meter.values.map(it => html`<div key=${it.name}><dt>${quantityName(it.name)}</dt>
        <dd>${typeof it.value === 'number' ? number(it.value, decimals(it.value)) : String(it.value)} ${it.unit || ''}</dd></div>`)}</dl></details><//>`;
}

/** The total, or one for each tariff where there is none. */
function registers(meter, direction) {
  const words = t('add.reading_' + direction);
  const total = meter.values.find(it => it.name === `energy_${direction}_kwh`);
  const figure = (it, name) => ({words: name, value: number(it.value, Math.min(3, decimals(it.value))), unit: it.unit || 'kWh'});
  if (total && !meter.values.some(it => it.name === `energy_${direction}_t1_kwh`)) {
    return [figure(total, words)];
  }
  return meter.values.filter(it => new RegExp(`^energy_${direction}_t\\d_kwh$`).test(it.name))
    .map(it => figure(it, `${words} ${it.name.match(/_t(\d)_/)[1]}`));
}

function decimals(value) {
  return (String(value).split('.')[1] || '').length;
}

function medium(word) {
  return t(['electricity', 'gas', 'water', 'heat', 'cooling'].includes(word) ? 'add.medium_' + word : 'add.medium_other');
}

/** The value that says most about a meter of something else than electricity. */
function standing(meter) {
  return REGISTERS.map(name => meter.values.find(it => it.name === name)).find(Boolean) || meter.values.find(it => typeof it.value === 'number');
}

function first(meter) {
  const value = standing(meter);
  return value ? `${number(value.value, decimals(value.value))} ${value.unit || ''}` : '';
}

function Withheld({values}) {
  return html`<${Notice} kind="warn" title=${t('add.withheld')}><ul>${values.map(it => html`
    <li key=${it.name}>${quantityName(it.name)}: ${number(it.value, decimals(it.value))} ${it.unit || ''} – ${t('add.reason_' + it.reason, {least: number(it.least), most: number(it.most)})}</li>`)}</ul><//>`;
}

/** The new source, in the words of polymeter.yaml. */
function source({query, country, operator, secrets}, report, meter, name, role) {
  const label = {name: name.trim(), ...(meter.medium === 'electricity' && {role})};
  const common = {id: idOf(name), ...(country?.zone && {zone: country.zone})};
  if (query.way === 'mqtt') {
    return {...common, type: 'mqtt', protocol: secrets.device.protocol, broker: secrets.broker, topics: [secrets.device.topic], meters: {[secrets.device.name]: label}};
  }
  const keys = {...(secrets.key && {key: secrets.key}), ...(secrets.authKey && {'auth-key': secrets.authKey})};
  const asked = operator?.dialogue ? {dialogue: operator.dialogue} : {};
  const where = query.way === 'tcp' ? {type: 'tcp', host: query.host, port: Number(query.port)} : {type: 'serial', port: query.port, line: report.found.line};
  return {...common, ...where, protocol: report.found.protocol, ...asked, ...keys, meter: label};
}

/** A short name for topics and logs. */
function idOf(name) {
  const plain = name.normalize('NFD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '').toLowerCase().slice(0, 24);
  return `${plain || 'meter'}-${Date.now().toString(36).slice(-4)}`;
}

export function DoneStep({secrets, to}) {
  return html`<div class="add-done"><span class="tick"><${Icon} name="check" /></span><h2>${t('add.done')}</h2>
    <p class="quiet">${t(secrets.later ? 'add.done_next' : 'add.done_hint')}</p>
    <p class="row"><a class="button main" href=${href('/now')}>${t('add.done_now')}</a><${Button} onClick=${() => to('country')}>${t('add.done_more')}<//></p></div>`;
}
