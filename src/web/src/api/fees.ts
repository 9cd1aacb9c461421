// SPDX-License-Identifier: EUPL-1.2
// Before a fee is determined: what the regulation in force lets one say, and the amount it would be.
import { call } from './client';
import type { components } from './schema';
import type { FeeRequest } from './types';

type Schemas = components['schemas'];
export type FeeTerms = Schemas['FeeTerms'];
export type FeePreview = Schemas['FeePreview'];

const of = (service: string) => `/api/v1/services/${service}`;
export const getFeeTerms = (service: string, on: string) => call<Schemas['FeeTermsAnswer']>('GET', `${of(service)}/fee-terms`, { query: { on } });
export const previewFee = (service: string, body: FeeRequest) => call<Schemas['FeePreviews']>('POST', `${of(service)}/fee-previews`, { body });
