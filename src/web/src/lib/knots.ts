// SPDX-License-Identifier: EUPL-1.2
// The household's date slider: days from the first change to today, with the changes as knots.
import { dayNumber } from './format';

// The next (or previous) knot from a day; the ends of the range are knots too.
export function knotFrom(day: number, step: 1 | -1, changes: readonly string[], first: number, last: number): number {
  const knots = [...new Set([first, ...changes.map(dayNumber), last])].filter((one) => one >= first && one <= last);
  knots.sort((a, b) => a - b);
  const found = step === 1 ? knots.find((one) => one > day) : knots.findLast((one) => one < day);
  return found ?? (step === 1 ? last : first);
}

// Where a day stands on the track, in percent.
export function placeOf(day: number, first: number, last: number): number {
  return last === first ? 100 : ((day - first) / (last - first)) * 100;
}
