/** Energy, gas, water, heat: bars, with power over those of a day. */
import {html, useEffect, useMemo} from '../vendor/preact.js';
import {t} from '../core/text.js';
import {money} from '../core/format.js';
import {gatewayNow} from '../core/live.js';
import {Button, Notice} from '../core/parts.js';
import {BarChart} from './history-chart.js';
import {Frames, Figure, Nothing, useAnswer, useZoom} from './history-parts.js';
import {amount, barWords, colour, energyDrawing, partName, percent, sideName, title, unitWords, when} from './history-drawing.js';
import {before, besideCosts, costs, csv, energy, previous, readings, selfUse} from './history-data.js';
import {INNER, canCompare, dayOf} from './history-time.js';

/** Milliseconds before what is dear is asked for. */
const PATIENCE = 250;

export function Energy({view, ways, subject, tariff, hasOwn, compare, asTable, change, onTitle, small, onName, turn, again}) {
  const key = [view.period, view.day, view.from, view.to, compare].join();
  const question = {key, turn};
  const now = gatewayNow();
  const {answer: shown, error} = useAnswer(question, () => energy(view, subject, now, compare), {view});
  const sum = async isWanted => {
    const found = await costs(view, tariff, now, {isWanted, isBrief: true}).catch(() => null);
    return found && {...found, ...(isWanted() ? await besideCosts(view, tariff, now, {isWanted, isBrief: true}) : {})};
  };
  const earlier = useAnswer(question, () => previous(view, subject, now).catch(() => null)).answer;
  const fine = useAnswer(question, () => readingsWithin(view, subject)).answer;
  const own = useAnswer(question, () => (small || !hasOwn ? null : selfUse(view, subject, now)), null, PATIENCE).answer;
  const paid = useAnswer(question, isWanted => (tariff && view.from?.length !== 20 && view.day <= view.now ? sum(isWanted) : null), null, PATIENCE).answer;
  const zoom = useZoom(ways, subject.zone);
  const model = shown?.value;
  const line = fine?.key === shown?.key ? fine?.value : null;
  const drawing = useMemo(() => model && energyDrawing(model, subject, shown.context.view, line), [model, line]);
  useEffect(() => {
    if (model && view.from) {
      onTitle(title(view, model));
    }
  }, [model]);
  if (error) {
    return html`<${Notice} kind="bad" title=${t('history.failed')}><p>${error.message}</p>
      <${Button} onClick=${again}>${t('common.retry')}<//><//>`;
  }
  const isEmpty = model && model.bars.length === 0;
  const pick = index => {
    const inner = INNER[model.resolution];
    if (inner) {
      ways.open(inner, dayOf(model.zone, model.bars[index].from));
    }
  };
  const words = index => withBefore(barWords(model.bars[index], model, subject), model, model.bars[index], subject);
  const isPending = shown && shown.key !== key;
  const chart = drawing && html`<${BarChart} drawing=${drawing} small=${small} isPending=${isPending} idle=${unitWords(model, subject)}
    label=${t('history.chart_of', {meter: subject.name, period: title(shown.context.view, model)})}
    heading=${index => when(model.bars[index], model)} words=${words}
    onPick=${pick} onZoom=${small ? undefined : zoom} onSwipe=${direction => ways.canStep(direction) && ways.step(direction)}
    onReset=${() => view.from && ways.up()} onUp=${ways.up} />`;
  const figures = html`<${Figures} model=${model} earlier=${earlier?.key === shown?.key ? earlier?.value : null} subject=${subject} hasOwn=${hasOwn} own=${own?.key === key ? own.value : null} paid=${paid?.key === key ? paid.value : null} tariff=${tariff} view=${view} small=${small} />`;
  return html`<${Frames} small=${small} name=${small && subject.name} onName=${onName} figures=${figures} isEmpty=${isEmpty} chart=${chart}
    empty=${html`<${Nothing} view=${view} subject=${subject} ways=${ways} />`}
    csv=${csv(view, subject)} compare=${canCompare(view) ? compare : undefined} asTable=${asTable} change=${change} table=${model && !small && (() => tableOf(model, subject))} />`;
}

async function readingsWithin(view, subject) {
  return view.from?.length === 20 ? readings(subject, Date.parse(view.from) / 1000, Date.parse(view.to) / 1000) : null;
}

/** Beside a bar, what the one of the period before was. */
function withBefore(words, model, bar, subject) {
  const earlier = model.before.find(it => it.from === bar.from);
  if (!earlier) {
    return words;
  }
  const [up, down] = [earlier.upTotal, earlier.downTotal];
  const text = [up || !down ? amount(up, subject.counted.unit) : '', down ? `−${amount(down, subject.counted.unit)}` : ''].filter(Boolean).join(' / ');
  return [...words, [t('history.before'), text, 'part']];
}

function Figures({model, earlier, subject, hasOwn, own, paid, tariff, view, small}) {
  if (!subject.counted) {
    return null;
  }
  const {unit} = subject.counted;
  const sides = ['up', 'down'].filter(side => side === 'up' || subject.names.some(name => name.startsWith('energy_export')));
  const shownSides = subject.names.some(name => name.startsWith('energy_import')) || subject.counted.kind !== 'electricity'
    ? sides : ['down'];
  const totals = model?.totals;
  return html`<dl class="history-figures">
    ${shownSides.map(side => html`<${Figure} key=${side} label=${sideName(side, subject)} kind=${subject.counted.kind === 'electricity' ? (side === 'up' ? 'import' : 'export') : ''}
      text=${totals && totals[`${side}Total`] !== null ? amount(totals[`${side}Total`], unit) : '–'}
      now=${totals?.[`${side}Total`]} before=${earlier?.[`${side}Total`]}
      parts=${totals && totals[side].length > 1 ? totals[side].map(([key, value]) => [partName(key), amount(value, unit), colour(key, side, subject)]) : []} />`)}
    ${tariff && html`<${Figure} label=${t('history.cost')} text=${paid ? money(paid.gross, paid.currency) : '–'}
      now=${paid?.compared && (paid.compared.now ?? paid.gross)} before=${paid?.compared?.before} />`}
    ${hasOwn && html`<${Figure} label=${t('history.own_use')} text=${own?.selfConsumption === undefined ? '–' : percent(own.selfConsumption)}
      note=${own?.autarky === undefined ? '' : t('history.autarky', {share: percent(own.autarky)})} />`}
  </dl>
  ${!small && html`<p class="history-against">${against(earlier, view)}</p>`}`;
}

/** What it is compared with, in a line. */
function against(earlier, view) {
  if (!canCompare(view) || !earlier || (earlier.upTotal === null && earlier.downTotal === null)) {
    return '';
  }
  return t(earlier.isPartial ? 'history.against_part' : 'history.against', {period: title(before(view))});
}

/** The figures of the bars: {head, rows}. */
function tableOf(model, subject) {
  const keys = side => [...new Set(model.bars.flatMap(bar => bar[side].map(([key]) => key)))].sort();
  const columns = ['up', 'down'].flatMap(side => {
    const parts = keys(side);
    return parts.length === 0 ? [] : [[sideName(side, subject), bar => (bar[`${side}Total`] !== null ? amount(bar[`${side}Total`], subject.counted.unit) : '')],
      ...(parts.length > 1 ? parts.map(key => [partName(key), bar => one(bar[side], key, subject)]) : [])];
  });
  const power = new Map(model.power.map(it => [it.from, it]));
  const last = power.size === 0 ? [] : [[t('history.power'), bar => (power.has(bar.from) ? amountOfPower(power.get(bar.from).mean) : '')],
    [t('history.least'), bar => (power.has(bar.from) ? amountOfPower(power.get(bar.from).min) : '')],
    [t('history.most'), bar => (power.has(bar.from) ? amountOfPower(power.get(bar.from).max) : '')]];
  const all = [...columns, ...last];
  return {head: [t('history.time'), ...all.map(([name]) => name)], rows: model.bars.map(bar => [when(bar, model), ...all.map(([, text]) => text(bar))])};
}

function amountOfPower(watts) {
  return `${Math.round(watts)} W`;
}

function one(stack, key, subject) {
  const found = stack.find(([it]) => it === key);
  return found ? amount(found[1], subject.counted.unit) : '';
}

