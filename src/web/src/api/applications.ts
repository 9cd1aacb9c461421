// SPDX-License-Identifier: EUPL-1.2
// The requests of a family that nobody decided yet, and judging one by the criteria of its call.
import { call, type Query } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Application = Schemas['Application'];
export type Applications = Schemas['Applications'];
export type ApplicationPlace = Schemas['ApplicationPlace'];
export type AssessmentOutcome = Schemas['AssessmentOutcome'];
export type AssessmentRequest = Schemas['AssessmentRequest'];

export const listApplications = (caseId: string, query: Query = {}) => call<Applications>('GET', `/api/v1/cases/${caseId}/applications`, { query });
export const assess = (service: string, body: AssessmentRequest, key: string) =>
  call<Schemas['ApplicationAssessed']>('POST', `/api/v1/services/${service}/assessments`, { body, key });
