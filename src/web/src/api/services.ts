// SPDX-License-Identifier: EUPL-1.2
// A service stopped for a while, and started again.
import { call } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Suspension = Schemas['Suspension'];
export type SuspensionReason = Schemas['SuspensionReason'];
export type SuspensionRequest = Schemas['SuspensionRequest'];
export type ResumptionRequest = Schemas['ResumptionRequest'];

const of = (service: string) => `/api/v1/services/${service}`;
export const suspend = (service: string, body: SuspensionRequest, key: string) =>
  call<Schemas['SuspensionWritten']>('POST', `${of(service)}/suspensions`, { body, key });
export const resume = (service: string, body: ResumptionRequest, key: string) =>
  call<Schemas['SuspensionWritten']>('POST', `${of(service)}/resumptions`, { body, key });
