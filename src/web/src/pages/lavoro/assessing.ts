// SPDX-License-Identifier: EUPL-1.2
// What is typed to judge a request. Only what the chosen criteria ask about is sent.
import type { Application, AssessmentRequest } from '../../api/applications';
import type { Attestation } from '../../api/isee';
import type { AccessCriteria } from '../../api/rankings';
import { readAmount, type AmountMistake } from '../../lib/amounts';

export type AssessForm = {
  criteria: string; on: string; years: string; months: string; residence: string;
  conditions: string[]; priority: string; attestation: string; documents_missing: boolean;
  points: Record<string, string>; // By item, as typed; empty: not assessed.
};
export type WrongAssessment = { age?: boolean; points: Record<string, AmountMistake> };

// Completed months between two days.
export function monthsBetween(born: string, on: string): number {
  const [y1 = 0, m1 = 1, d1 = 1] = born.split('-').map(Number);
  const [y2 = 0, m2 = 1, d2 = 1] = on.split('-').map(Number);
  return Math.max(0, (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0));
}

const typedPoints = (points: string) => points.replace('.', ',');

// What the last judgement knew, else what the registry knows.
export function formOf(one: Application, today: string): AssessForm {
  const last = one.assessment?.input;
  const age = one.birth_date ? monthsBetween(one.birth_date, today) : last?.age_months;
  return {
    criteria: one.assessment?.criteria_id ?? '', on: today,
    years: age === undefined ? '' : String(Math.floor(age / 12)), months: age === undefined ? '' : String(age % 12),
    residence: last?.residence ?? one.residence ?? '', conditions: [...(last?.conditions ?? [])], priority: last?.priority ?? '',
    attestation: last?.attestation_id ?? '', documents_missing: last?.documents_missing ?? false,
    points: Object.fromEntries((last?.points ?? []).map(({ item, points }) => [item, typedPoints(points)])),
  };
}

// The server takes only what was valid on the day; a replaced one says nothing any more.
export const usableOn = (attestations: readonly Attestation[], on: string) =>
  attestations.filter((one) => !one.replaced_by && one.valid_from <= on && on <= one.valid_to);

// Conditions that follow from the age are nobody's to tick.
export function conditionsOf(criteria: AccessCriteria | undefined): { code: string; name: string }[] {
  const found = new Map<string, string>();
  for (const { condition, condition_name: name } of criteria?.gates ?? []) {
    if (condition && condition !== 'adult' && condition !== 'minor') found.set(condition, name ?? condition);
  }
  return [...found].map(([code, name]) => ({ code, name }));
}

// `attestations`: those that may be named; one that lapsed by the day chosen stays in the form alone.
export function assessmentOf(form: AssessForm, criteria: AccessCriteria, attestations: readonly string[]): { body: AssessmentRequest; wrong: WrongAssessment } {
  const wrong: WrongAssessment = { points: {} };
  const whole = (text: string) => (/^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : NaN);
  const [years, months] = [whole(form.years), form.months.trim() === '' ? 0 : whole(form.months)];
  if (!(years <= 130 && months <= 11)) wrong.age = true;
  const points = criteria.items.flatMap(({ code }) => {
    const { value, mistake } = readAmount(form.points[code] ?? '', 2);
    if (mistake) wrong.points[code] = mistake;
    return value === undefined ? [] : [{ item: code, points: value }];
  });
  const asked = new Set(conditionsOf(criteria).map((one) => one.code));
  const known = criteria.classes.some((one) => one.code === form.priority);
  const body: AssessmentRequest = {
    criteria_id: criteria.criteria_id, on: form.on, age_months: wrong.age ? 0 : years * 12 + months,
    ...(form.residence && criteria.gates.some((one) => one.kind === 'residence') ? { residence: form.residence } : {}),
    conditions: form.conditions.filter((one) => asked.has(one)),
    ...(known ? { priority: form.priority } : {}),
    ...(attestations.includes(form.attestation) ? { attestation_id: form.attestation } : {}),
    documents_missing: form.documents_missing, points,
  };
  return { body, wrong };
}
