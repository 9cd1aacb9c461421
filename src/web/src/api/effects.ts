// SPDX-License-Identifier: EUPL-1.2
// Effetti and conguaglio, and the contest of a fee.
import { call } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type CaseEffects = Schemas['CaseEffects'];
export type ServiceEffects = Schemas['ServiceEffects'];
export type EffectPeriod = Schemas['EffectPeriod'];
export type SettlementMethod = Schemas['SettlementMethod'];
export type SettlementRequest = Schemas['SettlementRequest'];
export type EffectsAtStake = Schemas['EffectsAtStake'];
export type FeeReviewAnswer = Schemas['FeeReviewAnswer'];

const root = '/api/v1';
export const getEffects = (caseId: string) => call<CaseEffects>('GET', `${root}/cases/${caseId}/effects`);
export const listEffects = () => call<EffectsAtStake>('GET', `${root}/effects`);
export const settle = (service: string, body: SettlementRequest, key: string) =>
  call<Schemas['SettlementWritten']>('POST', `${root}/services/${service}/settlements`, { body, key });

const written = (fee: string, what: string, body: unknown, key: string) =>
  call<Schemas['FeeWritten']>('POST', `${root}/fees/${fee}/${what}`, { body, key });
export const notifyFee = (fee: string, on: string, key: string) => written(fee, 'notifications', { on }, key);
export const requestReview = (fee: string, on: string, key: string) => written(fee, 'reviews', { on }, key);
export const decideReview = (fee: string, body: FeeReviewAnswer, key: string) => written(fee, 'review-decisions', body, key);
