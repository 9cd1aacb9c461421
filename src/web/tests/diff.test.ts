// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import type { CaseDetail, TimelineItem } from '../src/api/types';
import { alertsOf } from '../src/lib/alerts';
import { compare } from '../src/lib/diff';

const tariff = { regulation_id: 'r', slug: 'dairago-sad', authority: 'Comune di Dairago', act: 'art. 34', valid_from: '2024-01-01' };
function detail(change: Partial<CaseDetail> = {}): CaseDetail {
  return {
    case_id: 'c', case_number: 'SSG-1', version: 1, status: 'open', since: '2024-03-12', area: 'FAM_MIN', area_name: 'Famiglia', comune: '015209', comune_name: 'Sesto San Giovanni',
    mandate: 'consensual', on: '2026-04-15', known_at: '2026-04-15T21:00:00Z', position: 9, masked: false, deadlines: [], readers: [], can_write: false, events: 3,
    household: { on: '2026-04-15', change_dates: [], members: [{ person_id: 'p', display_name: 'Colombo Ada', birth_date: '1954-02-14', registry: true, isee: true, de_facto: true }] },
    isee: { attestation_id: 'a', kind: 'ordinario', isee: '8400.00', presented_on: '2026-01-20', valid_from: '2026-01-20', valid_to: '2026-12-31', known_on: '2026-01-22', corrente: false, annotations: false, position: 2 },
    services: [{ service_id: 's', person_id: 'p', person_name: 'Colombo Ada', service_code: 'SAD', service_name: 'SAD', state: 'active',
      fee: { fee_id: 'f', from: '2026-03-01', to: '2026-12-31', status: 'determined', amount: '77.00', unit_fee: '4.400', unit: 'hour', tariff, position: 3 } }],
    ...change,
  };
}
function fact(id: string, change: Partial<TimelineItem> = {}): TimelineItem {
  return { event_id: id, position: 5, type: 'InterventionLogged', kind: 'intervention', title: 'Colloquio', on: '2026-04-10', recorded_at: '2026-04-10T10:00:00Z', late_days: 0, operator_name: 'Elena Riva', state: 'valid', ...change };
}

describe('the same case known on two days', () => {
  it('has no difference when nothing was learned in between', () => {
    const same = { detail: detail(), facts: [fact('1')] };
    expect(compare(same, same).different).toEqual([]);
  });
  it('shows a rectified ISEE with both values and since when it is known', () => {
    const now = detail({ isee: { ...detail().isee!, isee: '15900.00', known_on: '2026-10-22', position: 187 } });
    expect(compare({ detail: detail(), facts: [] }, { detail: now, facts: [] }).different).toEqual([
      { label: 'ISEE', a: '8.400,00 €', b: '15.900,00 €', note: 'noto dal 22/10/2026', position: 187 },
    ]);
  });
  it('shows a fact that was recorded later as not yet known', () => {
    const late = fact('2', { recorded_at: '2026-05-02T10:00:00Z', late_days: 22, position: 8 });
    const { different } = compare({ detail: detail(), facts: [] }, { detail: detail(), facts: [late] });
    expect(different).toEqual([{ label: 'Fatto del 10/04/2026', a: 'non ancora noto', b: 'Colloquio', note: 'Registrato il 02/05/2026, 22 giorni dopo', position: 8 }]);
  });
  it('shows a fact that was cancelled in between', () => {
    const { different } = compare({ detail: detail(), facts: [fact('1')] }, { detail: detail(), facts: [fact('1', { state: 'voided' })] });
    expect(different[0]?.b).toContain('Annullato');
  });
  it('shows a corrected birth date', () => {
    const [member] = detail().household.members;
    const now = detail({ household: { ...detail().household, members: [{ ...member!, birth_date: '1953-02-14' }] } });
    expect(compare({ detail: detail(), facts: [] }, { detail: now, facts: [] }).different[0]).toMatchObject({ label: 'Nascita, Colombo Ada', a: '14/02/1954', b: '14/02/1953' });
  });
  it('shows a service that A did not know', () => {
    const { different } = compare({ detail: detail({ services: [] }), facts: [] }, { detail: detail(), facts: [] });
    expect(different[0]).toMatchObject({ label: 'SAD', a: 'non presente', b: '4,40 €/h' });
  });
  it('shows everything as not yet known when the case was not there', () => {
    const { different, equal } = compare(undefined, { detail: detail(), facts: [fact('1')] });
    expect(different.every((one) => one.a === 'non ancora noto')).toBe(true);
    expect(equal).toEqual([]);
  });
  it('counts the facts that both know among what is equal', () => {
    const { equal } = compare({ detail: detail(), facts: [fact('1')] }, { detail: detail(), facts: [fact('1'), fact('2')] });
    expect(equal.at(-1)).toMatchObject({ label: 'Fatti noti', a: '1 fatto' });
  });
});

describe('what deserves a look on a family', () => {
  const member = { person_id: 'q', display_name: 'Haddad Rachid', registry: false, isee: true, de_facto: true };
  const with_ = (members: CaseDetail['household']['members']) => detail({ household: { ...detail().household, members } });
  it('is a person whom the registry and the ISEE read differently', () => {
    const [ada] = detail().household.members;
    expect(alertsOf(with_([ada!, member])).map((one) => one.kind)).toEqual(['household_mismatch']);
  });
  it('is not a household that nobody has read in one of the ways', () => {
    expect(alertsOf(with_([{ ...member, registry: true, isee: false }]))).toEqual([]);
  });
  it('is a term that has passed, with its days', () => {
    const deadline = { code: 'ADI_FIRST', title: 'Primo incontro ADI', case_id: 'c', due_on: '2026-11-18', days_left: -4, state: 'overdue' as const, trigger: 'PAD', trigger_on: '2026-07-21', term: 120, term_unit: 'day' as const, rule_version: 1 };
    expect(alertsOf(detail({ deadlines: [deadline] }))[0]?.text).toBe('Primo incontro ADI: superata da 4 giorni');
  });
  it('names only the readings that were made', () => {
    const [alert] = alertsOf(with_([{ ...member, isee: false }, { ...member, person_id: 'r', registry: true, isee: false }]));
    expect(alert?.text).toBe('Nucleo: anagrafe e di fatto non coincidono');
  });
  it('is a fee that the server would price otherwise now, and no other', () => {
    const tariff = { regulation_id: 'r', slug: 's', authority: 'Sesto San Giovanni', act: 'C.C. 12/2023', valid_from: '2024-01-01' };
    const service = { service_id: 's', person_id: 'p', person_name: 'Colombo Lucia', service_code: 'SAD', service_name: 'Assistenza domiciliare', state: 'active' as const, fee: { fee_id: 'f', from: '2026-03-02', to: '2026-12-31', status: 'determined' as const, amount: '770.00', tariff, position: 8, isee: '8400.00' } };
    const review = { periods: 1, unanswered: 0, total: '866.25', isee: '15900.00', unit_fee: '11.00' };
    expect(alertsOf(detail({ services: [{ ...service, review }] })).map((one) => one.kind)).toEqual(['fee_review']);
    expect(alertsOf(detail({ services: [service] }))).toEqual([]);
  });
});
