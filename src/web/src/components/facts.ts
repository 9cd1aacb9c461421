// SPDX-License-Identifier: EUPL-1.2
// How one value of a fact is shown, and the sign beside the fact.
import type { TimelineDetail, TimelineItem } from '../api/types';
import { showDate, showMoney, showNumber } from '../lib/format';
import type { IconName } from './Icon.svelte';

export function detailText(detail: TimelineDetail, value: string): string {
  if (detail.type === 'money') return showMoney(value);
  if (detail.type === 'decimal') return showNumber(value);
  if (detail.type === 'date') return showDate(value);
  return value;
}

const interventions: Record<string, IconName> = {
  home_visit: 'home', telephone_call: 'phone', interview: 'chat', meeting: 'team', network: 'team', school: 'team', report: 'file', note: 'pen',
};
const kinds: Record<TimelineItem['kind'], IconName> = {
  intervention: 'pen', decision: 'check', money: 'card', household: 'person', access: 'clock', correction: 'undo',
};
export function factIcon(fact: TimelineItem): IconName {
  return (fact.intervention_kind && interventions[fact.intervention_kind]) || kinds[fact.kind];
}
