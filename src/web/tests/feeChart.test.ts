// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { chartOf, plot } from '../src/lib/feeChart';

const knot = (isee: string, fee: string) => ({ isee, fee, exact: `${fee}/1` });
const piece = (segment: number, from: [string, string], to: [string, string]) => ({ segment, first: knot(...from), last: knot(...to) });
const hole = (at: string, to?: string) => ({ severity: 'error' as const, code: 'regulation.hole', at, pointer: '/formula/segments/0/to', text: '', ...(to ? { to } : {}) });
const right = plot.width - plot.right;

describe('the chart of a tariff', () => {
  it('goes from the left edge to the right one, and up with the fee', () => {
    const chart = chartOf({ isee_max: '1000.00', in_percent: false, pieces: [piece(0, ['0.00', '0.00'], ['1000.00', '10.00'])] }, []);
    expect(chart.pieces[0]?.x1).toBe(plot.left);
    expect(chart.pieces[0]?.x2).toBe(right);
    expect(chart.pieces[0]?.y1).toBe(plot.height - plot.bottom);
    expect(chart.pieces[0]?.y2).toBeLessThan(plot.top + 20);
    expect(chart.knots.map((one) => [one.isee, one.fee])).toEqual([['0.00', '0.00'], ['1000.00', '10.00']]);
  });
  it('draws a jump where two pieces touch, and none where the fee goes on', () => {
    const jump = chartOf({ isee_max: '1000.00', in_percent: false, pieces: [piece(0, ['0.00', '1.00'], ['500.00', '1.00']), piece(1, ['500.01', '5.00'], ['1000.00', '5.00'])] }, []);
    expect(jump.jumps).toHaveLength(1);
    const smooth = chartOf({ isee_max: '1000.00', in_percent: false, pieces: [piece(0, ['0.00', '1.00'], ['500.00', '5.00']), piece(1, ['500.01', '5.00'], ['1000.00', '5.00'])] }, []);
    expect(smooth.jumps).toHaveLength(0);
  });
  it('shows a hole of one cent, and one without an end up to the edge', () => {
    const curve = { isee_max: '1000.00', in_percent: false, pieces: [] };
    const [cent, open] = chartOf(curve, [hole('500.00', '500.00'), hole('900.00')]).holes;
    expect(cent?.width).toBe(4);
    expect((open?.x ?? 0) + (open?.width ?? 0)).toBeCloseTo(right + 2);
  });
  it('stands also when there is nothing to draw', () => {
    const empty = chartOf({ isee_max: '0.00', in_percent: false, pieces: [] }, []);
    expect([...empty.ticksX, ...empty.ticksY].every((one) => Object.values(one).every(Number.isFinite))).toBe(true);
  });
});
