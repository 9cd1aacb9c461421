// SPDX-License-Identifier: EUPL-1.2
// The operations of src/http/openapi.json, one function each.
import { call, callTagged, text, type Query } from './client';
import type {
  AuditReason, CaseDetail, Caseload, CasePage, CorrectionRequest, DisclosureRequest, Fee, FeeRequest,
  Integrity, InterventionRequest, LepsBoard, LepsEvents, Opening, OperatorPage, SearchResult, Session,
  TimelinePage, Today, Verification, Views, Written,
} from './types';

const root = '/api/v1';

// What was true (on), and what was known (as_of or known).
export type Moment = { on?: string; known?: string; as_of?: number; after?: number };

export const createSession = (body: { user: string; password: string; totp?: string }) =>
  call<Session>('POST', `${root}/session`, { body });
export const getSession = () => call<Session>('GET', `${root}/session`);
export const changePassword = (body: { old_password: string; new_password: string }) =>
  call<Session>('POST', `${root}/session/password`, { body });
export const deleteSession = () => call<void>('DELETE', `${root}/session`);

export const getToday = (query: Query = {}) => call<Today>('GET', `${root}/today`, { query });
export const search = (words: string, limit: number, signal: AbortSignal) =>
  call<SearchResult>('POST', `${root}/searches`, { body: { text: words, limit }, signal });
export const listCases = (query: Query) => call<CasePage>('GET', `${root}/cases`, { query });
export const getCase = (id: string, moment: Moment = {}, signal?: AbortSignal) =>
  call<CaseDetail>('GET', `${root}/cases/${id}`, { query: moment, ...(signal ? { signal } : {}) });
export const getTimeline = (id: string, query: Query) =>
  call<TimelinePage>('GET', `${root}/cases/${id}/timeline`, { query });
export const getTaggedTimeline = (id: string, query: Query, tag: string | undefined) =>
  callTagged<TimelinePage>(`${root}/cases/${id}/timeline`, query, tag);
export const logIntervention = (id: string, body: InterventionRequest, key: string) =>
  call<Written>('POST', `${root}/cases/${id}/interventions`, { body, key });
export const correct = (id: string, body: CorrectionRequest, key: string) =>
  call<Written>('POST', `${root}/cases/${id}/corrections`, { body, key });
export const determineFee = (service: string, body: FeeRequest, key: string) =>
  call<Fee>('POST', `${root}/services/${service}/fees`, { body, key });
export const getFee = (id: string) => call<Fee>('GET', `${root}/fees/${id}`);
export const disclose = (body: DisclosureRequest, key: string) =>
  call<{ position: number }>('POST', `${root}/disclosures`, { body, key });

export const getCaseload = (moment: Moment) => call<Caseload>('GET', `${root}/caseload`, { query: moment });
export const listCaseload = (query: Query) => call<CasePage>('GET', `${root}/caseload/cases`, { query });
export const getLeps = (query: Query) => call<LepsBoard>('GET', `${root}/leps`, { query });
export const listLepsEvents = (code: string, query: Query) =>
  call<LepsEvents>('GET', `${root}/leps/${code}/events`, { query });

export const openCase = (id: string, reason: AuditReason, key: string) =>
  call<Opening>('POST', `${root}/audit/cases/${id}/openings`, { body: { reason }, key });
export const getIntegrity = () => call<Integrity>('GET', `${root}/integrity`);
export const startVerification = (key: string, caseId?: string) =>
  call<Verification>('POST', `${root}/integrity/verifications`, { body: caseId ? { case_id: caseId } : {}, key });
export const getVerification = (id: string) => call<Verification>('GET', `${root}/integrity/verifications/${id}`);
export const getProof = (position: number) => text(`${root}/events/${position}/proof`);

export const listOperators = (query: Query) => call<OperatorPage>('GET', `${root}/operators`, { query });
export const listViews = () => call<Views>('GET', `${root}/views`);

// All pages of a list, up to `pages` of them: an export or a comparison needs every row.
export async function everyPage<Page extends { readonly items: readonly unknown[]; readonly next_cursor?: string }>(
  page: (cursor: string | undefined) => Promise<Page>, pages: number,
): Promise<{ rows: Page['items'][number][]; complete: boolean; last: Page }> {
  const rows: Page['items'][number][] = [];
  let last = await page(undefined);
  rows.push(...last.items);
  for (let i = 1; i < pages && last.next_cursor; i += 1) {
    last = await page(last.next_cursor);
    rows.push(...last.items);
  }
  return { rows, complete: !last.next_cursor, last };
}
