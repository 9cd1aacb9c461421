// SPDX-License-Identifier: EUPL-1.2
// What deserves a look on top of a family's page, derived from the same answer as the page (R12: a
// flag is never stored).
import type { CaseDetail, HouseholdMember } from '../api/types';
import { t } from '../texts/pages';

export type Alert = { kind: 'overdue' | 'household_mismatch' | 'fee_review'; text: string };

export type Reading = 'registry' | 'isee' | 'de_facto';

// The readings that name anybody: one that was never made is not a disagreement.
export function readingsOf(members: readonly HouseholdMember[]): Reading[] {
  return (['registry', 'isee', 'de_facto'] as const).filter((reading) => members.some((one) => one[reading]));
}
// The readings do not agree on this person.
export function differs(one: HouseholdMember, readings: readonly Reading[]): boolean {
  return new Set(readings.map((reading) => one[reading])).size > 1;
}

export function alertsOf(detail: CaseDetail): Alert[] {
  const alerts: Alert[] = detail.deadlines
    .filter((one) => one.state === 'overdue')
    .map((one) => ({ kind: 'overdue', text: `${one.title}: ${t.deadline.overdue(-one.days_left)}` }));
  const { members } = detail.household;
  const readings = readingsOf(members);
  const mismatch = members.some((one) => differs(one, readings));
  if (mismatch) alerts.push({ kind: 'household_mismatch', text: t.household.mismatch(readings.map((one) => t.household.readingNames[one])) });
  const reviews = detail.services.filter((one) => one.review).length;
  if (reviews > 0) alerts.push({ kind: 'fee_review', text: t.family.reviews(reviews) });
  return alerts;
}
