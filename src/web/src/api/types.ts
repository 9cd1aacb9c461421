// SPDX-License-Identifier: EUPL-1.2
// Names for the shapes of src/http/openapi.json (schema.d.ts is generated: npm run types).
import type { components } from './schema';

type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];
// `password_change_due`: until it is changed the server answers nothing else.
export type Session = Schemas['Session'] & { readonly password_change_due?: boolean };
export type Role = Schemas['Role'];
export type Today = Schemas['Today'];
export type Deadline = Schemas['Deadline'];
export type SearchHit = Schemas['SearchHit'];
export type SearchResult = Schemas['SearchResult'];
export type CaseSummary = Schemas['CaseSummary'];
export type CasePage = Schemas['CasePage'];
export type CaseDetail = Schemas['CaseDetail'];
export type CaseService = Schemas['CaseService'];
export type TariffSource = Schemas['TariffSource'];
export type Household = Schemas['Household'];
export type HouseholdMember = Schemas['HouseholdMember'];
export type TimelineItem = Schemas['TimelineItem'];
export type TimelineDetail = Schemas['TimelineDetail'];
export type TimelineKind = Schemas['TimelineKind'];
export type TimelinePage = Schemas['TimelinePage'];
export type InterventionKind = Schemas['InterventionKind'];
export type InterventionPlace = Schemas['InterventionPlace'];
export type InterventionRequest = Schemas['InterventionRequest'];
export type LateReason = Schemas['LateReason'];
export type CorrectionReason = Schemas['CorrectionReason'];
export type CorrectionRequest = Schemas['CorrectionRequest'];
export type Written = Schemas['Written'];
export type Fee = Schemas['Fee'];
export type FeeRequest = Schemas['FeeRequest'];
export type Caseload = Schemas['Caseload'];
export type CaseloadRow = Schemas['CaseloadRow'];
export type LepsBoard = Schemas['LepsBoard'];
export type LepsIndicator = Schemas['LepsIndicator'];
export type LepsStatus = Schemas['LepsStatus'];
export type LepsEvent = Schemas['LepsEvent'];
export type LepsEvents = Schemas['LepsEvents'];
export type AuditReason = Schemas['AuditReason'];
export type Opening = Schemas['Opening'];
export type Integrity = Schemas['Integrity'];
export type Verification = Schemas['Verification'];
export type OperatorPage = Schemas['OperatorPage'];
export type Views = Schemas['Views'];
export type DisclosureRequest = Schemas['DisclosureRequest'];
