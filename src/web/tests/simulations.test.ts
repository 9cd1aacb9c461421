// SPDX-License-Identifier: EUPL-1.2
// A report on the page: hidden figures stay hidden, sums of money are exact, the chart is to scale.
import { describe, expect, it } from 'vitest';
import type { Simulation, SimulationResult } from '../src/api/simulations';
import { decileChart, roundTicks } from '../src/lib/decileChart';
import { chartOf, csvHead, csvRows, difference, sentence, signed } from '../src/pages/governo/simulationRows';

const row = { persons: 41, priced: 41, effects: { more: 11, less: 24, same: 6, gains_access: 0, loses_access: 0, refused: 0 }, before: '9812.10', after: '5800.05', monthly_change: '-8.15' };
const deciles = [...Array.from({ length: 10 }, (_, i) => String(i + 1)), 'none'];
const result: SimulationResult = {
  ...row,
  by_comune: [{ comune: '015081', ...row }, { comune: '015209', effects: {} }],
  by_decile: deciles.map((decile) => ({ decile: decile as '1', ...row })),
  by_comune_and_decile: ['015081', '015209'].flatMap((comune) => deciles.map((decile, i) => ({ comune, decile: decile as '1', ...(i === 0 ? {} : { priced: 7, monthly_change: '-1.00' }) }))),
  increases: [{ from: '0.01' }, { from: '10.00', persons: 6 }],
};
const simulation = { drafts: [{ slug: 'broni-sad', source: 'published', warnings: [] }], comuni: [{ comune: '015081', name: 'Cologno Monzese' }, { comune: '015209', name: 'Sesto San Giovanni' }], results: [result] } as unknown as Simulation;

describe('the sentence of a report', () => {
  it('says who pays less, more and the same', () => expect(sentence(result)).toBe('Su 41 persone: 24 pagano di meno, 11 di più, 6 uguale.'));
  it('says that nothing changes when all pay the same', () =>
    expect(sentence({ ...result, effects: { same: 41, more: 0, less: 0, gains_access: 0, loses_access: 0 } })).toBe('Su 41 persone: nessuna quota cambia.'));
  it('says so also when it may not say how many they are', () =>
    expect(sentence({ ...result, priced: undefined, effects: { more: 0, less: 0, gains_access: 0, loses_access: 0 } } as unknown as SimulationResult)).toBe('Effetti: nessuna quota cambia.'));
  it('leaves out what is hidden, and does not count it', () =>
    expect(sentence({ ...result, priced: undefined, effects: { more: 11 } } as unknown as SimulationResult)).toBe('Effetti: 11 di più, gli altri effetti sono nascosti.'));
  it('is right about one person', () => expect(sentence({ ...result, effects: { ...row.effects, less: 1, more: 40 } })).toContain('1 paga di meno'));
});

describe('money of a report', () => {
  it('is subtracted exactly', () => expect(difference({ before: '0.30', after: '0.10' })).toBe('-0.20'));
  it('keeps its cents below one euro', () => expect(difference({ before: '10.00', after: '10.05' })).toBe('0.05'));
  it('is not subtracted when one of the two is hidden', () => expect(difference({ before: '1.00' })).toBeUndefined());
  it('shows its sign, and a mark when it is hidden', () => expect([signed('8.00'), signed('-8.00'), signed('0.00'), signed(undefined)]).toEqual(['+8,00 €', '−8,00 €', '0,00 €', 'nasc.']));
});

describe('the exported table', () => {
  const rows = csvRows(simulation);
  it('has a cell for each head in every row', () => expect(new Set(rows.map((one) => one.length))).toEqual(new Set([csvHead.length])));
  it('has every row of the report', () => expect(rows.length).toBe(1 + 2 + 11 + 22 + 2));
  it('marks what is hidden', () => expect(rows[2]).toEqual(['broni-sad', 'Per Comune', 'Sesto San Giovanni', '', ...Array(10).fill('nasc.')]));
});

describe('the chart by tenth', () => {
  const frame = { width: 444, height: 230, left: 44, top: 18, bottom: 44 };
  it('has a series per Comune up to four, then one of them all', () => {
    expect(chartOf(simulation, result).series.map((one) => one.name)).toEqual(['Cologno Monzese', 'Sesto San Giovanni']);
    const many = { ...result, by_comune: Array.from({ length: 5 }, (_, i) => ({ comune: String(i), ...row })) };
    expect(chartOf(simulation, many)).toMatchObject({ kind: 'many', series: [{ name: 'Tutti' }] });
  });
  it('is of them all when too few people are in every Comune, and hidden when they are few in all', () => {
    const few = { ...result, by_comune_and_decile: result.by_comune_and_decile.map(({ comune, decile }) => ({ comune, decile })) } as SimulationResult;
    expect(chartOf(simulation, few)).toMatchObject({ kind: 'whole', series: [{ name: 'Tutti' }] });
    expect(chartOf(simulation, { ...few, by_decile: few.by_decile.map(({ decile }) => ({ decile, effects: {} })) }).kind).toBe('hidden');
  });
  it('marks a hidden group instead of drawing a bar of nothing', () => {
    const chart = decileChart(chartOf(simulation, result).series, [], frame);
    expect(chart.spots.map((one) => one.decile)).toEqual(['1', '1']);
    expect(chart.bars.length).toBe(20);
  });
  it('draws a rise above the axis and a fall below, as long as they are large', () => {
    const chart = decileChart([{ name: 'a', points: [{ decile: '1', change: '10.00', hidden: false }, { decile: '2', change: '-5.00', hidden: false }] }], [], frame);
    const [up, down] = chart.bars;
    expect(up!.y + up!.height).toBeCloseTo(chart.zero);
    expect(down!.y).toBeCloseTo(chart.zero);
    expect(up!.height).toBeCloseTo(2 * down!.height);
  });
  it('shares the scale of a second draft, so that the two can be compared', () => {
    const one = [{ name: 'a', points: [{ decile: '1', change: '10.00', hidden: false }] }];
    const other = [{ name: 'a', points: [{ decile: '1', change: '100.00', hidden: false }] }];
    expect(decileChart(one, other, frame).bars[0]!.height).toBeLessThan(decileChart(one, [], frame).bars[0]!.height);
  });
  it.each([[0, 0], [-35, 47], [-0.4, 0.2], [0, 1234], [-9999, 0]])('marks its axis at round numbers around zero (%d to %d)', (low, high) => {
    const marks = roundTicks(low, high);
    expect(marks).toContain(0);
    expect(marks[0]).toBeLessThanOrEqual(low);
    expect(marks.at(-1)).toBeGreaterThanOrEqual(high);
    expect(marks.length).toBeLessThanOrEqual(8);
  });
});
