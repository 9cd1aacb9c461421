// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyForm, fieldOf, fromFile, idOf, toFile, type Form } from '../src/lib/regulationForm';

type Json = Record<string, any>;
const published = (JSON.parse(readFileSync('../../config/regulations/published.json', 'utf8')) as { regulations: Json[] }).regulations;
const milli = (value: string | undefined) => (value === undefined ? undefined : Math.round(Number(value) * 1000));
const numbers = (one: Json) => ({ ...one, from: one.from ?? null, to: one.to ?? null, base: milli(one.base), x0: milli(one.x0), num: milli(one.num), den: milli(one.den) });

describe('every published regulation', () => {
  it.each(published.map((one) => [one.id as string, one] as const))('%s comes back from the form as it went in', (_, given) => {
    const { file, mistakes } = toFile(fromFile(given)) as { file: Json; mistakes: unknown[] };
    expect(mistakes).toEqual([]);
    const segments = (given.formula.segments ?? []) as Json[];
    expect(file.formula.segments.map(numbers)).toEqual(segments.map((one) => numbers({ from_inclusive: true, to_inclusive: true, ...one })));
    for (const name of ['id', 'authority', 'service', 'unit', 'act', 'isee_kind'] as const) expect(file[name]).toBe(given[name] ?? '');
    expect(file.no_isee.amount).toBe(given.no_isee.amount ?? null);
    expect(file.non_resident.amount).toBe(given.non_resident?.amount ?? null);
    expect(file.exemptions).toEqual(given.exemptions ?? []);
    expect(file.discounts.length).toBe(given.discounts.length);
    // And the form made of that file writes it again, to the letter.
    expect(toFile(fromFile(file)).file).toEqual(file);
  });
  it('of Dairago is a line between two fees', () => {
    const form = fromFile(published[0] as Json);
    expect(form.rows.map((row) => row.kind)).toEqual(['flat', 'line', 'flat']);
    expect(form.rows[1]).toMatchObject({ from: '6.531,00', to: '11.429,00', fee: '3,00', end: '11,00' });
  });
});

const filled = (change: Partial<Form>): Form => ({ ...emptyForm(), slug: 'x', ...change });
const row = { key: 1, from: '', fromIn: true, to: '', toIn: true, kind: 'flat' as const, fee: '5,00', end: '', x0: '', num: '', den: '' };

describe('what is typed', () => {
  it('makes a line of two fees and two ISEEs', () => {
    const { file } = toFile(filled({ rows: [{ ...row, kind: 'line', from: '6.531', to: '11.429,00', fee: '3', end: '11,00' }] }));
    expect((file as Json).formula.segments[0].den).toBeUndefined();
    const sound = toFile(filled({ rows: [{ ...row, kind: 'line', from: '6531', to: '11.429,00', fee: '3', end: '11,00' }] }));
    expect(sound.mistakes).toEqual([]);
    expect((sound.file as Json).formula.segments[0]).toEqual({ from: '6531.00', from_inclusive: true, to: '11429.00', to_inclusive: true, base: '3.00', x0: '6531.00', num: '8.00', den: '4898.00' });
  });
  it('names each mistake by its field, and sends none of it', () => {
    const { file, mistakes } = toFile(filled({ cap: '1,234.56', noIsee: '-1', rows: [{ ...row, fee: '', to: '1.000' }, { ...row, kind: 'line', end: '1' }] }));
    expect(mistakes).toEqual([
      { pointer: '/formula/segments/0/to', what: 'ambiguous' }, { pointer: '/formula/segments/0/base', what: 'missing' },
      { pointer: '/formula/segments/1/from', what: 'missing' }, { pointer: '/formula/segments/1/to', what: 'missing' },
      { pointer: '/no_isee/amount', what: 'negative' }, { pointer: '/cap', what: 'english' },
    ]);
    expect((file as Json).cap).toBeNull();
  });
  it('keeps the unit as the act names it until another is chosen', () => {
    const form = fromFile({ unit: 'percent of the maximum hourly tariff', formula: { segments: [] } });
    expect(toFile(form).file.unit).toBe('percent of the maximum hourly tariff');
    expect(toFile({ ...form, unit: 'meal' }).file.unit).toBe('percent of the full cost per meal');
    expect(toFile({ ...form, percent: false }).file.unit).toBe('EUR/hour');
  });
});

describe('a finding', () => {
  const there = new Set(['/formula/segments/1/to', '/full_cost/amount', '/formula/segments/0/from', '/discounts/0/percent'].map(idOf));
  it.each([['/formula/segments/1/to', '/formula/segments/1/to'], ['/full_cost', '/full_cost/amount'], ['/formula/segments/9/den', '/formula/segments/0/from'], ['/nowhere', undefined]])('at %s leads to %s', (pointer, field) => {
    expect(fieldOf(pointer, (id) => there.has(id))).toBe(field && idOf(field));
  });
});
