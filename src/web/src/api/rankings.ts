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

const root = '/api/v1/rankings';

export const listCriteria = (query: Query = {}) => call<AccessCriteriaList>('GET', '/api/v1/access-criteria', { query });
export const listRankings = (query: Query = {}) => call<RankingList>('GET', root, { query });
export const getRanking = (id: string, query: Query = {}) => call<Ranking>('GET', `${root}/${id}`, { query });
export const publishRanking = (body: RankingRequest, key: string) => call<Ranking>('POST', root, { body, key });
export const getLetter = (id: string, service: string) => call<RankingLetter>('GET', `${root}/${id}/letters/${service}`);
