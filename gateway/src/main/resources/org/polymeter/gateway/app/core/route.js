/** Where the reader is: #/history?period=day. The address is all the state that a page has. */
import {useEffect, useRef, useState} from '../vendor/preact.js';

export const HOME = '/now';

/** The place of an address: {path, query}. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?', 2);
  return {path: path || HOME, query: Object.fromEntries(new URLSearchParams(query))};
}

export function current() {
  return parse(location.hash);
}

/** For links; what is empty is left out. */
export function href(path, query = {}) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(said).toString();
  return `#${path}${text ? '?' + text : ''}`;
}

/** Goes there; `replace`: "back" shall not lead to where we are. */
export function go(path, query = {}, {replace = false} = {}) {
  const target = href(path, query);
  if (target === location.hash) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', target);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = target;
  }
}

/** Asked before each place that is gone to: whether we stay here. */
let keeper = null;

export function useRoute() {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    let here = location.hash;
    const change = () => {
      if (keeper?.(location.hash)) {
        history.pushState(null, '', here || href(HOME)); // "back" has already led away
        return;
      }
      here = location.hash;
      setRoute(current());
    };
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return route;
}

/**
 * Stays as long as `isHeld`, whatever is clicked and wherever "back" leads; places of which `isHere` says that nothing
 * is lost there are open. Where somebody wanted to go is `target`, for a question that is answered by `leave` or `stay`.
 */
export function useHold(isHeld, isHere) {
  const [target, setTarget] = useState(null);
  const open = useRef();
  open.current = isHere;
  useEffect(() => {
    if (!isHeld) {
      return undefined;
    }
    const close = event => event.preventDefault();
    keeper = hash => {
      if (open.current(parse(hash))) {
        return false;
      }
      setTarget(hash || href(HOME)); // the first address of all has none
      return true;
    };
    addEventListener('beforeunload', close);
    return () => {
      keeper = null;
      removeEventListener('beforeunload', close);
    };
  }, [isHeld]);
  const leave = () => {
    keeper = null;
    setTarget(null);
    location.hash = target;
  };
  return {target, leave, stay: () => setTarget(null)};
}
