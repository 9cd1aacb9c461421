// SPDX-License-Identifier: EUPL-1.2
// Live refresh. The server tells how far its views are and which of them changed, never what: a page
// that shows one of them reads again what it may read. Nothing moves under who is writing: then a
// line says that there is news. One stream for each window, only while it is in front; without it
// everything works as before.
import { inBackground } from '../api/client';

type News = { position: number; views: readonly string[] };
// What a page wants to know of, and how it reads again. `ask`: its reading is recorded as somebody's,
// so a person must want it.
type Follower = { views: readonly string[]; position: () => number | undefined; read: () => unknown; ask: boolean; due: number; earliest: number };

// A page reads again at once, and then not before this time.
const pauseMs = 4_000;
// After the server refused the stream (too many of them, or no session).
const refusedMs = 60_000;

// True while a person's hands are on the page: a dialog, a field, a piece of text selected to copy.
export function isBusy(): boolean {
  if (document.querySelector('dialog[open]')) return true;
  const at = document.activeElement;
  if (at?.closest('main') && at.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')) return true;
  return document.getSelection()?.isCollapsed === false;
}

class Live {
  // Somebody wrote something that this page shows, and it did not read it yet.
  waiting = $state(false);
  private followers = new Set<Follower>();
  private source: EventSource | undefined;
  private last: number | undefined;
  private wanted = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;

  // Called once; `wanted` says from now on whether anybody is signed in.
  want(wanted: boolean): void {
    this.wanted = wanted;
    this.attend();
  }
  // Opens or closes the stream, as the window comes to the front or leaves it.
  attend = (): void => {
    const open = this.wanted && document.visibilityState === 'visible';
    if (!open) return this.close();
    if (this.source || typeof EventSource === 'undefined') return;
    const source = new EventSource(this.last === undefined ? '/api/v1/live' : `/api/v1/live?since=${this.last}`);
    this.source = source;
    source.onmessage = (event) => this.hear(JSON.parse(event.data as string) as News);
    source.onerror = () => {
      // After a loss of the network the browser comes back by itself; after a refusal it does not.
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      this.close();
      this.again = setTimeout(this.attend, refusedMs);
    };
  };
  private close(): void {
    clearTimeout(this.again);
    this.source?.close();
    this.source = undefined;
  }

  hear(news: News): void {
    this.last = news.position;
    for (const one of this.followers) {
      const have = one.position();
      // Not read yet, or read after it: nothing to do for this one.
      if (have === undefined || have >= news.position || !one.views.some((view) => news.views.includes(view))) continue;
      one.due ||= Math.max(Date.now(), one.earliest);
    }
    this.look();
  }
  // Reads what is due, or says that there is something.
  private look = (): void => {
    clearTimeout(this.timer);
    const due = [...this.followers].filter((one) => one.due > 0);
    const busy = isBusy();
    this.waiting = due.some((one) => one.ask || busy);
    const now = Date.now();
    for (const one of due) {
      if (!one.ask && !busy && one.due <= now) this.run(one);
    }
    const left = due.filter((one) => !one.ask && one.due > 0);
    if (left.length > 0) this.timer = setTimeout(this.look, busy ? 1_000 : Math.max(50, Math.min(...left.map((one) => one.due)) - now));
  };
  private run(one: Follower): void {
    one.due = 0;
    one.earliest = Date.now() + pauseMs;
    inBackground(one.read);
  }

  // The line was pressed: a person wants it now.
  now(): void {
    for (const one of this.followers) {
      if (one.due === 0) continue;
      one.due = 0;
      one.read();
    }
    this.waiting = false;
  }
  follow(views: readonly string[], position: () => number | undefined, read: () => unknown, ask = false): () => void {
    const one: Follower = { views, position, read, ask, due: 0, earliest: 0 };
    this.followers.add(one);
    return () => {
      this.followers.delete(one);
      this.waiting &&= [...this.followers].some((other) => other.due > 0);
    };
  }
}
export const live = new Live();

// For a page, as it is built: reads again when one of these views changed after what it shows.
// `position`: of what it shows; nothing while it shows a moment of the past.
export function follow(views: readonly string[], position: () => number | undefined, read: () => unknown, ask = false): void {
  $effect(() => live.follow(views, position, read, ask));
}
