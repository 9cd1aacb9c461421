// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callTagged, inBackground } from '../src/api/client';
import { isBusy, live } from '../src/state/live.svelte';
import { Loaded } from '../src/state/load.svelte';

class FakeSource {
  static CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 0;
  closed = false;
  onmessage: ((event: { data: string }) => void) | undefined;
  onerror: (() => void) | undefined;
  constructor(readonly url: string) {
    FakeSource.all.push(this);
  }
  close(): void {
    this.closed = true;
    this.readyState = 2;
  }
  say(position: number, ...views: string[]): void {
    this.onmessage?.({ data: JSON.stringify({ position, views }) });
  }
}
const newest = () => FakeSource.all.at(-1) as FakeSource;
const show = (state: 'visible' | 'hidden') => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  live.attend();
};

let leave: (() => void)[] = [];
const follow = (views: string[], position: () => number | undefined, read: () => void, ask = false) => leave.push(live.follow(views, position, read, ask));

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.all = [];
  vi.stubGlobal('EventSource', FakeSource);
  document.body.innerHTML = '<main><textarea id="text"></textarea></main>';
  show('visible');
  live.want(true);
});
afterEach(() => {
  live.want(false);
  for (const one of leave) one();
  leave = [];
  live.waiting = false;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the stream', () => {
  it('is one for each window, while somebody is signed in and looks', () => {
    live.attend();
    expect(FakeSource.all.length).toBe(1);
    show('hidden');
    expect(newest().closed).toBe(true);
    show('visible');
    expect(FakeSource.all.length).toBe(2);
    live.want(false);
    expect(newest().closed).toBe(true);
    live.attend();
    expect(FakeSource.all.length).toBe(2);
  });
  it('goes on after the last thing it heard', () => {
    newest().say(41, 'timeline');
    show('hidden');
    show('visible');
    expect(newest().url).toBe('/api/v1/live?since=41');
  });
  it('comes back a while after a refusal, and leaves a lost network to the browser', () => {
    newest().readyState = 0;
    newest().onerror?.();
    vi.advanceTimersByTime(120_000);
    expect(FakeSource.all.length).toBe(1);
    newest().readyState = 2;
    newest().onerror?.();
    vi.advanceTimersByTime(59_000);
    expect(FakeSource.all.length).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(FakeSource.all.length).toBe(2);
  });
});

describe('a page', () => {
  it('reads again when a view it shows changed after what it shows', () => {
    const read = vi.fn();
    follow(['caseload'], () => 10, read);
    newest().say(10, 'caseload');
    newest().say(11, 'timeline');
    expect(read).not.toHaveBeenCalled();
    newest().say(12, 'leps', 'caseload');
    expect(read).toHaveBeenCalledTimes(1);
  });
  it('is left alone before its first reading and while it shows the past', () => {
    const read = vi.fn();
    follow(['caseload'], () => undefined, read);
    newest().say(12, 'caseload');
    expect(read).not.toHaveBeenCalled();
  });
  it('reads once for much news, then not before four seconds', () => {
    const read = vi.fn();
    follow(['caseload'], () => 10, read);
    for (const position of [11, 12, 13]) newest().say(position, 'caseload');
    expect(read).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(3_900);
    expect(read).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(200);
    expect(read).toHaveBeenCalledTimes(2);
  });
  it('does not move under who is writing: a line says it, and it follows when they are done', () => {
    const read = vi.fn();
    follow(['timeline'], () => 10, read);
    document.getElementById('text')?.focus();
    expect(isBusy()).toBe(true);
    newest().say(11, 'timeline');
    expect(read).not.toHaveBeenCalled();
    expect(live.waiting).toBe(true);
    document.getElementById('text')?.blur();
    vi.advanceTimersByTime(1_100);
    expect(read).toHaveBeenCalledTimes(1);
    expect(live.waiting).toBe(false);
  });
  it('reads at once when the line is pressed', () => {
    const read = vi.fn();
    follow(['timeline'], () => 10, read);
    document.getElementById('text')?.focus();
    newest().say(11, 'timeline');
    live.now();
    expect(read).toHaveBeenCalledTimes(1);
    expect(live.waiting).toBe(false);
  });
  it('whose reading is somebody’s is asked for by a person', () => {
    const read = vi.fn();
    follow(['fees'], () => 10, read, true);
    newest().say(11, 'fees');
    vi.advanceTimersByTime(10_000);
    expect(read).not.toHaveBeenCalled();
    expect(live.waiting).toBe(true);
  });
  it('that is gone waits for nothing', () => {
    const read = vi.fn();
    follow(['fees'], () => 10, read, true);
    newest().say(11, 'fees');
    leave.pop()?.();
    expect(live.waiting).toBe(false);
  });
});

describe('a reading nobody asked for', () => {
  it('says so, and only what is asked at once counts', async () => {
    const asked = vi.fn(async (_url: string, _init: RequestInit) => new Response('{"position":3}', { status: 200, headers: { ETag: '"7"' } }));
    vi.stubGlobal('fetch', asked);
    inBackground(() => void callTagged('/api/v1/x', {}, undefined));
    const answer = await callTagged<{ position: number }>('/api/v1/x', {}, '"6"');
    const headers = asked.mock.calls.map(([, init]) => init.headers as Record<string, string>);
    expect(headers[0]?.['Telaio-Refresh']).toBe('1');
    expect(headers[1]?.['Telaio-Refresh']).toBeUndefined();
    expect(headers[1]?.['If-None-Match']).toBe('"6"');
    expect(answer).toEqual({ value: { position: 3 }, tag: '"7"' });
  });
  it('that fails leaves the page as it was; one that was asked for says so', async () => {
    const board = new Loaded<number>();
    await board.read(async () => 1);
    const fail = () => board.read(async () => Promise.reject(new Error('down')));
    inBackground(fail);
    await vi.waitFor(() => expect(board.loading).toBe(false));
    expect(board.value).toBe(1);
    expect(board.problem).toBeUndefined();
    await fail();
    expect(board.problem).toBeDefined();
  });
  it('brings nothing when nothing changed', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 304 }));
    expect(await callTagged('/api/v1/x', {}, '"7"')).toBeUndefined();
  });
});
