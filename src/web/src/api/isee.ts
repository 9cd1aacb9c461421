// SPDX-License-Identifier: EUPL-1.2
// ISEE attestations: those of a family, a new one, and asking INPS.
import { call } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type IseeKind = Schemas['IseeKind'];
export type IseeChannel = Schemas['IseeChannel'];
export type IseeFlag = Schemas['IseeFlag'];
export type Attestation = Schemas['Attestation'];
export type Attestations = Schemas['Attestations'];
export type AttestationRequest = Schemas['AttestationRequest'];
export type AttestationWritten = Schemas['AttestationWritten'];
export type IseeLookupRequest = Schemas['IseeLookupRequest'];
export type IseeLookup = Schemas['IseeLookup'];

const of = (id: string) => `/api/v1/cases/${id}`;
export const listAttestations = (id: string) => call<Attestations>('GET', `${of(id)}/attestations`);
export const acquireAttestation = (id: string, body: AttestationRequest, key: string) =>
  call<AttestationWritten>('POST', `${of(id)}/attestations`, { body, key });
export const askInps = (id: string, body: IseeLookupRequest, key: string) =>
  call<IseeLookup>('POST', `${of(id)}/isee-lookups`, { body, key });
export type DocumentsReason = Schemas['DocumentsReason'];
export const documentsReasons: readonly DocumentsReason[] = ['holder_proved', 'office_verified', 'archive_outdated', 'without_weight'];
export const acceptDocuments = (id: string, attestation: string, body: Schemas['DocumentsRequest'], key: string) =>
  call<Schemas['Written']>('POST', `${of(id)}/attestations/${attestation}/documents`, { body, key });
