/** What a plug-test found, in words. */
import {number} from '../core/format.js';
import {quantityName} from '../core/quantity.js';
import {has, t} from '../core/text.js';
import {interval} from '../core/value.js';

/** What a list is called; most are named after a country and a standard, which need no translation. */
export function listTitle(name, title) {
  return name === 'core' ? t('plugtest.list_core') : title;
}

/** One finding as a sentence; `medium`: of the meter it is about. */
export function findingText(finding, medium) {
  const names = finding.names?.map(name => quantityName(name, medium)).join('; ');
  return t(`plugtest.found_${finding.kind}${finding.partly ? '_partly' : ''}`, {
    names,
    interval: interval(finding.interval_s),
    expected: interval(finding.expected_s),
    skew: finding.skew_s ? interval(Math.abs(finding.skew_s)) : '?',
    clock: finding.instead ? t(`meters.clock_${finding.instead}`) : '',
    times: rejections(finding.times),
    last: finding.last,
  });
}

function rejections(times = {}) {
  return Object.entries(times).map(([reason, count]) => `${number(count)} × ${reasonText(reason)}`).join(', ');
}

function reasonText(reason) {
  const key = `plugtest.reason_${reason}`;
  return has(key) ? t(key) : reason;
}
