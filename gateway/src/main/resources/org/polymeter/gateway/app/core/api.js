/** Requests to the gateway: JSON in and out, problems (RFC 9457) as exceptions. */
import {t} from './text.js';

/** What the gateway says is wrong: in words, with what to do. */
export class Problem extends Error {
  constructor(status, body, pause = 0) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.pause = pause; // seconds until it is worth trying again
  }
}

let session = {};
let onSignedOut = () => {};

/** What /api/app/session said: right, csrf, … */
export function useSession(found) {
  session = found;
}

/** Who is told that the session has ended. */
export function whenSignedOut(action) {
  onSignedOut = action;
}

export function get(path) {
  return ask('GET', path);
}

/** `body`: becomes JSON, unless it is a file. */
export function send(method, path, body) {
  return ask(method, path, body);
}

async function ask(method, path, body) {
  const options = {method, headers: {Accept: 'application/json'}};
  if (method !== 'GET') {
    options.headers['X-Polymeter'] = session.csrf || 'app';
  }
  if (body instanceof Blob) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Problem(0, {title: t('common.no_answer')});
  }
  const text = response.status === 204 ? '' : await response.text();
  const isJson = /json/.test(response.headers.get('Content-Type') || '');
  const content = isJson && text ? JSON.parse(text) : text;
  if (response.ok) {
    return content;
  }
  if (response.status === 401 && !path.startsWith('/api/app/session')) {
    onSignedOut();
  }
  throw new Problem(response.status, isJson ? content : {}, Number(response.headers.get('Retry-After')) || 0);
}
