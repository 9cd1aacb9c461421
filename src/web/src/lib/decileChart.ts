// SPDX-License-Identifier: EUPL-1.2
// Bars of the average change in each tenth of ISEE, one per series (a Comune). Numbers are read here
// only to place the bars: what is written beside them stays the text the server gave.
export type DecilePoint = { decile: string; change: string | undefined; hidden: boolean };
export type DecileSeries = { name: string; points: readonly DecilePoint[] };
export type Bar = { x: number; y: number; width: number; height: number; up: boolean; change: string; series: number; decile: string };
export type Spot = { x: number; y: number; series: number; decile: string };
export type DecileChart = { bars: Bar[]; spots: Spot[]; ticks: { y: number; value: number }[]; zero: number; centres: { decile: string; x: number }[] };

export type Frame = { width: number; height: number; left: number; top: number; bottom: number };

const steps = [1, 2, 5];

// Marks of the axis: about four, at round numbers, with zero among them.
export function roundTicks(low: number, high: number): number[] {
  const span = Math.max(high - low, 1e-9);
  let step = 1;
  for (let power = 0.01, i = 0; ; i += 1) {
    step = (steps[i % steps.length] ?? 1) * power;
    if (span / step <= 5) break;
    if (i % steps.length === steps.length - 1) power *= 10;
  }
  const marks: number[] = [];
  for (let mark = Math.floor(low / step); mark <= Math.ceil(high / step); mark += 1) marks.push(Number((mark * step).toFixed(2)));
  return marks;
}

// The series share the scale that `others` (a second draft, drawn beside) also reach.
export function decileChart(series: readonly DecileSeries[], others: readonly DecileSeries[], frame: Frame): DecileChart {
  const values = [...series, ...others].flatMap((one) => one.points.map((point) => Number(point.change ?? 0)));
  const marks = roundTicks(Math.min(0, ...values), Math.max(0, ...values));
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  const inner = frame.height - frame.top - frame.bottom;
  const y = (value: number) => frame.top + (high === low ? inner / 2 : ((high - value) / (high - low)) * inner);
  const deciles = series[0]?.points.map((point) => point.decile) ?? [];
  const slot = (frame.width - frame.left) / Math.max(deciles.length, 1);
  const width = (slot * 0.78) / Math.max(series.length, 1);
  const bars: Bar[] = [];
  const spots: Spot[] = [];
  for (const [s, one] of series.entries()) {
    for (const [d, point] of one.points.entries()) {
      const x = frame.left + slot * (d + 0.11) + width * s;
      const value = Number(point.change ?? 0);
      if (point.hidden) spots.push({ x: x + width / 2, y: y(0), series: s, decile: point.decile });
      else if (point.change !== undefined) {
        // A change of nothing is a line on the axis, not a gap.
        bars.push({ x, y: Math.min(y(value), y(0)), width: Math.max(width - 2, 2), height: Math.max(Math.abs(y(value) - y(0)), 1.5), up: value > 0, change: point.change, series: s, decile: point.decile });
      }
    }
  }
  return { bars, spots, ticks: marks.map((value) => ({ value, y: y(value) })), zero: y(0), centres: deciles.map((decile, d) => ({ decile, x: frame.left + slot * (d + 0.5) })) };
}
