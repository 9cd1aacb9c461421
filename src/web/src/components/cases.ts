// SPDX-License-Identifier: EUPL-1.2
// A case as a row of an exported file.
import type { CaseSummary } from '../api/types';
import type { Cell } from '../lib/csv';
import { showDate } from '../lib/format';
import { t } from '../texts/pages';

const { columns } = t.families;
export const caseHead = [columns.number, columns.family, columns.since, columns.comune, columns.area, columns.worker, columns.persons, columns.last];

export function caseCells(one: CaseSummary): Cell[] {
  return [one.case_number, one.family_name, showDate(one.since), one.comune_name, one.area_name, one.case_manager_name, one.persons, showDate(one.last_event_on)];
}
