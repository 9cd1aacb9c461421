// SPDX-License-Identifier: EUPL-1.2
// When an intervention counts as recorded late (users-and-jobs, section 3), and the checks made
// before it is sent. The server decides; this only spares a round trip.
import { daysBetween } from './format';

export const lateAfterDays = 7;
export const textMax = 20_000;

export function needsLateReason(on: string, today: string): boolean {
  return daysBetween(on, today) > lateAfterDays;
}

export type Missing = 'family' | 'text' | 'late_reason' | 'future' | 'before';
export function missingFacts(
  form: { case_id: string; on: string; text: string; late_reason: string }, today: string, since = '',
): Missing | undefined {
  if (!form.case_id) return 'family';
  if (form.on > today) return 'future';
  if (form.on < since) return 'before';
  if (needsLateReason(form.on, today) && !form.late_reason) return 'late_reason';
  if (form.text.trim() === '') return 'text';
  return undefined;
}

// Characters as the server counts them: code points, not UTF-16 units.
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
