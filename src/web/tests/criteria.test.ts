// SPDX-License-Identifier: EUPL-1.2
// Access criteria in a form: a file goes through it unchanged, and nothing is guessed.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { complete, criteriaRequestOf, documentOf, emptyCriteria, fromDocument, newKey } from '../src/lib/criteriaForm';

const folder = '../../config/access';
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('a file of criteria', () => {
  it('is among those published', () => expect(files.length).toBeGreaterThan(3));
  it.each(files)('%s goes through the form unchanged', (name) => {
    const file = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, unknown>;
    const form = fromDocument(file);
    expect(form).toBeDefined();
    if (form) expect(documentOf(form)).toEqual(file);
  });
  it('with a rule of a kind that the form does not know is refused, not cut', () => {
    expect(fromDocument({ id: 'x', act: 'y', gates: [{ kind: 'moon' }] })).toBeUndefined();
    expect(fromDocument({ id: 'x', act: 'y', ties: [{ rule: 'moon' }] })).toBeUndefined();
  });
});

describe('the form', () => {
  const filled = {
    ...emptyCriteria(), id: ' b2 ', act: 'Atto', service: 'SOLLIEVO', from: '2026-01-01',
    gates: [
      { key: newKey(), kind: 'isee_max' as const, value: '25.000,00', code: '' }, { key: newKey(), kind: 'isee_max' as const, value: '40.000,00', code: ' minor ' },
      { key: newKey(), kind: 'age_min' as const, value: '18', code: 'left from another kind' }, { key: newKey(), kind: 'residence' as const, value: '9', code: 'x' },
    ],
    items: [{ key: newKey(), item: 'care_need', points: '40' }],
    ties: [{ key: newKey(), rule: 'older' as const, value: '1', item: 'y' }],
  };
  it('sends of each rule only what its kind has', () => {
    expect(documentOf(filled)).toMatchObject({
      id: 'b2', gates: [{ kind: 'isee_max', amount: '25000.00' }, { kind: 'isee_max', amount: '40000.00', group: 'minor' }, { kind: 'age_min', years: 18 }, { kind: 'residence' }],
      items: [{ item: 'care_need', points_max: '40.00' }], ties: [{ rule: 'older' }],
    });
  });
  it('sends an amount that cannot be read as it was typed, for the check to name', () => {
    expect(documentOf({ ...filled, gates: [{ key: 1, kind: 'isee_max', value: '1,234.56', code: '' }] }).gates).toEqual([{ kind: 'isee_max', amount: '1,234.56' }]);
  });
  it('is complete with service, first day, name and act', () => {
    expect(complete(filled)).toBe(true);
    for (const name of ['service', 'from', 'id', 'act'] as const) expect(complete({ ...filled, [name]: '' }), name).toBe(false);
  });
  it('leaves out what is not chosen yet', () => expect(criteriaRequestOf(emptyCriteria())).toEqual({ document: { id: '', act: '', gates: [], classes: [], items: [], ties: [] }, comuni: [] }));
});
