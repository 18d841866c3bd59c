/** Costs: bars by component, and the lines of the bill. */
import {html, useEffect, useMemo} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {dated, money, number} from '../core/format.js';
import {gatewayNow} from '../core/live.js';
import {Button, Empty, Notice} from '../core/parts.js';
import {BarChart} from './history-chart.js';
import {Figure, Frames, Swatch, useAnswer, useZoom} from './history-parts.js';
import {amount, colour, costDrawing, costWords, title, when} from './history-drawing.js';
import {before, besideCosts, costs} from './history-data.js';
import {INNER, canCompare, dayOf, plus, utc} from './history-time.js';

export function Costs({view, ways, subject, tariff, compare, asTable, change, onTitle, turn, again}) {
  const key = [view.period, view.day, view.from, view.to, compare].join();
  const question = {key, turn};
  const {answer: shown, error} = useAnswer(question, isWanted => costs(wholeDays(view, tariff.zone), tariff, gatewayNow(), {isWanted, compare}), {view});
  const beside = useAnswer(question, isWanted => besideCosts(wholeDays(view, tariff.zone), tariff, gatewayNow(), {isWanted}).catch(() => null), null, 50).answer;
  const model = shown?.value;
  const drawing = useMemo(() => model && costDrawing(model, shown.context.view), [model]);
  const zoom = useZoom(ways, tariff.zone);
  useEffect(() => {
    if (model && view.from) {
      onTitle(title(view, {from: model.spanFrom, to: model.spanTo, zone: model.zone}));
    }
  }, [model]);
  if (error) {
    return error.status === 404 ? html`<${Empty} icon="history" title=${t('history.empty')}><p>${error.message}</p><//>`
      : html`<${Notice} kind="bad" title=${t('history.failed')}><p>${error.message}</p>
        <${Button} onClick=${again}>${t('common.retry')}<//><//>`;
  }
  const pick = index => INNER[model.resolution] && view.period !== 'day' && ways.open(INNER[model.resolution], dayOf(model.zone, model.bars[index].from));
  const chart = drawing && view.period !== 'day' && html`<${BarChart} drawing=${drawing} isPending=${shown.key !== key} idle=${t(`history.unit_${model.resolution}`, {unit: model.currency})}
    label=${t('history.chart_of', {meter: tariff.tariff, period: title(shown.context.view, {...model, from: model.spanFrom, to: model.spanTo})})}
    heading=${index => when(model.bars[index], model)} words=${index => costWords(model.bars[index], model)}
    onPick=${pick} onZoom=${(from, to) => zoom(from, Math.max(to, from + 2.1 * 86_400))} onSwipe=${direction => ways.canStep(direction) && ways.step(direction)}
    onReset=${() => view.from && ways.up()} onUp=${ways.up} />`;
  const {compared, peaks} = (beside?.key === key && beside.value) || {peaks: []};
  const figures = html`<dl class="history-figures">
    <${Figure} label=${t('history.cost')} text=${model ? money(model.gross, model.currency) : '–'} now=${compared && (compared.now ?? model.gross)} before=${compared?.before} />
    <${Figure} label=${t('history.vat')} text=${model ? money(model.vat, model.currency) : '–'} />
    ${model && peaks.slice(0, 1).map(peak => html`<${Peak} key=${peak.model} peak=${peak} zone=${model.zone} />`)}
  </dl>
  <p class="history-against">${compared?.before !== undefined && compared?.before !== null ? againstWords(compared, view) : ''}</p>`;
  return html`<${Frames} figures=${figures} chart=${view.period === 'day' ? html`<div></div>` : chart} below=${model && html`<${Bill} model=${model} />`} compare=${canCompare(view) ? compare : undefined} asTable=${asTable} change=${change}
    table=${model && (() => tableOf(model))} download=${model && (() => save(model, tariff, view))} />`;
}

/** Prices are of days. */
function wholeDays(view, zone) {
  return view.from?.length > 10
    ? {...view, from: dayOf(zone, Date.parse(view.from) / 1000), to: dayOf(zone, Date.parse(view.to) / 1000 - 1)}
    : view;
}

function againstWords({until}, view) {
  return until
    ? t('history.against_until', {period: title(before(view)), day: dated(utc(until), 'UTC', {day: 'numeric', month: 'short'})})
    : t('history.against', {period: title(before(view))});
}

/** The peak that a month is billed by. */
function Peak({peak, zone}) {
  const highest = peak.peaks[0];
  return html`<${Figure} label=${t('history.peak')} text=${highest ? `${number(highest.kw, 2)} kW` : '–'}
    note=${[highest && dated(highest.begin, zone, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'}),
      peak.billed_kw !== undefined && t('history.billed', {power: `${number(peak.billed_kw, 2)} kW`})].filter(Boolean).join(' · ')} />`;
}

/** Lines as on a bill, each with the colour of its bars. */
function Bill({model}) {
  const most = Math.max(...model.lines.map(line => Math.abs(line.gross)), 0.01);
  const missing = model.unpriced.reduce((all, it) => all + it.kwh, 0);
  return html`<h3 class="history-bill-title">${t('history.bill')}</h3>
    <ul class="history-bill">${model.lines.map((line, i) => html`<li key=${i}>
      <span class="history-line"><${Swatch} colour=${colour('c' + model.components.indexOf(line.component))} />${line.component}${line.rate && html` <span class="quiet">${line.rate}</span>`}</span>
      <span class="quiet history-quantity">${quantity(line)}</span>
      <meter class="history-share" min="0" max="1" value=${Math.abs(line.gross) / most} aria-hidden="true"></meter>
      <span class="history-gross">${money(line.gross, model.currency)}</span></li>`)}</ul>
    ${missing > 0.0005 && html`<${Notice} kind="warn"><p>${t('history.unpriced', {energy: amount(missing, 'kWh')})}</p><//>`}`;
}

function quantity({quantity: count, unit}) {
  return unit === 'kWh' ? amount(count, unit) : unit === 'kW' ? `${number(count, 2)} kW` : t(`history.per_${unit}`, {n: count, count: number(count, Number.isInteger(count) ? 0 : 2)});
}

function tableOf(model) {
  return {
    head: [t('history.time'), ...model.components, t('history.cost')],
    rows: model.bars.map((bar, i) => [when(bar, model), ...model.parts.components.map(({gross}) => money(gross[i], model.currency)), money(bar.gross, model.currency)]),
  };
}

/** As CSV: names in English, numbers with a point, as the other tables of Polymeter. */
function save(model, tariff, view) {
  const cell = text => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const unit = `_${model.currency.toLowerCase()}`;
  const head = ['local_from', 'local_to', ...model.components.map(name => cell(name + unit)), `gross${unit}`];
  const rows = model.bars.map((bar, i) => [dayOf(model.zone, bar.from), plus(dayOf(model.zone, bar.to - 1), 1),
    ...model.parts.components.map(({gross}) => gross[i]), bar.gross]);
  const text = [head, ...rows].map(row => row.join(',')).join('\r\n') + '\r\n';
  const link = Object.assign(document.createElement('a'), {
    href: URL.createObjectURL(new Blob([text], {type: 'text/csv'})),
    download: `polymeter-${tariff.tariff}-costs-${view.from || view.day}.csv`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
