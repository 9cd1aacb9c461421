// SPDX-License-Identifier: EUPL-1.2
// The operations on access criteria and ranked lists of src/http/openapi.json.
import { call, type Query } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type AccessCriteria = Schemas['AccessCriteria'];
export type AccessCriteriaList = Schemas['AccessCriteriaList'];
export type RankingSummary = Schemas['RankingSummary'];
export type RankingList = Schemas['RankingList'];
export type RankingRow = Schemas['RankingRow'];
export type Ranking = Schemas['Ranking'];
export type RankingLetter = Schemas['RankingLetter'];
export type RankingRequest = Schemas['RankingRequest'];
export type AccessCriteriaChecked = Schemas['AccessCriteriaChecked'];
export type AccessCriteriaDraft = Schemas['AccessCriteriaDraft'];
export type AccessCriteriaRequest = Schemas['AccessCriteriaRequest'];
export type AccessCriteriaCheck = Schemas['AccessCriteriaCheck'];

const root = '/api/v1/rankings';

export const listCriteria = (query: Query = {}) => call<AccessCriteriaList>('GET', '/api/v1/access-criteria', { query });
export const listRankings = (query: Query = {}) => call<RankingList>('GET', root, { query });
export const getRanking = (id: string, query: Query = {}) => call<Ranking>('GET', `${root}/${id}`, { query });
export const publishRanking = (body: RankingRequest, key: string) => call<Ranking>('POST', root, { body, key });
export const getLetter = (id: string, service: string) => call<RankingLetter>('GET', `${root}/${id}/letters/${service}`);
export const checkCriteria = (body: AccessCriteriaCheck, signal: AbortSignal) =>
  call<AccessCriteriaChecked>('POST', '/api/v1/access-criteria/check', { body, signal });
export const publishCriteria = (body: AccessCriteriaRequest, key: string) =>
  call<Schemas['AccessCriteriaPublished']>('POST', '/api/v1/access-criteria', { body, key });
