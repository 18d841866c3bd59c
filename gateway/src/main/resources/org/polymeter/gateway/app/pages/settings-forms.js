/** What most people set, in forms; what has no field here stays as it is in the file. */
import {html, useEffect, useState} from '../vendor/preact.js';
import {decimal} from '../core/format.js';
import {t} from '../core/text.js';
import {Button, Card, Dialog, Field, Icon} from '../core/parts.js';
import {MeterForm} from '../core/meter-form.js';
import {Problems} from './settings-problems.js';

const PROTOCOLS = ['auto', 'p1', 'hdlc', 'mbus', 'readout', 'sml', 'tic', 'apdu'];
const FORMATS = ['profile', 'homie', 'smartmeter-datacollector', 'rl-dsp', 'go-smartmeter-reader', 'evn-kaifa', 'dsmr-reader', 'hackday'];
const SECRETS = ['key', 'auth-key', 'password', 'token'];
/** With what holds if the file says nothing. */
const FLAGS = {tls: false, announce: true};
const CHOICES = {protocol: PROTOCOLS};

/** By list and type of its blocks: the keys that have a field. */
const FIELDS = {
  output: {
    mqtt: ['host', 'port', 'tls', 'user', 'password', 'format'],
    broker: ['bind', 'port'],
    influxdb: ['url', 'database', 'org', 'bucket', 'user', 'password', 'token'],
    'http-post': ['url', 'token', 'user', 'password', 'format'],
    http: ['bind', 'port', 'announce'],
    console: ['format'],
  },
  source: {
    serial: ['id', 'port', 'line', 'protocol', 'key', 'auth-key'],
    tcp: ['id', 'host', 'port', 'protocol', 'key', 'auth-key'],
    auto: ['id', 'port', 'key', 'auth-key'],
  },
  price: {file: ['id', 'file', 'step', 'per']},
};
const NEEDED = {mqtt: ['host'], influxdb: ['url'], 'http-post': ['url'], serial: ['id', 'port'], tcp: ['id', 'host', 'port'], auto: ['id', 'port'], file: ['id', 'file', 'step', 'per']};
const EXAMPLES = {host: '192.168.1.5', bind: '127.0.0.1', url: 'http://192.168.1.5:8086', line: '115200 8N1', step: '15m', per: 'kWh', file: 'spot.csv'};

/** Groups of keys at the top of the file: [key, key inside it]. */
const GATEWAY = [['zone'], ['state', 'interval'], ['state', 'max-age'], ['clock', 'max-skew']];
const STORAGE = [['history', 'readings'], ['history', 'max-size'], ['history', 'min-free'], ['journal', 'max-size'], ['journal', 'sync'], ['archive', 'max-size'], ['archive', 'max-age']];
const DANGER = [['gateway'], ['root'], ['data']];

function formats(type) {
  return {mqtt: FORMATS, console: ['table', 'json'], 'http-post': ['array', 'ndjson', 'object']}[type] || [];
}

/** What a block of the file is, in a few words. */
function summary(block) {
  const address = block.url || (block.host || block.bind || block.port && !String(block.port).startsWith('/') ? [block.host || block.bind || '', block.port].filter(it => it !== undefined).join(':') : block.port) || block.broker?.host || block.path || block.file;
  return [address, block.line, block.protocol, block.format].filter(Boolean).join(' · ');
}

/** A few keys of the file in one form; each says what holds if it is empty. */
function Group({title, text, keys, settings, save, mark, danger}) {
  const said = ([key, inner]) => (inner ? settings.tree[key]?.[inner] : settings.tree[key]) ?? '';
  const usual = ([key, inner]) => (inner ? settings.defaults[key]?.[inner] : settings.defaults[key]) ?? '';
  const [edits, setEdits] = useState({});
  const values = Object.fromEntries(keys.map(key => [key.join('.'), edits[key.join('.')] ?? said(key)]));
  const changed = keys.filter(key => values[key.join('.')] !== said(key));
  // what was saved is none of ours any more; what was not, stays
  useEffect(() => setEdits(Object.fromEntries(changed.map(key => [key.join('.'), values[key.join('.')]]))), [settings.revision]);
  useEffect(() => mark(title, changed.length > 0), [changed.length > 0]);
  useEffect(() => () => mark(title, false), []);
  const submit = async event => {
    event.preventDefault();
    let revision = settings.revision;
    for (const top of new Set(changed.map(key => key[0]))) {
      const whole = keys.filter(key => key[0] === top);
      let value = values[top] || null;
      if (whole[0][1]) {
        value = {...settings.tree[top]};
        whole.forEach(key => {
          value[key[1]] = values[key.join('.')];
          if (!value[key[1]]) {
            delete value[key[1]];
          }
        });
        value = Object.keys(value).length ? value : null;
      }
      const done = await save('PUT', `/api/app/setting/${top}?revision=${revision}`, {value});
      if (!done) {
        return;
      }
      revision = done.revision;
    }
  };
  return html`<${Card} title=${title} kind=${danger ? 'danger' : ''}><p class="quiet">${text}</p>
    <form onSubmit=${submit} autocomplete="off"><div class="fields">${keys.map(key => {
      const name = key.join('.');
      return html`<${Field} key=${name} id=${`set-${key.join('-')}`} label=${t(`settings.k_${key.join('_').replace('-', '_')}`)}
        hint=${t('settings.usual', {value: usual(key)})} value=${values[name]} onChange=${value => setEdits({...edits, [name]: value})} />`;
    })}</div>
    <button type="submit" class=${`button ${danger ? 'danger' : 'main'}`} disabled=${changed.length === 0}>${t('common.save')}</button></form><//>`;
}

/** A source, an output or a series of prices: its fields; what has none stays as it is in the file. */
function BlockForm({word, block, onSave, onCancel}) {
  const types = Object.keys(FIELDS[word]);
  const [values, setValues] = useState(() => ({type: types[0], ...block}));
  const type = word === 'price' ? 'file' : values.type;
  const set = key => value => setValues({...values, [key]: value});
  const isOn = flag => (values[flag] === undefined ? FLAGS[flag] : String(values[flag]) === 'true');
  const submit = event => {
    event.preventDefault();
    const known = new Set(block ? Object.keys(block) : []);
    const wanted = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== ''
      && (key === 'type' || FIELDS[word][type].includes(key) || (known.has(key) && block.type === values.type))));
    for (const flag of FIELDS[word][type].filter(key => key in FLAGS && (known.has(key) || isOn(key) !== FLAGS[key]))) {
      wanted[flag] = String(isOn(flag));
    }
    if (word === 'price') {
      delete wanted.type;
    }
    onSave(wanted);
  };
  const field = key => {
    const kept = SECRETS.includes(key) && block?.[`${key}-file`];
    const common = {key, id: `block-${key}`, label: t(`settings.f_${key.replace('-', '_')}`), value: values[key] ?? '', onChange: set(key)};
    if (key in FLAGS) {
      return html`<${Field} type="checkbox" ...${common} value=${isOn(key)} />`;
    }
    const options = key === 'format' ? formats(type) : CHOICES[key];
    if (options) {
      return html`<${Field} ...${common} value=${values[key] || options[0]} options=${options.map(it => [it, it])} />`;
    }
    return html`<${Field} ...${common} type=${SECRETS.includes(key) ? 'password' : 'text'} autocomplete="off" spellcheck="false"
      hint=${kept ? t('settings.kept') : undefined} required=${(NEEDED[type] || []).includes(key)} placeholder=${EXAMPLES[key]} disabled=${key === 'id' && Boolean(block)} />`;
  };
  return html`<form onSubmit=${submit} autocomplete="off">
    ${word !== 'price' && html`<${Field} label=${t('settings.type')} id="block-type" value=${values.type} onChange=${set('type')} disabled=${Boolean(block)}
      options=${types.map(it => [it, t(`settings.${word}_${it.replace('-', '_')}`)])} />`}
    ${FIELDS[word][type].map(field)}
    <div class="row"><button type="submit" class="button main">${t('common.save')}</button><${Button} onClick=${onCancel}>${t('common.cancel')}<//></div>
  </form>`;
}

/** What one pays, as most contracts are; others are written in the file. */
function TariffForm({meters, onSave, onCancel}) {
  const [values, setValues] = useState({id: 'house', meter: meters[0] || '', currency: 'EUR', price: '', base: '', feed: '', vat: ''});
  const set = key => value => setValues({...values, [key]: value.trim()});
  const submit = event => {
    event.preventDefault();
    const components = [{name: t('settings.tariff_energy'), price: decimal(values.price)}];
    if (values.base) {
      components.push({name: t('settings.tariff_base'), price: decimal(values.base), per: 'month'});
    }
    if (values.feed) {
      components.push({name: t('settings.tariff_feed'), of: 'export', price: decimal(values.feed)});
    }
    const contract = {...(values.vat ? {vat: `${decimal(values.vat)}%`} : {}), components};
    onSave({id: values.id, meter: values.meter, currency: values.currency, contracts: [contract]});
  };
  const field = (key, rest = {}) => html`<${Field} key=${key} id=${`tariff-${key}`} label=${t(`settings.t_${key}`)} value=${values[key]} onChange=${set(key)} ...${rest} />`;
  return html`<form onSubmit=${submit} autocomplete="off"><p class="quiet">${t('settings.tariff_hint')}</p>
    ${field('id', {required: true})}${field('meter', {required: true})}${field('currency', {required: true})}
    ${field('price', {required: true, inputmode: 'decimal', placeholder: '0.27'})}${field('base', {inputmode: 'decimal'})}
    ${field('feed', {inputmode: 'decimal'})}${field('vat', {inputmode: 'decimal'})}
    <div class="row"><button type="submit" class="button main">${t('common.save')}</button><${Button} onClick=${onCancel}>${t('common.cancel')}<//></div></form>`;
}

function Rows({list, describe, onEdit, onRemove}) {
  return html`<ul class="rows">${list.map((block, i) => {
    const [title, detail] = describe(block);
    return html`<li key=${i}><div><strong>${title}</strong><span class="quiet">${detail}</span></div>
      <${Button} kind="quiet" icon="edit" label=${t('settings.edit', {name: title})} onClick=${() => onEdit(block, i)} />
      <${Button} kind="quiet" icon="trash" label=${t('settings.remove', {name: title})} onClick=${() => onRemove(block, i, title)} /></li>`;
  })}</ul>`;
}

/** The meters of which a source says something. */
function metersOf(source) {
  const one = source.meter ? [{...source.meter, source: source.id}] : [];
  const behind = Object.entries(source.submeters || {}).map(([channel, it]) => ({...it, source: source.id, channel}));
  const devices = Object.entries(source.meters || {}).map(([device, it]) => ({...it, source: source.id, device}));
  return [...one, ...behind, ...devices];
}

/** What to call one of them. */
function calling(meter) {
  return meter.name || meter.id || [meter.source, meter.channel ?? meter.device].filter(Boolean).join(' · ');
}

export function Forms({settings, save, mark, toFile, problem, dialog, setDialog}) {
  const {sources = [], outputs = [], tariffs = [], prices = []} = settings.tree;
  const at = `?revision=${settings.revision}`;
  const close = () => setDialog(null);
  const put = (word, id) => async block => {
    const path = id === undefined ? `/api/app/${word}` : `/api/app/${word}/${encodeURIComponent(id)}`;
    if (await save(id === undefined ? 'POST' : 'PUT', path + at, block)) {
      close();
    }
  };
  const edit = (word, list, id) => block =>
    FIELDS[word][word === 'price' ? 'file' : block.type] && !(word === 'price' && block.broker) ? setDialog({word, block, id: id(block, list.indexOf(block))}) : toFile(block.id || block.type);
  const remove = (word, id) => (block, i, title) => setDialog({remove: title, word, id: id(block, i)});
  const byId = block => block.id;
  const byNumber = (block, i) => i + 1;
  return html`
    <${Card} title=${t('settings.sources')}><p class="quiet">${t('settings.sources_text')}</p>
      ${sources.length ? html`<${Rows} list=${sources} describe=${it => [it.id, `${it.type} · ${summary(it)}`]} onEdit=${edit('source', sources, byId)} onRemove=${remove('source', byId)} />`
        : html`<p>${t('settings.sources_none')}</p>`}
      <div class="row">${sources.flatMap(metersOf).map(meter => html`<${Button} key=${`${meter.source}/${meter.channel || meter.device || ''}`} icon="meters" onClick=${() => setDialog({meter})}>${calling(meter)}<//>`)}</div>
      <p class="after"><a class="button main" href="#/add"><${Icon} name="add" />${t('settings.add_meter')}</a></p><//>
    <${Card} title=${t('settings.outputs')}><p class="quiet">${t('settings.outputs_text')}</p>
      <${Rows} list=${outputs} describe=${it => [t(`settings.output_${String(it.type).replace('-', '_')}`), summary(it)]} onEdit=${edit('output', outputs, byNumber)} onRemove=${remove('output', byNumber)} />
      <${Button} icon="add" onClick=${() => setDialog({word: 'output'})}>${t('settings.add_output')}<//><//>
    <${Card} title=${t('settings.money')}><p class="quiet">${t('settings.money_text')}</p>
      <${Rows} list=${tariffs} describe=${it => [it.id, `${it.meter} · ${it.currency}`]} onEdit=${block => toFile(block.id)} onRemove=${remove('tariff', byId)} />
      <${Rows} list=${prices} describe=${it => [it.id, summary(it)]} onEdit=${edit('price', prices, byId)} onRemove=${remove('price', byId)} />
      <div class="row"><${Button} icon="add" onClick=${() => setDialog({tariff: true})}>${t('settings.add_tariff')}<//>
        <${Button} icon="add" onClick=${() => setDialog({word: 'price'})}>${t('settings.add_price')}<//></div><//>
    <${Group} title=${t('settings.gateway')} text=${t('settings.gateway_text')} keys=${GATEWAY} settings=${settings} save=${save} mark=${mark} />
    <${Group} title=${t('settings.storage')} text=${t('settings.storage_text')} keys=${STORAGE} settings=${settings} save=${save} mark=${mark} />
    <${Group} danger title=${t('settings.danger')} text=${t('settings.danger_text')} keys=${DANGER} settings=${settings} save=${save} mark=${mark} />
    ${dialog?.word && !dialog.remove && html`<${Dialog} title=${dialog.block ? t('settings.edit', {name: dialog.block.id || dialog.block.type}) : t(`settings.add_${dialog.word}`)} onClose=${close}>
      <${Problems} problem=${problem} /><${BlockForm} word=${dialog.word} block=${dialog.block} onSave=${put(dialog.word, dialog.id)} onCancel=${close} /><//>`}
    ${dialog?.tariff && html`<${Dialog} title=${t('settings.add_tariff')} onClose=${close}>
      <${Problems} problem=${problem} /><${TariffForm} meters=${sources.flatMap(metersOf).map(it => it.id).filter(Boolean)} onSave=${put('tariff')} onCancel=${close} /><//>`}
    ${dialog?.meter && html`<${Dialog} title=${calling(dialog.meter)} onClose=${close}>
      <${MeterForm} meter=${dialog.meter} onDone=${done => { close(); save.done(done); }} onCancel=${close} /><//>`}
    ${dialog?.remove && html`<${Dialog} title=${t('settings.remove', {name: dialog.remove})} onClose=${close}>
      <${Problems} problem=${problem} /><p>${t(`settings.remove_${dialog.word}`)}</p>
      <div class="row"><${Button} kind="danger" icon="trash" onClick=${() => save('DELETE', `/api/app/${dialog.word}/${encodeURIComponent(dialog.id)}${at}`).then(done => done && close())}>${t('settings.remove', {name: dialog.remove})}<//>
      <${Button} onClick=${close}>${t('common.cancel')}<//></div><//>`}`;
}
