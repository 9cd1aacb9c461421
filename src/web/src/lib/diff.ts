// SPDX-License-Identifier: EUPL-1.2
// What changed between two readings of a case (A and B): differences first, then what is equal.
// A reading is the case detail and its facts at one pair of dates; it is absent where the case was
// not yet known, or not yet true.
import type { CaseDetail, TimelineItem } from '../api/types';
import { t } from '../texts/pages';
import { stop } from '../texts/services';
import { detailName, detailText } from './details';
import { romeDate, showDate, showMoney, showUnitFee } from './format';

export type Reading = { detail: CaseDetail; facts: readonly TimelineItem[] };
export type Entry = { label: string; a: string; b: string; note: string; position: number | undefined };
export type Comparison = { different: Entry[]; equal: Entry[] };

const items = t.audit.items;

function names(detail: CaseDetail, reading: 'registry' | 'isee' | 'de_facto'): string {
  const inside = detail.household.members.filter((one) => one[reading]);
  return inside.map((one) => one.given_name ?? one.display_name).join(', ') || t.audit.absent;
}

export function feeOf(detail: CaseDetail, service: string): string {
  const found = detail.services.find((one) => one.service_id === service);
  if (!found) return t.audit.absent;
  const { fee } = found;
  if (!fee) return t.money.noFee;
  if (fee.status === 'not_accessible') return t.money.notAccessible;
  return fee.unit_fee && fee.unit ? `${showUnitFee(fee.unit_fee)} ${t.money.units[fee.unit]}` : showMoney(fee.amount);
}

function serviceOf(detail: CaseDetail, service: string): string {
  const suspension = detail.services.find((one) => one.service_id === service)?.suspension;
  return suspension ? `${feeOf(detail, service)} · ${stop.state(suspension, detail.on)}` : feeOf(detail, service);
}

function statusOf(detail: CaseDetail): string {
  return detail.status === 'open' ? t.audit.open_ : t.audit.closed_;
}

function fixedEntries(a: CaseDetail | undefined, b: CaseDetail | undefined): Entry[] {
  const entry = (label: string, of: (detail: CaseDetail) => string, note = '', position?: number): Entry => ({
    label, a: a ? of(a) : t.audit.notKnown, b: b ? of(b) : t.audit.notKnown, note, position,
  });
  const iseeNote = b?.isee ? t.money.known(b.isee.known_on) : '';
  const entries = [
    entry(items.isee, (one) => (one.isee ? showMoney(one.isee.isee) : t.audit.absent), iseeNote, b?.isee?.position),
    entry(items.status, statusOf),
    entry(items.case_manager, (one) => one.case_manager?.display_name ?? t.family.noManager),
    entry(items.comune, (one) => one.comune_name),
    entry(items.registry, (one) => names(one, 'registry')),
    entry(items.isee_household, (one) => names(one, 'isee')),
    entry(items.de_facto, (one) => names(one, 'de_facto')),
    entry(items.readers, (one) => t.audit.persons(one.readers.length)),
  ];
  const services = new Map([...(a?.services ?? []), ...(b?.services ?? [])].map((one) => [one.service_id, one]));
  for (const [id, service] of services) {
    const fee = b?.services.find((one) => one.service_id === id)?.fee;
    entries.push(entry(service.service_name, (one) => serviceOf(one, id), '', fee?.position));
  }
  return entries;
}

// A birth date is private data of a person: it changes by correction, so it is compared by person.
function birthEntries(a: CaseDetail | undefined, b: CaseDetail | undefined): Entry[] {
  const before = new Map((a?.household.members ?? []).map((one) => [one.person_id, one]));
  return (b?.household.members ?? []).flatMap((now) => {
    const then = before.get(now.person_id);
    if (!then?.birth_date || !now.birth_date || then.birth_date === now.birth_date) return [];
    return [{ label: items.person(now.display_name), a: showDate(then.birth_date), b: showDate(now.birth_date), note: '', position: undefined }];
  });
}

function factText(fact: TimelineItem): string {
  const [detail] = fact.details ?? [];
  return detail ? `${fact.title} · ${detailName(detail)}: ${detailText(detail, detail.value)}` : fact.title;
}

// Facts that B knows and A does not; and facts both know that say something else now.
function factEntries(a: Reading | undefined, b: Reading | undefined): { different: Entry[]; same: number } {
  const before = new Map((a?.facts ?? []).map((one) => [one.event_id, one]));
  const different: Entry[] = [];
  let same = 0;
  for (const fact of b?.facts ?? []) {
    const then = before.get(fact.event_id);
    const unchanged = then && then.on === fact.on && then.state === fact.state && then.text === fact.text;
    if (unchanged) {
      same += 1;
      continue;
    }
    const note = fact.late_days > 0 ? t.timeline.late(romeDate(fact.recorded_at), fact.late_days) : '';
    const state = fact.state === 'voided' ? ` · ${t.timeline.voided}` : '';
    different.push({
      label: items.fact(fact.on), a: then ? factText(then) : t.audit.notKnown, b: `${factText(fact)}${state}`, note, position: fact.position,
    });
  }
  return { different, same };
}

export function compare(a: Reading | undefined, b: Reading | undefined): Comparison {
  const fixed = [...fixedEntries(a?.detail, b?.detail), ...birthEntries(a?.detail, b?.detail)];
  const facts = factEntries(a, b);
  const different = [...fixed.filter((one) => one.a !== one.b), ...facts.different];
  const equal = fixed.filter((one) => one.a === one.b);
  if (facts.same > 0) {
    const value = t.timeline.facts(facts.same);
    equal.push({ label: items.facts, a: value, b: value, note: '', position: undefined });
  }
  return { different, equal };
}
