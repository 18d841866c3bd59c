/** Where the reader is: #/history?period=day. The address is all the state that a page has. */
import {useState, useEffect} from '../vendor/preact.js';

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

export function useRoute() {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const change = () => setRoute(current());
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return route;
}
