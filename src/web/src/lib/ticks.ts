// SPDX-License-Identifier: EUPL-1.2
// Where a time axis is marked: first days of months, evenly far apart.
import { dateOfDay, dayNumber, showMonth } from './format';

// Between two days, both left out; at most `most` of them.
export function monthTicks(first: number, last: number, most: number): string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = dateOfDay(first).split('-').map(Number);
  for (;;) {
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
    const date = `${year}-${String(month).padStart(2, '0')}-01`;
    if (dayNumber(date) >= last) break;
    months.push(date);
  }
  const step = Math.max(1, Math.ceil(months.length / most));
  return months.filter((_, i) => i % step === 0);
}
export function shortMonth(date: string): string {
  return `${showMonth(date).slice(0, 3).toLowerCase()} ${date.slice(2, 4)}`;
}
