// SPDX-License-Identifier: EUPL-1.2
// Judging a request: only what the criteria ask about is sent, and an item left empty is no zero.
import { describe, expect, it } from 'vitest';
import type { Application } from '../src/api/applications';
import type { Attestation } from '../src/api/isee';
import type { AccessCriteria } from '../src/api/rankings';
import { assessmentOf, conditionsOf, formOf, monthsBetween, usableOn } from '../src/pages/lavoro/assessing';
import { places } from '../src/texts/applications';

const criteria: AccessCriteria = {
  criteria_id: 'c', slug: 's', act: 'a', service_code: 'SOLLIEVO', service_name: 'Sollievo',
  gates: [{ kind: 'residence', text: '' }, { kind: 'isee_max', text: '', condition: 'minor', condition_name: 'minori' }, { kind: 'condition', text: '', condition: 'certified', condition_name: 'certificata' }],
  classes: [{ code: 'urgent', name: 'Urgente' }], items: [{ code: 'care', name: 'Bisogno', points_max: '40' }, { code: 'home', name: 'Casa', points_max: '10' }], ties: [],
};
const application: Application = {
  service_id: 's1', service_code: 'SOLLIEVO', service_name: 'Sollievo', person_id: 'p', person_name: 'Rossi', birth_date: '1980-05-17', residence: '015209',
  state: 'requested', requested_on: '2026-03-01', protocol_number: 7, places: [],
};

describe('completed months', () => {
  it('count a month from its day on', () => {
    expect(monthsBetween('1980-05-17', '2026-05-16')).toBe(551);
    expect(monthsBetween('1980-05-17', '2026-05-17')).toBe(552);
    expect(monthsBetween('2026-03-20', '2026-03-20')).toBe(0);
  });
});

describe('the form of a judgement', () => {
  const form = { ...formOf(application, '2026-03-20'), points: { care: '12,5', home: '' }, conditions: ['certified', 'minor'], priority: 'urgent', attestation: 'isee1' };
  it('begins with age and residence as they are known', () => expect(formOf(application, '2026-03-20')).toMatchObject({ years: '45', months: '10', residence: '015209', priority: '' }));
  it('begins again from what was known the last time', () => {
    const judged = { ...application, assessment: { criteria_id: 'c', act: 'a', on: '2026-03-10', outcome: { state: 'admitted' as const, reason: '', gates: [], points: '0', items: [] }, input: { age_months: 500, conditions: ['certified'], priority: 'urgent', documents_missing: true, points: [{ item: 'care', points: '12.5' }] } } };
    expect(formOf(judged, '2026-03-20')).toMatchObject({ criteria: 'c', years: '45', conditions: ['certified'], priority: 'urgent', documents_missing: true, points: { care: '12,5' } });
  });
  it('sends points of the items that were judged, and not a zero for the others', () => {
    expect(assessmentOf(form, criteria, ['isee1'])).toEqual({
      wrong: { points: {} },
      body: { criteria_id: 'c', on: '2026-03-20', age_months: 550, residence: '015209', conditions: ['certified'], priority: 'urgent', attestation_id: 'isee1', documents_missing: false, points: [{ item: 'care', points: '12.50' }] },
    });
  });
  it('sends nothing that the criteria do not ask', () => {
    const bare = { ...criteria, gates: [], classes: [], items: [] };
    expect(assessmentOf(form, bare, []).body).toEqual({ criteria_id: 'c', on: '2026-03-20', age_months: 550, conditions: [], documents_missing: false, points: [] });
  });
  it('names an age and points that cannot be read', () => {
    const { wrong } = assessmentOf({ ...form, years: '131', points: { care: '1,234.5', home: '-1' } }, criteria, []);
    expect(wrong).toEqual({ age: true, points: { care: 'english', home: 'negative' } });
    expect(assessmentOf({ ...form, years: '130', months: '11' }, criteria, []).wrong.age).toBeUndefined();
    expect(assessmentOf({ ...form, months: '12' }, criteria, []).wrong.age).toBe(true);
  });
  it('asks nobody to tick what follows from the age', () => expect(conditionsOf(criteria)).toEqual([{ code: 'certified', name: 'certificata' }]));
  it('offers the attestations valid on the day that nothing replaced', () => {
    const one = (id: string, from: string, to: string, replaced?: string) => ({ attestation_id: id, valid_from: from, valid_to: to, ...(replaced ? { replaced_by: replaced } : {}) }) as Attestation;
    const all = [one('a', '2026-03-20', '2026-12-31'), one('b', '2026-01-01', '2026-03-19'), one('c', '2026-01-01', '2026-12-31', 'a'), one('d', '2026-01-01', '2026-03-20')];
    expect(usableOn(all, '2026-03-20').map((each) => each.attestation_id)).toEqual(['a', 'd']);
  });
});

describe('the place in a list', () => {
  const place = { ranking_id: 'r', criteria_id: 'c', service_code: 'S', service_name: 'S', on: '2026-03-20', places: 2, funded: 2, waiting: 3, suspended: 1, refused: 0, state: 'admitted_waiting' as const };
  it('says which, of how many, and of which day', () => expect(places.place({ ...place, order: 4 })).toBe('4ª di 5 nella graduatoria del 20/03/2026'));
  it('says that there is none for who is suspended or refused', () => expect(places.place({ ...place, state: 'refused' })).toBe('Nella graduatoria del 20/03/2026, senza posto'));
});
