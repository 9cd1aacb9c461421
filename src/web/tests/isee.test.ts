// SPDX-License-Identifier: EUPL-1.2
// What is typed about an attestation: the number of the DSU, amounts and dates; and what is sent.
import { describe, expect, it } from 'vitest';
import { dsuHint } from '../src/lib/dsu';
import { emptyForm, requestOf, wrongIn, type IseeForm } from '../src/pages/lavoro/isee.svelte';

const today = '2026-03-20';
const filled = (changes: Partial<IseeForm> = {}): IseeForm => ({
  ...emptyForm(), person_id: 'p', isee: '8.400,00', dsu_number: 'INPS-ISEE-2026-00000417D-00',
  presented_on: '2026-01-20', valid_from: '2026-01-20', valid_to: '2026-12-31', ...changes,
});

describe('the number of a DSU', () => {
  it('is told apart while it is typed', () => {
    expect(dsuHint('')).toBe('empty');
    expect(dsuHint('INPS-ISEE-20')).toBe('going');
    expect(dsuHint('INPS-ISEE-2026-00000417D-0')).toBe('going');
    expect(dsuHint('INPS-ISEE-2026-00000417D-00')).toBe('usual');
    expect(dsuHint(' INPS-ISEE-2026-00000417D-00 ')).toBe('usual');
    for (const odd of ['inps', 'INPS-ISEE-2026-000004170-00', 'INPS-ISEE-2026-00000417D-000', 'prot. 12', 'INPS-ISEE-26-']) expect(dsuHint(odd), odd).toBe('unusual');
  });
});

describe('the form', () => {
  it('is right with what is printed and nothing else', () => {
    expect(wrongIn(filled(), today)).toEqual({});
  });
  it('names every field that is wrong', () => {
    expect(Object.keys(wrongIn(emptyForm(), today)).sort()).toEqual(['dsu_number', 'isee', 'person_id', 'presented_on', 'valid_from', 'valid_to']);
    expect(Object.keys(wrongIn(filled({ isee: '1,234.56', ise: '-1', scale: '0,99' }), today)).sort()).toEqual(['ise', 'isee', 'scale']);
  });
  it('tells what is wrong with an amount', () => {
    for (const typed of ['1,234.56', '1.234', '1,005', '-1', 'mille', '']) expect(wrongIn(filled({ isee: typed }), today).isee, typed).toBeTruthy();
    expect(wrongIn(filled({ isee: '0' }), today)).toEqual({});
    expect(new Set(['1,234.56', '1.234', '1,005', '-1', 'mille', ''].map((typed) => wrongIn(filled({ isee: typed }), today).isee)).size).toBe(6);
  });
  it('takes today and not tomorrow', () => {
    expect(wrongIn(filled({ presented_on: today, valid_from: today }), today)).toEqual({});
    expect(Object.keys(wrongIn(filled({ presented_on: '2026-03-21' }), today))).toEqual(['presented_on']);
    expect(Object.keys(wrongIn(filled({ valid_to: '2026-01-19' }), today))).toEqual(['valid_to']);
    expect(wrongIn(filled({ valid_to: '2026-01-20' }), today)).toEqual({});
  });
  it('asks for the printed name of a kind it does not know', () => {
    expect(Object.keys(wrongIn(filled({ kind: 'altro' }), today))).toEqual(['kind_as_printed']);
    expect(wrongIn(filled({ kind: 'altro', kind_as_printed: 'Nuovo' }), today)).toEqual({});
  });
  it('keeps an unusual number of the DSU', () => {
    expect(wrongIn(filled({ dsu_number: 'prot. 12' }), today)).toEqual({});
    expect(requestOf(filled({ dsu_number: ' prot. 12 ' })).dsu_number).toBe('prot. 12');
  });
  it('sends amounts in the form of the API and leaves out what is empty or switched off', () => {
    const body = requestOf(filled({ ise: '20.664,00', scale: '2,46', corrente_form_number: 'X', annotation_texts: 'Y' }));
    expect(body).toMatchObject({ isee: '8400.00', ise: '20664.00', scale: '2.46', corrente: false, annotations: false });
    for (const name of ['isr', 'corrente_form_number', 'annotation_texts', 'documents_given', 'replaces', 'protocol']) expect(body).not.toHaveProperty(name);
  });
  it('sends annotations line by line', () => {
    const body = requestOf(filled({ annotations: true, annotation_texts: 'Conto corrente\n\n Immobile ', documents_given: true }));
    expect(body.annotation_texts).toEqual(['Conto corrente', 'Immobile']);
    expect(body.documents_given).toBe(true);
  });
});
