// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { ApiError, offlineCode, urlOf } from '../src/api/client';
import { isTyping, moveInList, setSingleKeys, shortcutReader } from '../src/lib/keys';
import { tellProblem } from '../src/lib/problem';
import { href, match } from '../src/lib/router.svelte';
import { find, homeOf, sectionsOf } from '../src/routes';
import { requestOf } from '../src/state/outbox';

describe('routes', () => {
  it('read an id from the path', () => expect(match('/famiglie/:id', '/famiglie/ab')).toEqual({ id: 'ab' }));
  it('refuse a path that is longer', () => expect(match('/famiglie/:id', '/famiglie/ab/x')).toBeUndefined());
  it('accept an optional part that is absent', () => expect(match('/leps/:code?', '/leps')).toEqual({}));
  it('leave out what is not set', () => expect(href('/leps', { al: '2026-01-01', noto: undefined })).toBe('#/leps?al=2026-01-01'));
  it('start a social worker on Oggi', () => expect(homeOf('social_worker')).toBe('/oggi'));
  it('give each section of a role its own letter', () => {
    for (const role of ['social_worker', 'head', 'manager', 'auditor', 'administrator'] as const) {
      const letters = sectionsOf(role).map((one) => one.letter);
      expect(new Set(letters).size).toBe(letters.length);
      expect(letters).not.toContain('g');
    }
  });
  it('do not find a page of another role', () => expect(find('/famiglie', 'manager').route.pattern).toBe(''));
  it('find the accessibility declaration without a session', () => expect(find('/accessibilita', undefined).route.open).toBe(true));
});

describe('addresses of the API', () => {
  it('leave out what is not asked', () => expect(urlOf('/api/v1/leps', { on: '2026-01-01', known: undefined, unit: '' })).toBe('/api/v1/leps?on=2026-01-01'));
});

describe('shortcuts', () => {
  const press = (key: string, target: EventTarget = document.body, more: object = {}) =>
    Object.defineProperty(new KeyboardEvent('keydown', { key, ...more }), 'target', { value: target });
  it('log with n', () => expect(shortcutReader()(press('n'))).toBe('log'));
  it('go to Oggi with g and o', () => {
    const read = shortcutReader();
    expect(read(press('g'))).toBeUndefined();
    expect(read(press('o'))).toEqual({ section: 'o' });
    expect(sectionsOf('social_worker').find((one) => one.letter === 'o')?.path).toBe('/oggi');
  });
  it('do nothing inside a text field', () => expect(shortcutReader()(press('n', document.createElement('textarea')))).toBeUndefined());
  it('leave Ctrl+n to the browser', () => expect(shortcutReader()(press('n', document.body, { ctrlKey: true }))).toBeUndefined());
  it('can be switched off', () => {
    setSingleKeys(false);
    expect(shortcutReader()(press('n'))).toBeUndefined();
    setSingleKeys(true);
  });
  it('act on a check box, which takes no letters', () => {
    const box = document.createElement('input');
    box.type = 'checkbox';
    expect(isTyping(box)).toBe(false);
  });
  it('move with j and k inside the list and stop at its ends', () => {
    document.body.innerHTML = '<ul data-list><li><a data-row href="#1" id="one">1</a></li><li><a data-row href="#2" id="two">2</a></li></ul>';
    moveInList(1);
    expect(document.activeElement?.id).toBe('one');
    moveInList(1);
    moveInList(1);
    expect(document.activeElement?.id).toBe('two');
    moveInList(-1);
    expect(document.activeElement?.id).toBe('one');
  });
});

describe('an error on the screen', () => {
  const problem = { type: 'about:blank', title: 'Rifiutato', status: 422, code: 'intervention.empty' };
  it('says what the server said, what was kept, and the code', () => {
    const told = tellProblem(new ApiError({ ...problem, detail: 'Manca il testo: scrivilo.' }), 'Il testo è conservato.');
    expect(told).toMatchObject({ happened: 'Manca il testo: scrivilo.', kept: 'Il testo è conservato.', code: 'intervention.empty' });
  });
  it('says that the server does not answer', () => expect(tellProblem(new ApiError({ ...problem, status: 503, code: offlineCode })).happened).toBe('Il server non risponde.'));
  it('never shows the words of an unknown exception', () => expect(JSON.stringify(tellProblem(new Error('Rossi Maria')))).not.toContain('Rossi'));
});

describe('what is sent for an intervention', () => {
  const form = { case_id: 'c', family_name: 'x', kind: 'interview' as const, on: '2026-11-22', at: '', text: 'Testo', participants: undefined, place: '' as const, duration_minutes: undefined, confidential: false, late_reason: '' as const };
  it('is four facts and the persons present when nothing else is filled', () =>
    expect(requestOf(form, ['p1', 'p2'])).toEqual({ kind: 'interview', on: '2026-11-22', text: 'Testo', participants: ['p1', 'p2'] }));
  it('keeps the chosen persons, also when they are none', () => expect(requestOf({ ...form, participants: [] }, ['p1']).participants).toEqual([]));
});
