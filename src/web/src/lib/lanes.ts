// SPDX-License-Identifier: EUPL-1.2
// The picture above a family's timeline: one lane for each kind of fact, time from left to right.
// It draws the facts already on the page and asks for nothing. What happened before the case was
// opened (a residence of ten years ago) stands at the left edge, so that it does not press the rest.
import type { TimelineItem, TimelineKind } from '../api/types';
import { dayNumber } from './format';
import { monthTicks } from './ticks';

export type Dot = { place: number; late: boolean; before: boolean };
export type Lanes = { lanes: { kind: TimelineKind; dots: Dot[] }[]; ticks: { place: number; date: string }[] };

const lateDays = 7;
const ticksMost = 6;

export function lanesOf(facts: readonly TimelineItem[], kinds: readonly TimelineKind[], since: string, today: string): Lanes {
  const last = dayNumber(today);
  const days = facts.map((one) => dayNumber(one.on)).filter((day) => day >= dayNumber(since));
  const first = Math.min(...days, last - 1);
  const place = (day: number) => ((Math.min(Math.max(day, first), last) - first) / (last - first)) * 100;
  const lanes = kinds
    .map((kind) => ({
      kind,
      dots: facts.filter((one) => one.kind === kind).map((one) => {
        const day = dayNumber(one.on);
        return { place: place(day), late: kind === 'intervention' && one.late_days > lateDays, before: day < first };
      }),
    }))
    .filter((lane) => lane.dots.length > 0);
  return { lanes, ticks: monthTicks(first, last, ticksMost).map((date) => ({ place: place(dayNumber(date)), date })) };
}
