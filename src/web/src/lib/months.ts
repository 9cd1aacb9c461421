// SPDX-License-Identifier: EUPL-1.2
// The rows of a timeline, in months. Deliveries of a service repeat many times a month and say only
// a quantity: those of one month become one row, at the place of the newest, with every day in it.
import type { TimelineItem } from '../api/types';
import { showMonth } from './format';

export type Row = { key: string; facts: [TimelineItem, ...TimelineItem[]] };
export type Month = { month: string; rows: Row[] };

// Only facts that say nothing more than their quantity: none is hidden behind another.
function repeats(fact: TimelineItem): boolean {
  return fact.type === 'ServiceDelivered' && fact.state === 'valid' && !fact.text && !fact.can_correct && !fact.correction;
}

export function monthsOf(facts: readonly TimelineItem[]): Month[] {
  const months: Month[] = [];
  let together: Row | undefined;
  for (const fact of facts) {
    const month = showMonth(fact.on);
    let last = months.at(-1);
    if (last?.month !== month) {
      last = { month, rows: [] };
      months.push(last);
      together = undefined;
    }
    if (together && repeats(fact)) {
      together.facts.push(fact);
      continue;
    }
    const row: Row = { key: fact.event_id, facts: [fact] };
    last.rows.push(row);
    if (repeats(fact)) together = row;
  }
  return months;
}
