// SPDX-License-Identifier: EUPL-1.2
// Stopping a service: what is sent, what the list says, and that one wish is one command.
import { describe, expect, it } from 'vitest';
import { Sending } from '../src/lib/sending.svelte';
import { emptyStop, resumptionOf, suspensionOf } from '../src/pages/lavoro/stopping';
import { stop } from '../src/texts/services';

describe('stopping a service', () => {
  const form = { ...emptyStop('2026-03-20'), assessed_on: '2026-03-18' };
  it('sends the day of the assessment with arrears only', () => {
    expect(suspensionOf({ ...form, reason: 'arrears' })).toEqual({ reason: 'arrears', from: '2026-03-20', assessed_on: '2026-03-18' });
    expect(suspensionOf({ ...form, reason: 'absence' })).toEqual({ reason: 'absence', from: '2026-03-20' });
  });
  it('leaves a missing day of the assessment to the server, which says why it is needed', () => {
    expect(suspensionOf({ ...emptyStop('2026-03-20'), reason: 'arrears' })).toEqual({ reason: 'arrears', from: '2026-03-20' });
  });
  it('starts again from a day of its own', () => expect(resumptionOf({ ...form, again: '2026-04-07' })).toEqual({ from: '2026-04-07' }));
  it('says since when, and until when once somebody decided it', () => {
    expect(stop.state({ from: '2026-03-20' }, '2026-03-20')).toBe('sospeso dal 20/03/2026');
    expect(stop.state({ from: '2026-03-20', resumed_from: '2026-04-07' }, '2026-03-25')).toBe('sospeso dal 20/03/2026, riprende il 07/04/2026');
  });
  it('says why', () => expect(stop.state({ from: '2026-03-20', reason: 'arrears' }, '2026-03-20')).toBe('sospeso dal 20/03/2026 per morosità'));
  it('says of one announced that the service still runs', () => expect(stop.state({ from: '2026-03-21' }, '2026-03-20')).toBe('attivo, sospeso dal 21/03/2026'));
});

describe('sending', () => {
  const failing = () => Promise.reject(new Error('lost'));
  it('keeps the key of a wish that is sent again, and takes another for another wish', async () => {
    const sending = new Sending();
    const keys: string[] = [];
    const noted = (wish: object, key: string) => (keys.push(key), Promise.resolve(wish));
    await sending.send({ from: 'a' }, (_, key) => (keys.push(key), failing()));
    expect(sending.told).toBeDefined();
    expect(await sending.send({ from: 'a' }, noted)).toEqual({ from: 'a' });
    expect(sending.told).toBeUndefined();
    await sending.send({ from: 'b' }, noted);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });
  it('sends nothing while an answer is awaited', async () => {
    const sending = new Sending();
    let times = 0;
    const slow = () => ((times += 1), new Promise<number>((resolve) => setTimeout(() => resolve(1), 5)));
    const first = sending.send(1, slow);
    expect(await sending.send(1, slow)).toBeUndefined();
    expect(await first).toBe(1);
    expect(times).toBe(1);
  });
});
