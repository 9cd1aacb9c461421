// SPDX-License-Identifier: EUPL-1.2
// Geometry of the chart of one tariff: its straight pieces in pixels, the holes between them, and what
// the axes say. Amounts stay strings everywhere else.
import type { RegulationCurve, RegulationFinding } from '../api/regulations';

export const plot = { width: 420, height: 250, left: 46, right: 14, top: 14, bottom: 34 };
export type Piece = { x1: number; y1: number; x2: number; y2: number };
export type Knot = { isee: string; fee: string; x: number; y: number };
export type Chart = { pieces: Piece[]; knots: Knot[]; holes: { x: number; width: number }[]; jumps: { x: number; y1: number; y2: number }[]; ticksX: { x: number; value: number }[]; ticksY: { y: number; value: number }[]; limit: number | undefined };

function steps(most: number, wanted: number): number[] {
  if (!(most > 0)) return [0];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((one) => one * power >= rough - 1e-9) ?? 10) * power;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
}

export function chartOf(curve: RegulationCurve, findings: readonly RegulationFinding[]): Chart {
  const most = Number(curve.isee_max) || 1;
  const fees = curve.pieces.flatMap((one) => [Number(one.first.fee ?? 0), Number(one.last.fee ?? 0)]);
  const top = Math.max(1, ...fees) * 1.08;
  const x = (isee: string | number) => plot.left + (Math.min(Number(isee), most) / most) * (plot.width - plot.left - plot.right);
  const y = (fee: string | number | undefined) => plot.height - plot.bottom - (Number(fee ?? 0) / top) * (plot.height - plot.top - plot.bottom);
  const pieces = curve.pieces.map((one) => ({ x1: x(one.first.isee), y1: y(one.first.fee), x2: x(one.last.isee), y2: y(one.last.fee) }));
  const knots = curve.pieces.flatMap((one) => [one.first, one.last]).map(({ isee, fee }) => ({ isee, fee: fee ?? '', x: x(isee), y: y(fee) }));
  const jumps = pieces.flatMap((one, i) => {
    const next = pieces[i + 1];
    const touch = next && Math.abs(next.x1 - one.x2) < 0.5 && Math.abs(next.y1 - one.y2) > 0.5;
    return touch ? [{ x: next.x1, y1: one.y2, y2: next.y1 }] : [];
  });
  const holes = findings.filter((one) => one.code === 'regulation.hole' && !one.at.startsWith('/')).map((one) => {
    const start = x(one.at);
    // One missing cent is as wide as the eye can see, no narrower.
    return { x: start - 2, width: Math.max(4, x(one.to ?? curve.isee_max) - start + 4) };
  });
  return {
    pieces, knots, holes, jumps, limit: curve.access_limit === undefined ? undefined : x(curve.access_limit),
    ticksX: steps(most, 4).map((value) => ({ x: x(value), value })), ticksY: steps(top, 4).map((value) => ({ y: y(value), value })),
  };
}
