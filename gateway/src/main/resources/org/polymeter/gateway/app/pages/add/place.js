/** Where somebody lives, and who runs the grid there. */
import {html, useState} from '../../vendor/preact.js';
import {locale, t} from '../../core/text.js';
import {Field, Icon} from '../../core/parts.js';

/** More operators than these can be searched. */
const MANY = 8;

/** A thing to choose: a large button. */
export function Choice({title, children, onClick, disabled, chosen, icon}) {
  return html`<button type="button" class="choice" disabled=${disabled} aria-pressed=${chosen === undefined ? undefined : chosen ? 'true' : 'false'} onClick=${onClick}>
    ${icon && html`<${Icon} name=${icon} />`}<span class="choice-words"><strong>${title}</strong>${children && html`<span class="quiet small">${children}</span>`}</span>
    <${Icon} name=${chosen ? 'check' : 'right'} /></button>`;
}

/** The name of a country in the reader's language. */
export function countryName(code) {
  return new Intl.DisplayNames([locale()], {type: 'region'}).of(code);
}

export function CountryStep({countries, to}) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const near = countries.filter(it => it.zone && it.zone === here);
  const sorted = [...countries].sort((a, b) => countryName(a.code).localeCompare(countryName(b.code), locale()));
  const choose = country => to('grid', {country: country.code});
  return html`<h2>${t('add.country_q')}</h2><p class="quiet">${t('add.country_hint')}</p>
    ${near.length > 0 && html`<h3>${t('add.country_near')}</h3><div class="choices">
      ${near.map(it => html`<${Choice} key=${it.code} title=${countryName(it.code)} onClick=${() => choose(it)} />`)}</div>
      <h3>${t('add.country_all')}</h3>`}
    <div class="choices tight">${sorted.map(it => html`<${Choice} key=${it.code} title=${countryName(it.code)} onClick=${() => choose(it)} />`)}
      <${Choice} title=${t('add.country_other')} onClick=${() => to('wire')} />
      <${Choice} title=${t('add.unknown')} onClick=${() => to('wire')} /></div>`;
}

/** One row for each name on a bill: an operator with two kinds of meters has two. */
function rows(country) {
  const alone = country.operators.every(it => it.names.length === 0);
  return country.operators.flatMap((operator, op) => {
    const names = operator.names.length > 0 ? operator.names : [t(alone ? 'add.grid_all' : 'add.grid_others')];
    return names.map(name => ({name, op, operator, any: operator.names.length === 0}));
  }).sort((a, b) => a.any - b.any || a.name.localeCompare(b.name, locale()));
}

export function GridStep({country, to}) {
  const [wanted, setWanted] = useState('');
  if (!country) {
    return html`<h2>${t('add.grid_q')}</h2><div class="choices"><${Choice} title=${t('add.step_country')} onClick=${() => to('country')} /></div>`;
  }
  const all = rows(country);
  const alone = all.every(it => it.any);
  const fits = all.filter(it => `${it.name} ${it.operator.meter || ''}`.toLowerCase().includes(wanted.toLowerCase()));
  return html`<h2>${t('add.grid_q')}</h2><p class="quiet">${t(alone ? 'add.grid_meter' : 'add.grid_hint')}</p>
    ${all.length > MANY && html`<${Field} label=${t('add.grid_search')} type="search" value=${wanted} onChange=${setWanted} autocomplete="off" />`}
    ${fits.length === 0 && html`<p role="status">${t('add.grid_no_match')}</p>`}
    <div class=${all.length > MANY ? 'choices pairs' : 'choices'}>${fits.map(it => html`<${Choice} key=${it.name + it.op} title=${alone && it.operator.meter ? it.operator.meter : it.name}
        onClick=${() => to('wire', {op: it.op})}>${alone && it.operator.meter ? it.name : it.operator.meter || t('add.grid_meter_unknown')}<//>`)}
      <${Choice} title=${t('add.unknown')} onClick=${() => to('wire', {op: ''})} /></div>`;
}
