// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { find, sectionsOf } from '../src/routes';
import { tr } from '../src/texts/rankings';

describe('ranked lists', () => {
  it('are for the head, the manager and the auditor, and for nobody else', () => {
    for (const role of ['head', 'manager', 'auditor'] as const) {
      expect(find('/graduatorie', role).route.pattern).toBe('/graduatorie');
      expect(sectionsOf(role).map((one) => one.key)).toContain('rankings');
    }
    for (const role of ['social_worker', 'administrator'] as const) {
      expect(find('/graduatorie', role).route.pattern).toBe('');
    }
  });

  it('give letters to the head alone', () => {
    const path = '/graduatorie/00000000000000000000000000000001/lettera/00000000000000000000000000000002';
    expect(find(path, 'head').params).toEqual({ id: '00000000000000000000000000000001', service: '00000000000000000000000000000002' });
    expect(find(path, 'manager').route.pattern).toBe('');
    expect(find(path, 'auditor').route.pattern).toBe('');
  });

  it('count in Italian', () => {
    expect(tr.summary(1, 1)).toBe('1 domanda · 1 posto');
    expect(tr.summary(14, 0)).toBe('14 domande · 0 posti');
    expect(tr.breakdown('12.5')).toBe('12,5 punti: come si arriva');
  });

  it('say in the middle of a sentence why one comes before another', () => {
    expect(tr.before('Più punti')).toBe('Prima di chi segue: più punti');
    expect(tr.before('ISEE più basso')).toBe('Prima di chi segue: ISEE più basso');
  });

  it('name every state by a word, not by a colour alone', () => {
    expect(Object.keys(tr.states)).toEqual(Object.keys(tr.tones));
    expect(new Set(Object.values(tr.states)).size).toBe(4);
  });
});
