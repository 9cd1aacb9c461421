// SPDX-License-Identifier: EUPL-1.2
// The plane of screen 6: happened (x) against recorded (y), both as days, scaled to a box. A fact
// older than the axis is drawn at its left edge and says so.
import { dayNumber, romeDate } from './format';

export type Point = { x: number; y: number; clipped: boolean; late: boolean; position: number };
export type Plane = { points: Point[]; from: number; to: number; scale: (day: number) => number };

export function planeOf(
  facts: readonly { on: string; recorded_at: string; late_days: number; position: number }[], lastDay: string, size: number, daysShown: number,
): Plane {
  const to = dayNumber(lastDay);
  const oldest = facts.reduce((least, one) => Math.min(least, dayNumber(romeDate(one.recorded_at))), to);
  const from = Math.max(oldest, to - daysShown);
  const span = Math.max(to - from, 1);
  const scale = (day: number) => ((Math.min(Math.max(day, from), to) - from) / span) * size;
  const points = facts.map((one) => {
    const on = dayNumber(one.on);
    const recorded = dayNumber(romeDate(one.recorded_at));
    return { x: scale(on), y: size - scale(recorded), clipped: on < from || recorded < from, late: one.late_days > 7, position: one.position };
  });
  return { points, from, to, scale };
}
