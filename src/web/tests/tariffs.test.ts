// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { UniformityDimension } from '../src/api/uniformity';
import { bandOf, endLabels, feeAt, highestFee, pathOf, placeNote, scaleOf, ticks, type Curve } from '../src/lib/curves';
import { tt } from '../src/texts/tariffs';
import { sayIn, showShare } from '../src/texts/tariffWords';

const curve = (id: string, ...pieces: [string, string, string, string][]): Curve =>
  ({ id, name: id, published: false, pieces: pieces.map(([isee, fee, last, end]) => ({ from: { isee, fee }, to: { isee: last, fee: end } })) });
const plot = { width: 140, height: 130, left: 20, right: 20, top: 10, bottom: 20 };
const scale = scaleOf(plot, 100, 10);

describe('the axes of a chart of tariffs', () => {
  it('start at zero and end at or above the highest fee', () => expect(ticks(13.8, 5)).toEqual([0, 3, 6, 9, 12, 15]));
  it('end at the highest fee when it is round', () => expect(ticks(15, 5)).toEqual([0, 3, 6, 9, 12, 15]));
  it('mark something where nothing is asked', () => expect(ticks(0, 5)).toEqual([0, 1]));
});

describe('the line of a tariff', () => {
  it('draws a step where one piece touches the next', () =>
    expect(pathOf(curve('a', ['0.00', '0.00', '50.00', '0.00'], ['50.01', '10.00', '100.00', '10.00']), scale)).toBe('M20.0 110.0L70.0 110.0L70.0 10.0L120.0 10.0'));
  it('lifts the pen over a hole of one cent', () =>
    expect(pathOf(curve('a', ['0.00', '0.00', '50.00', '0.00'], ['50.02', '10.00', '100.00', '10.00']), scale).match(/M/g)).toHaveLength(2));
  it('gives no fee after its end', () => expect(feeAt(curve('a', ['0.00', '2.00', '50.00', '4.00']), 51)).toBeUndefined());
  it('gives the fee between its ends', () => expect(feeAt(curve('a', ['0.00', '2.00', '50.00', '4.00']), 25)).toBe(3));
  it('knows its highest fee', () => expect(highestFee([curve('a', ['0.00', '2.00', '50.00', '4.00'])])).toBe(4));
});

describe('the names at the end of the lines', () => {
  const equal = [curve('a', ['0.00', '10.00', '100.00', '10.00']), curve('b', ['0.00', '10.00', '100.00', '10.00'])];
  it('lie apart when the lines end together', () => {
    const labels = endLabels(equal, scale, 17, 110);
    expect(labels.map((one) => one.y)).toEqual([10, 27]);
  });
  it('do not fall below the axis', () => {
    const low = [curve('a', ['0.00', '0.00', '100.00', '0.00']), curve('b', ['0.00', '0.00', '100.00', '0.00'])];
    expect(endLabels(low, scale, 17, 108).map((one) => one.y)).toEqual([91, 108]);
  });
  it('are not given to a line that is nowhere', () => expect(endLabels([curve('a')], scale, 17, 110)).toEqual([]));
});

describe('the band of many Comuni', () => {
  it('bends where two lines cross', () => {
    const band = bandOf([curve('a', ['0.00', '0.00', '100.00', '10.00']), curve('b', ['0.00', '10.00', '100.00', '0.00'])]);
    expect(band).toEqual([{ isee: 0, low: 0, high: 10 }, { isee: 50, low: 5, high: 5 }, { isee: 100, low: 0, high: 10 }]);
  });
  it('falls to who still gives a fee one cent after another ends', () =>
    expect(bandOf([curve('a', ['0.00', '1.00', '50.00', '1.00']), curve('b', ['0.00', '4.00', '100.00', '4.00'])]).slice(1)).toEqual([{ isee: 50, low: 1, high: 4 }, { isee: 50.01, low: 4, high: 4 }, { isee: 100, low: 4, high: 4 }]));
});

describe('the note of the worst difference', () => {
  it('stands inside the plot and not on its own mark', () => {
    const note = placeNote([], scaleOf({ ...plot, width: 600 }, 100, 10), { ...plot, width: 600 }, { x: 300, y: 60 }, 200, 60);
    expect(note.x + note.width <= 292 || note.x >= 308).toBe(true);
    expect(note.x).toBeGreaterThanOrEqual(20);
  });
});

describe('shares', () => {
  it.each([['1.0000', '100 %'], ['0.0000', '0 %'], ['0.9934', '99,34 %'], ['0.0040', '0,4 %'], ['0.0100', '1 %'], ['0.5000', '50 %']])('show %s as %s', (share, text) => expect(showShare(share)).toBe(text));
  it('show the index as the command line does', () => expect(tt.showIndex('0.2269')).toBe('0,2269'));
});

// Every code that src/domain/fees/structure.cpp gives.
const codes: Record<UniformityDimension, string[]> = {
  act: ['named', 'not_stated'], formula: ['flat', 'bands', 'linear', 'linear_from_zero', 'linear_with_jumps', 'piecewise_linear', 'not_computable'],
  thresholds: ['at', 'none'], exemption: ['none', 'up_to', 'everybody'], range: ['between', 'from', 'not_computable'], access: ['everybody', 'up_to', 'whole_cost_above'],
  full_cost: ['amount', 'not_stated'], isee_kinds: ['accepted', 'not_stated'], no_isee: ['amount', 'not_stated'], annotations: ['accept', 'accept_with_documents', 'refuse'],
  decorrenza: ['next_month_after_protocol', 'same_month', 'filing_date_pro_rata', 'fixed_date', 'month_end_snapshot', 'not_stated'], rectification: ['from_the_past', 'from_now_on'],
  kept_until: ['until', 'not_kept'], rounding: ['half_up', 'half_even', 'half_down', 'truncate', 'not_stated'], discounts: ['none', 'percent'], surcharges: ['none', 'percent'],
  exempt_persons: ['none', 'reasons'], residence: ['as_residents', 'amount'], period_bounds: ['none', 'bounds'],
};
const values = [
  { name: 'act', value: 'C.C. 12/2023' }, { name: 'pieces', value: '3' }, { name: 'isee', value: '6531.00' }, { name: 'lowest', value: '0.00' }, { name: 'highest', value: '6.00' }, { name: 'amount', value: '11.00' },
  { name: 'kind', value: 'ordinario' }, { name: 'day', value: '04-01' }, { name: 'percent', value: '10.00' }, { name: 'when', value: 'secondo figlio' }, { name: 'reason', value: 'court_order' }, { name: 'cap', value: '100.00' },
];
describe('what a regulation says', () => {
  const all = Object.entries(codes).flatMap(([dimension, each]) => each.map((code) => [dimension as UniformityDimension, code] as const));
  it.each(all)('has words for %s %s', (dimension, code) => {
    const text = sayIn(dimension, { code, values });
    expect(text).not.toBe(code);
    expect(text).not.toMatch(/undefined|—/);
    expect(text.length).toBeGreaterThan(2);
  });
  it('names every dimension, also as a cause', () => {
    for (const dimension of Object.keys(codes) as UniformityDimension[]) expect(tt.dimensions[dimension] && tt.causes[dimension]).toBeTruthy();
  });
  it('writes amounts as Italians do', () => {
    expect(sayIn('exemption', { code: 'up_to', values })).toBe('fino a 6.531,00 €');
    expect(sayIn('range', { code: 'between', values })).toBe('0,00 – 6,00 €');
    expect(sayIn('discounts', { code: 'percent', values: values.slice(8, 10) })).toBe('10 % (secondo figlio)');
    expect(sayIn('rounding', { code: 'half_up', values: [{ name: 'unit', value: '0.01' }, { name: 'amount', value: '0.01' }] })).toBe('metà per eccesso, al centesimo');
    expect(sayIn('rounding', { code: 'truncate', values: [{ name: 'amount', value: '0.01' }] })).toBe('troncato, solo alla fine');
  });
  it('shows a code it does not know rather than nothing', () => expect(sayIn('act', { code: 'newer', values: [] })).toBe('newer'));
});
