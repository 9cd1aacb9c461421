// SPDX-License-Identifier: EUPL-1.2
// Geometry of the chart of tariffs: where each straight piece stands, where the axes are marked, which
// names stand at the ends of the lines, and the band between the lowest and the highest fee. Numbers
// here are pixels; amounts stay strings everywhere else.
export type Knot = { readonly isee: string; readonly fee: string };
export type Curve = { readonly id: string; readonly name: string; readonly published: boolean; readonly pieces: readonly { readonly from: Knot; readonly to: Knot }[] };
export type Plot = { width: number; height: number; left: number; right: number; top: number; bottom: number };
export type Scale = { x: (isee: number) => number; y: (fee: number) => number };

const cents = (amount: string) => Math.round(Number(amount) * 100);

// Round steps of 1, 2 or 5, about `wanted` of them, from 0 to the first at or above `most`.
export function ticks(most: number, wanted: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 3, 5, 10].map((one) => one * power).find((one) => one >= rough - 1e-9) ?? 10 * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Math.round(i * step * 100) / 100);
}

export function scaleOf(plot: Plot, mostIsee: number, mostFee: number): Scale {
  const wide = plot.width - plot.left - plot.right;
  const high = plot.height - plot.top - plot.bottom;
  return { x: (isee) => plot.left + (isee / mostIsee) * wide, y: (fee) => plot.height - plot.bottom - (fee / mostFee) * high };
}

export function highestFee(curves: readonly Curve[]): number {
  return Math.max(0, ...curves.flatMap((curve) => curve.pieces.flatMap((piece) => [Number(piece.from.fee), Number(piece.to.fee)])));
}

// One path. Pieces that touch (one cent apart) are joined, so that a step is drawn; where no fee is
// given the pen is up.
export function pathOf(curve: Curve, scale: Scale): string {
  let path = '';
  let end: number | undefined;
  for (const { from, to } of curve.pieces) {
    const first = cents(from.isee);
    const joined = end !== undefined && first - end <= 1;
    path += `${joined ? 'L' : 'M'}${scale.x(Number(from.isee)).toFixed(1)} ${scale.y(Number(from.fee)).toFixed(1)}`;
    path += `L${scale.x(Number(to.isee)).toFixed(1)} ${scale.y(Number(to.fee)).toFixed(1)}`;
    end = cents(to.isee);
  }
  return path;
}

// The fee at an ISEE, for the places of marks only; nothing where no piece holds.
export function feeAt(curve: Curve, isee: number): number | undefined {
  for (const { from, to } of curve.pieces) {
    const [x0, x1, y0, y1] = [Number(from.isee), Number(to.isee), Number(from.fee), Number(to.fee)];
    if (isee < x0 - 0.001 || isee > x1 + 0.001) continue;
    return x1 === x0 ? y0 : y0 + ((isee - x0) / (x1 - x0)) * (y1 - y0);
  }
  return undefined;
}

export type Label = { id: string; name: string; x: number; y: number; published: boolean };
// The name of each curve at its end, moved apart so that no two lie on one another.
export function endLabels(curves: readonly Curve[], scale: Scale, apart: number, low: number): Label[] {
  const labels = curves.flatMap((curve) => {
    const end = curve.pieces.at(-1)?.to;
    return end ? [{ id: curve.id, name: curve.name, published: curve.published, x: scale.x(Number(end.isee)), y: scale.y(Number(end.fee)) }] : [];
  }).sort((a, b) => a.y - b.y);
  for (let i = 1; i < labels.length; i += 1) {
    const [above, here] = [labels[i - 1], labels[i]];
    if (above && here && here.y - above.y < apart) here.y = above.y + apart;
  }
  // Pushed below the axis: all of them move up again.
  for (let i = labels.length - 1, limit = low; i >= 0; i -= 1, limit -= apart) {
    const here = labels[i];
    if (here && here.y > limit) here.y = limit;
  }
  return labels;
}

// Lowest and highest fee at each ISEE where one of the curves bends or two of them cross: between two
// of these both edges of the band are straight.
export function bandOf(curves: readonly Curve[]): { isee: number; low: number; high: number }[] {
  // Also the cent before a piece and the one after it: there a Comune comes in or falls out.
  const knots = new Set(curves.flatMap((curve) => curve.pieces.flatMap(({ from, to }) => [cents(from.isee) - 1, cents(from.isee), cents(to.isee), cents(to.isee) + 1].map((one) => one / 100))));
  const sorted = [...knots].sort((a, b) => a - b);
  const all = new Set(sorted);
  for (let i = 1; i < sorted.length; i += 1) {
    const [a, b] = [sorted[i - 1] ?? 0, sorted[i] ?? 0];
    const ends = curves.map((curve) => [feeAt(curve, a), feeAt(curve, b)] as const);
    for (const [j, one] of ends.entries()) {
      for (const other of ends.slice(j + 1)) {
        if (one[0] === undefined || one[1] === undefined || other[0] === undefined || other[1] === undefined) continue;
        const [before, after] = [one[0] - other[0], one[1] - other[1]];
        if (before * after < 0) all.add(a + (before / (before - after)) * (b - a));
      }
    }
  }
  return [...all].sort((a, b) => a - b).flatMap((isee) => {
    const fees = curves.map((curve) => feeAt(curve, isee)).filter((fee) => fee !== undefined);
    return fees.length === 0 ? [] : [{ isee, low: Math.min(...fees), high: Math.max(...fees) }];
  });
}

export type Rect = { x: number; y: number; width: number; height: number };
// Where a note of this size covers the fewest points of the curves, near the mark but not on it.
export function placeNote(curves: readonly Curve[], scale: Scale, plot: Plot, mark: { x: number; y: number }, width: number, height: number): Rect {
  const points = curves.flatMap((curve) => curve.pieces.flatMap(({ from, to }) =>
    Array.from({ length: 25 }, (_, i) => {
      const isee = Number(from.isee) + (i / 24) * (Number(to.isee) - Number(from.isee));
      return { x: scale.x(isee), y: scale.y(Number(from.fee) + (i / 24) * (Number(to.fee) - Number(from.fee))) };
    })));
  const bottom = plot.height - plot.bottom - height - 6;
  const sides = [mark.x - width - 16, mark.x + 16, plot.left + 8].filter((x) => x >= plot.left && x + width <= plot.width - 4);
  const places = (sides.length > 0 ? sides : [plot.left + 4]).flatMap((x) => [plot.top, (plot.top + bottom) / 2, bottom].map((y) => ({ x, y, width, height })));
  const covers = (place: Rect) => points.filter((one) => one.x > place.x - 6 && one.x < place.x + width + 6 && one.y > place.y - 6 && one.y < place.y + height + 6).length
    + (mark.x > place.x - 8 && mark.x < place.x + width + 8 ? 1000 : 0);
  return places.reduce((best, place) => (covers(place) < covers(best) ? place : best));
}
