// SPDX-License-Identifier: EUPL-1.2
// Points of a small line chart. Missing values leave a gap; fewer than two values draw nothing.
// `steps`: a value holds until the next one, as a rule does, and is not on its way there.
export type Line = { path: string; last: { x: number; y: number }; threshold: number | undefined };

const margin = 4;

export function sparkline(values: readonly (number | undefined)[], threshold: number | undefined, width: number, height: number, steps = false): Line | undefined {
  const known = values.filter((one) => one !== undefined);
  if (known.length < 2) return undefined;
  const all = threshold === undefined ? known : [...known, threshold];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const y = (value: number) => (high === low ? height / 2 : height - margin - ((value - low) / (high - low)) * (height - 2 * margin));
  const x = (i: number) => margin + (i / (values.length - 1)) * (width - 2 * margin);
  let path = '';
  let last = { x: 0, y: 0 };
  let pen = false;
  for (const [i, value] of values.entries()) {
    if (value === undefined) {
      pen = false;
      continue;
    }
    last = { x: x(i), y: y(value) };
    const [at, to] = [last.x.toFixed(1), last.y.toFixed(1)];
    if (!pen) path += `M${at} ${to}`;
    else path += steps ? `H${at}V${to}` : `L${at} ${to}`;
    pen = true;
  }
  return { path, last, threshold: threshold === undefined ? undefined : y(threshold) };
}
