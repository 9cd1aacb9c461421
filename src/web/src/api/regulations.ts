// SPDX-License-Identifier: EUPL-1.2
// The operations on regulations of src/http/openapi.json.
import { call, type Query } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type RegulationFile = Schemas['RegulationFile'];
export type RegulationFinding = Schemas['RegulationFinding'];
export type RegulationCurve = Schemas['RegulationCurve'];
export type RegulationVersion = Schemas['RegulationVersion'];
export type RegulationPage = Schemas['RegulationPage'];
export type RegulationChecked = Schemas['RegulationChecked'];
export type RegulationDetail = Schemas['RegulationDetail'];
export type RegulationWritten = Schemas['RegulationWritten'];
export type WithdrawalRequest = Schemas['WithdrawalRequest'];

const root = '/api/v1/regulations';

export const listRegulations = (query: Query = {}) => call<RegulationPage>('GET', root, { query });
export const getRegulation = (id: string, query: Query = {}) => call<RegulationDetail>('GET', `${root}/${id}`, { query });
export const checkRegulation = (body: unknown, signal: AbortSignal) => call<RegulationChecked>('POST', `${root}/check`, { body, signal });
export const publishRegulation = (body: unknown, key: string) => call<RegulationWritten>('POST', root, { body, key });
export const withdrawRegulation = (id: string, body: WithdrawalRequest, key: string) =>
  call<RegulationWritten>('POST', `${root}/${id}/withdrawal`, { body, key });
