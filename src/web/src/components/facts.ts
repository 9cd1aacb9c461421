// SPDX-License-Identifier: EUPL-1.2
// The sign beside a fact.
import type { TimelineItem } from '../api/types';
import type { IconName } from './Icon.svelte';

const interventions: Record<string, IconName> = {
  home_visit: 'home', telephone_call: 'phone', interview: 'chat', meeting: 'team', network: 'team', school: 'team', report: 'file', note: 'pen',
};
const kinds: Record<TimelineItem['kind'], IconName> = {
  intervention: 'pen', decision: 'check', money: 'card', household: 'person', access: 'clock', correction: 'undo',
};
export function factIcon(fact: TimelineItem): IconName {
  return (fact.intervention_kind && interventions[fact.intervention_kind]) || kinds[fact.kind];
}
