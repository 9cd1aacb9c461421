// SPDX-License-Identifier: EUPL-1.2
// What a report says, shaped for the page, its tables and its CSV. A value that is not there was
// hidden by the server.
import type { Simulation, SimulationEffects, SimulationResult } from '../../api/simulations';
import type { Cell } from '../../lib/csv';
import type { DecileSeries } from '../../lib/decileChart';
import { showMoney, showNumber } from '../../lib/format';
import { t } from '../../texts/simulations';

export const effects = ['less', 'more', 'same', 'gains_access', 'loses_access'] as const;
const changes = ['less', 'more', 'gains_access', 'loses_access'] as const;
export const comuniInChart = 4;

export const shownCount = (count: number | undefined) => (count === undefined ? t.few : showNumber(count));

// Euro and cents as text, taken apart as whole cents: no floating point.
export function centsOf(money: string): bigint {
  return BigInt(money.replace('.', ''));
}
export function moneyOf(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
export function difference(row: { before?: string; after?: string }): string | undefined {
  return row.before === undefined || row.after === undefined ? undefined : moneyOf(centsOf(row.after) - centsOf(row.before));
}
export const signed = (money: string | undefined) => (money === undefined ? t.few : `${centsOf(money) > 0n ? '+' : ''}${showMoney(money)}`);

export const nobody = (result: SimulationResult) => result.persons === 0;
// Zero is always shown: nobody changes when all four changes are.
const unchanged = (result: SimulationResult) => changes.every((effect) => result.effects[effect] === 0) && result.effects.same !== 0;
export const allHidden = (result: SimulationResult) => !unchanged(result) && effects.every((effect) => !result.effects[effect]);

// "Su 41 persone: 20 pagano di meno, 11 di più, 6 uguale." Only what may be shown and is not zero.
export function sentence(result: SimulationResult): string {
  const said = effects.flatMap((effect) => {
    const count = result.effects[effect];
    return count ? [t.sentence[effect](count)] : [];
  });
  if (effects.some((effect) => result.effects[effect] === undefined)) said.push(t.sentence.rest);
  const on = result.priced === undefined ? t.sentence.onHidden : t.sentence.on(result.priced);
  return `${on} ${unchanged(result) ? t.nobody : said.join(', ')}.`;
}

export function nameOfComune(simulation: Simulation, comune: string | undefined): string {
  if (comune === undefined) return t.inactive;
  return simulation.comuni?.find((one) => one.comune === comune)?.name ?? comune;
}

const point = (cell: { decile: string; priced?: number; monthly_change?: string }) => ({ decile: cell.decile, change: cell.monthly_change, hidden: cell.priced === undefined || (cell.priced > 0 && cell.monthly_change === undefined) });

export type ChartKind = 'comuni' | 'many' | 'whole' | 'hidden';
// One series per Comune; of more than four, or when too few people are in each, one of them all.
export function chartOf(simulation: Simulation, result: SimulationResult): { kind: ChartKind; series: DecileSeries[] } {
  const whole = [{ name: t.whole, points: result.by_decile.map(point) }];
  const shown = (series: readonly DecileSeries[]) => series.some((one) => one.points.some((each) => each.change !== undefined));
  if (!shown(whole) && !result.by_comune_and_decile.some((cell) => cell.monthly_change !== undefined)) return { kind: 'hidden', series: [] };
  if (result.by_comune.length > comuniInChart) return { kind: 'many', series: whole };
  const series = result.by_comune.map((row) => ({ name: nameOfComune(simulation, row.comune), points: result.by_comune_and_decile.filter((cell) => cell.comune === row.comune).map(point) }));
  return shown(series) ? { kind: 'comuni', series } : { kind: 'whole', series: whole };
}

export type CellGrid = { name: string; cells: SimulationResult['by_comune_and_decile'] };
export function gridOf(simulation: Simulation, result: SimulationResult): CellGrid[] {
  return result.by_comune.map((row) => ({ name: nameOfComune(simulation, row.comune), cells: result.by_comune_and_decile.filter((cell) => cell.comune === row.comune) }));
}

// ---- CSV: every figure of the report, one row each ----

export const csvHead = [t.csv.draft, t.csv.group, t.csv.name, t.csv.decile, t.people, ...effects.map((effect) => t.effectNames[effect]), t.effectNames.refused, t.before, t.after, t.monthly];

type Row = { priced?: number; effects: SimulationEffects; before?: string; after?: string; monthly_change?: string };
const decimal = (money: string | undefined) => money?.replace('.', ',') ?? t.few;
const counts = (row: Row): Cell[] => [
  row.priced ?? t.few, ...effects.map((effect) => row.effects[effect] ?? t.few), row.effects.refused ?? t.few, decimal(row.before), decimal(row.after), row.priced === 0 ? '' : decimal(row.monthly_change),
];
export function csvRows(simulation: Simulation): Cell[][] {
  return (simulation.results ?? []).flatMap((result, i) => {
    const slug = simulation.drafts[i]?.slug ?? '';
    const blank = Array<Cell>(effects.length + 1).fill('');
    return [
      [slug, t.whole, '', '', ...counts(result)],
      ...result.by_comune.map((row) => [slug, t.byComune, nameOfComune(simulation, row.comune), '', ...counts(row)]),
      ...result.by_decile.map((row) => [slug, t.byDecile, '', t.decile(row.decile), ...counts(row)]),
      ...result.by_comune_and_decile.map((cell) => [slug, t.chart, nameOfComune(simulation, cell.comune), t.decile(cell.decile), cell.priced ?? t.few, ...blank, '', '', cell.priced === 0 ? '' : decimal(cell.monthly_change)]),
      ...result.increases.map((row, at) => [slug, t.increases, t.increase(row.from, result.increases[at + 1]?.from), '', row.persons ?? t.few, ...blank, '', '', '']),
    ];
  });
}
