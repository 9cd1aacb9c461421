// SPDX-License-Identifier: EUPL-1.2
// The months to choose from, the newest first: a list, because browsers that know no month field would
// show a text. The chosen one is always among them, however old.
export const monthsShown = 36;

export function monthsUpTo(today: string, chosen: string): string[] {
  let [year = 0, month = 0] = today.split('-').map(Number);
  const months: string[] = [];
  for (let n = 0; n < monthsShown; n += 1) {
    months.push(`${year}-${String(month).padStart(2, '0')}`);
    month -= 1;
    if (month === 0) [year, month] = [year - 1, 12];
  }
  return months.includes(chosen) ? months : [...months, chosen].sort().reverse();
}
