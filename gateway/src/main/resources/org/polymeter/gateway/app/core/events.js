/** Server-Sent Events of a page; the connection lives as long as the page is shown and looked at. */
import {useEffect} from '../vendor/preact.js';

/**
 * `onEvent(kind, data)` for each event of these kinds. `path`: null for none. A page that is not looked at does not
 * listen: a browser has six connections to one host, in all its windows together.
 */
export function useEvents(path, kinds, onEvent) {
  useEffect(() => (path ? listen(path, kinds, onEvent) : undefined), [path]);
}

/** The same outside of a page; returns what ends it. `hidden`: it goes on while nobody looks. */
export function listen(path, kinds, onEvent, onState = () => {}, {hidden = false} = {}) {
  let source = null;
  let retry = 0;
  const open = () => {
    source = new EventSource(path);
    source.onopen = () => onState(true);
    source.onerror = () => {
      onState(false);
      if (source?.readyState === EventSource.CLOSED) {
        retry = setTimeout(reopen, 3000);
      }
    };
    kinds.forEach(kind => source.addEventListener(kind, event => onEvent(kind, JSON.parse(event.data))));
  };
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const reopen = () => {
    close();
    open();
  };
  const look = () => (document.hidden && !hidden ? close() : source || open());
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
  };
}
