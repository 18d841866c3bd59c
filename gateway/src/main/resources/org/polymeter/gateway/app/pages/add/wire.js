/** How the wire reaches this computer: the socket, what it needs, and the way here. */
import {html, useEffect, useState} from '../../vendor/preact.js';
import {get, send} from '../../core/api.js';
import {number} from '../../core/format.js';
import {has, t} from '../../core/text.js';
import {Button, Card, Field, Icon, Notice, Skeleton} from '../../core/parts.js';
import {Choice} from './place.js';
import {SocketDrawing} from './sockets.js';

/** Those a wire can be put to. */
const SOCKETS = ['p1', 'mbus', 'han', 'infrared', 'rs485', 'tic', 'module'];

const SEARCH_SECONDS = 8;
const MQTT_PORT = 1883;

export function WireStep(props) {
  const {query, operator, to} = props;
  const socket = operator && operator.socket !== 'unknown' ? operator.socket : query.socket || 'unknown';
  if (!operator && !query.socket) {
    return html`<${SocketChoice} ...${props} />`;
  }
  const wire = !operator || ['yes', 'unknown'].includes(operator.read);
  return html`<h2>${t('add.wire_q')}</h2>
    <div class="wire-facts">
      <${Card} kind="socket-card" label=${t('add.socket_' + socket)}>
        <${SocketDrawing} socket=${socket} /><h3>${t('add.socket_' + socket)}</h3>
        ${has('add.look_' + socket) && html`<p class="small quiet">${t('add.look_' + socket)}</p>`}
        ${!operator && html`<${Button} kind="quiet" icon="edit" onClick=${() => to('wire', {socket: ''})}>${t('add.socket_choose')}<//>`}
      <//>
      <${Facts} socket=${socket} operator=${operator} />
    </div>
    <${Ways} ...${props} wire=${wire} />`;
}

function SocketChoice({country, to}) {
  const here = country?.operators.map(it => it.socket).filter(it => SOCKETS.includes(it)) || [];
  const shown = here.length > 0 ? [...new Set(here)] : SOCKETS;
  return html`<h2>${t('add.socket_choose')}</h2><p class="quiet">${t('add.socket_choose_hint')}</p>
    <div class="sockets">${shown.map(socket => html`<button type="button" key=${socket} class="choice drawn" onClick=${() => to('wire', {socket})}>
        <${SocketDrawing} socket=${socket} /><strong>${t('add.socket_' + socket)}</strong></button>`)}
      <button type="button" class="choice drawn" onClick=${() => to('wire', {socket: 'unknown'})}><${SocketDrawing} socket="unknown" /><strong>${t('add.unknown')}</strong></button></div>`;
}

/** What is known of this port, in sentences. */
function Facts({socket, operator}) {
  const adapter = {han: 'mbus'}[socket] || socket;
  const notes = operator?.notes || [];
  const wired = operator && ['yes', 'unknown'].includes(operator.read);
  const rows = [
    ['adapter', has('add.adapter_' + adapter) && t('add.adapter_' + adapter)],
    ['open', wired && t('add.open_' + operator.open)],
    ['key', wired && keyWords(operator)],
    ['pause', operator?.every_s && (operator.every_s === '1' ? t('add.pause_1') : t('add.pause', {seconds: operator.every_s.replace('-', '–')}))],
  ].filter(([, words]) => words);
  return html`<div class="facts">
    ${operator && operator.read !== 'yes' && html`<${Notice} kind="warn" title=${t('add.read_' + operator.read)} />`}
    ${operator?.meter && html`<p class="small quiet">${operator.meter}</p>`}
    ${rows.length > 0 && html`<dl>${rows.map(([name, words]) => html`<div key=${name}><dt>${t('add.facts_' + name)}</dt><dd>${words}</dd></div>`)}</dl>`}
    ${notes.length > 0 && html`<h3>${t('add.facts_know')}</h3><ul class="notes">${notes.map(it => html`<li key=${it}>${t('add.note_' + it)}</li>`)}</ul>`}
  </div>`;
}

function keyWords({key, second, from}) {
  const secret = ['yes', 'maybe'].includes(key.needed);
  return [
    t('add.key_' + key.needed, {name: key.name}),
    secret && ['yes', 'maybe'].includes(second.needed) && t('add.second_yes', {name: second.name}),
    secret && second.needed === 'fixed' && t('add.second_fixed'),
    secret && from && t('add.from_' + from),
  ].filter(Boolean).join(' ');
}

function Ways(props) {
  const {query, to, wire} = props;
  const [way, setWay] = useState(query.way || (wire ? 'serial' : 'mqtt'));
  const ways = wire ? ['serial', 'tcp', 'mqtt'] : ['mqtt'];
  const Form = {serial: SerialForm, tcp: TcpForm, mqtt: MqttForm}[way];
  return html`<div class="choices ways-here">${ways.map(it => html`
      <${Choice} key=${it} title=${t('add.way_' + it)} chosen=${it === way} onClick=${() => setWay(it)}>${t(`add.way_${it}_hint`)}<//>`)}</div>
    <${Card} label=${t('add.way_' + way)}><${Form} key=${way} ...${props} next=${found => to('listen', {...found, way, listening: ''})} /><//>`;
}

function SerialForm({query, next}) {
  const [ports, setPorts] = useState(null);
  const [typed, setTyped] = useState(query.port || '');
  const [problem, setProblem] = useState('');
  const look = () => {
    setPorts(null);
    get('/api/app/port').then(found => setPorts(found.ports)).catch(error => {
      setPorts([]);
      setProblem(error.message);
    });
  };
  useEffect(look, []);
  return html`<h3 class="first">${t('add.ports')}</h3>
    ${!ports && html`<${Skeleton} lines=${2} />`}
    ${ports?.length === 0 && html`<p>${t('add.ports_none')}</p>`}
    ${problem && html`<p class="error">${problem}</p>`}
    <div class="choices">${ports?.map(port => html`<${Choice} key=${port.port} title=${port.description} disabled=${Boolean(port.source) || !port.allowed}
      onClick=${() => next({port: port.port})}>${port.device}${port.source ? ` · ${t('add.port_taken', {source: port.source})}` : ''}${!port.allowed ? ` · ${t('add.port_denied')}` : ''}<//>`)}</div>
    <p><${Button} kind="quiet" icon="search" onClick=${look}>${t('add.ports_again')}<//></p>
    <form class="typed" onSubmit=${event => { event.preventDefault(); typed.trim() && next({port: typed.trim()}); }}>
      <${Field} label=${`${t('add.port_other')}: ${t('add.port_name')}`} id="port-name" hint=${t('add.port_hint')} value=${typed} onChange=${setTyped} autocomplete="off" spellcheck="false" />
      <button type="submit" class="button main" disabled=${!typed.trim()}><${Icon} name="play" />${t('add.start')}</button></form>`;
}

function TcpForm({query, next}) {
  const [host, setHost] = useState(query.host || '');
  const [port, setPort] = useState(query.way === 'tcp' ? query.port : '');
  const ready = host.trim() && /^\d{1,5}$/.test(port);
  return html`<form class="typed" onSubmit=${event => { event.preventDefault(); ready && next({host: host.trim(), port}); }}>
    <${Field} label=${t('add.host')} id="tcp-host" hint=${t('add.host_hint')} value=${host} onChange=${setHost} autocomplete="off" spellcheck="false" />
    <${Field} label=${t('add.tcp_port')} id="tcp-port" value=${port} onChange=${setPort} inputmode="numeric" autocomplete="off" />
    <button type="submit" class="button main" disabled=${!ready}><${Icon} name="play" />${t('add.start')}</button></form>`;
}

function MqttForm({secrets, setSecrets, next}) {
  const known = secrets.broker || {};
  const [host, setHost] = useState(known.host || '');
  const [port, setPort] = useState(String(known.port || MQTT_PORT));
  const [user, setUser] = useState(known.user || '');
  const [password, setPassword] = useState(known.password || '');
  const [busy, setBusy] = useState(false);
  const [devices, setDevices] = useState(null);
  const [problem, setProblem] = useState('');
  const broker = {host: host.trim(), port: Number(port), ...(user && {user}), ...(password && {password})};
  const ready = host.trim() && /^\d{1,5}$/.test(port) && !busy;
  const search = async event => {
    event.preventDefault();
    if (!ready) {
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      setDevices((await send('POST', '/api/app/search', {broker, seconds: SEARCH_SECONDS})).devices);
    } catch (error) {
      setDevices(null);
      setProblem(error.message);
    }
    setBusy(false);
  };
  const choose = device => {
    setSecrets({...secrets, broker, device});
    next({device: device.name});
  };
  return html`<form class="typed" onSubmit=${search}>
      <${Field} label=${t('add.broker')} id="broker-host" hint=${t('add.host_hint')} value=${host} onChange=${setHost} autocomplete="off" spellcheck="false" />
      <${Field} label=${t('add.tcp_port')} id="broker-port" value=${port} onChange=${setPort} inputmode="numeric" autocomplete="off" />
      <${Field} label=${t('add.user')} id="broker-user" value=${user} onChange=${setUser} autocomplete="off" />
      <${Field} label=${t('add.password')} id="broker-password" type="password" value=${password} onChange=${setPassword} autocomplete="off" />
      <button type="submit" class="button main" disabled=${!ready} aria-busy=${busy ? 'true' : undefined}><${Icon} name="search" />${t('add.search')}</button></form>
    <div role="status">${busy && html`<p class="quiet">${t('add.searching', {count: number(SEARCH_SECONDS)})}</p>`}
      ${devices?.length === 0 && !busy && html`<p>${t('add.devices_none')}</p>`}</div>
    ${problem && html`<${Notice} kind="bad">${problem}<//>`}
    ${devices?.length > 0 && html`<h3>${t('add.devices')}</h3><div class="choices">${devices.map(device => html`
      <${Choice} key=${device.protocol + device.topic} title=${device.name} onClick=${() => choose(device)}>${device.protocol} · ${device.topic}${device.kept ? ` · ${t('add.device_kept')}` : ''}<//>`)}</div>`}`;
}
