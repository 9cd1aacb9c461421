// SPDX-License-Identifier: EUPL-1.2
// The monthly run of a Comune, its invoices and their notices: the operations of
// src/http/openapi.json and their shapes.
import { call, urlOf } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Accounts = Schemas['Accounts'];
export type AccountInvoice = Schemas['AccountInvoice'];
export type MonthlyRun = Schemas['MonthlyRun'];
export type MonthlyRunRequest = Schemas['MonthlyRunRequest'];
export type NoticeOutcomeRequest = Schemas['NoticeOutcomeRequest'];
export type NoticeWritten = Schemas['NoticeWritten'];
export type AccountsQuery = { comune?: string | undefined; month?: string | undefined; after?: number | undefined };

const runs = '/api/v1/monthly-runs';

export const getAccounts = (query: AccountsQuery) => call<Accounts>('GET', '/api/v1/accounts', { query });
export const accountsFile = (kind: 'csv' | 'xlsx', query: AccountsQuery) => urlOf(`/api/v1/accounts.${kind}`, query);
export const startRun = (body: MonthlyRunRequest, key: string) => call<MonthlyRun>('POST', runs, { body, key });
export const getRun = (id: string) => call<MonthlyRun>('GET', `${runs}/${id}`);
export const cancelRun = (id: string) => call<void>('DELETE', `${runs}/${id}`);
export const recordOutcome = (notice: string, body: NoticeOutcomeRequest, key: string) => call<NoticeWritten>('POST', `/api/v1/notices/${notice}/outcome`, { body, key });
export const replaceNotice = (notice: string, body: Schemas['NoticeReplacementRequest'], key: string) => call<NoticeWritten>('POST', `/api/v1/notices/${notice}/replacement`, { body, key });
