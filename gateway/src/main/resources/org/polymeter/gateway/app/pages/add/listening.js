/** A listening in the gateway, seen from here. */
import {useEffect, useRef, useState} from '../../vendor/preact.js';
import {send} from '../../core/api.js';
import {listen} from '../../core/events.js';

const OVER = ['ended', 'failed'];

/**
 * The report of a listening, as it goes on; `report.phase` is listening, sealed, values, failed or ended. `end`
 * closes the port. `id`: null for none.
 */
export function useListening(id) {
  const [state, setState] = useState({id: null, report: null});
  const current = useRef(null);
  useEffect(() => {
    current.current = id;
    if (!id) {
      return undefined;
    }
    const path = `/api/app/listening/${id}`;
    const over = () => setState(known => ({id, report: {...(known.id === id ? known.report : {}), phase: 'ended'}}));
    const close = listen(path, ['report'], (kind, report) => {
      // what was seen before it ended is still worth looking at
      setState(known => ({id, report: report.phase === 'ended' && known.id === id ? {...known.report, ...report} : report}));
      if (OVER.includes(report.phase)) {
        close();
      }
    }, connected => connected || fetch(path, {method: 'HEAD'}).then(answer => {
      if (answer.status === 404) {
        close();
        over();
      }
    }).catch(() => {}), {hidden: true}); // the key may be in a letter, on another page
    return close;
  }, [id]);
  // whoever leaves the page frees the port
  useEffect(() => () => end(), []);
  const end = () => {
    const open = current.current;
    current.current = null;
    return open ? send('DELETE', `/api/app/listening/${open}`).catch(() => {}) : Promise.resolve();
  };
  return {id, report: state.id === id ? state.report : null, end};
}

/** What the gateway is asked to listen to, from what was decided. */
export function wanted({query, operator, country, secrets}) {
  const hints = {lines: operator?.lines || [], dialogue: operator?.dialogue, zone: country?.zone};
  if (query.way === 'tcp') {
    return {type: 'tcp', host: query.host, port: Number(query.port), ...hints};
  }
  if (query.way === 'mqtt') {
    return secrets.broker && {type: 'mqtt', broker: secrets.broker, protocol: secrets.device.protocol, topic: secrets.device.topic, zone: country?.zone};
  }
  return {type: 'serial', port: query.port, ...hints};
}
