// SPDX-License-Identifier: EUPL-1.2
// What is typed to stop a service or to start it again.
import type { ResumptionRequest, SuspensionReason, SuspensionRequest } from '../../api/services';

export type StopForm = { reason: SuspensionReason; from: string; assessed_on: string; again: string };
export const reasons: readonly SuspensionReason[] = ['asked', 'absence', 'arrears'];

export const emptyStop = (today: string): StopForm => ({ reason: 'asked', from: today, assessed_on: '', again: today });

// The day of the assessment belongs to arrears: with another reason it stays in the form alone.
export const suspensionOf = (form: StopForm): SuspensionRequest => ({
  reason: form.reason, from: form.from, ...(form.reason === 'arrears' && form.assessed_on ? { assessed_on: form.assessed_on } : {}),
});
export const resumptionOf = (form: StopForm): ResumptionRequest => ({ from: form.again });
