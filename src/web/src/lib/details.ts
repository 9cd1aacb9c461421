// SPDX-License-Identifier: EUPL-1.2
// How one value of a fact is shown.
import type { TimelineDetail } from '../api/types';
import { t } from '../texts/pages';
import { showDate, showMoney, showNumber } from './format';

export function detailName(detail: TimelineDetail): string {
  return detail.label ?? t.timeline.details[detail.code] ?? detail.code;
}
export function detailText(detail: TimelineDetail, value: string): string {
  if (detail.type === 'money') return showMoney(value);
  if (detail.type === 'decimal') return showNumber(value);
  if (detail.type === 'date') return showDate(value);
  return value;
}
