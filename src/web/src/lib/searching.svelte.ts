// SPDX-License-Identifier: EUPL-1.2
// Search while typing: asks at the third letter, drops answers that are no longer wanted, and lets
// somebody who types faster than the network choose "the first one" before it has arrived.
import { search } from '../api/resources';
import type { SearchHit } from '../api/types';
import { tellProblem, type Told } from './problem';

export const fewestLetters = 3;
const pauseMs = 120;

export class Searching {
  hits = $state.raw<readonly SearchHit[]>([]);
  answered = $state(''); // The text the hits belong to.
  truncated = $state(false);
  problem = $state.raw<Told | undefined>(undefined);
  private wanted = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;
  private waiting: ((hits: readonly SearchHit[]) => void)[] = [];

  constructor(private readonly limit: number) {}

  type(text: string): void {
    this.wanted = text.trim();
    clearTimeout(this.timer);
    this.running?.abort();
    if (this.wanted.length < fewestLetters) {
      this.hits = [];
      this.answered = '';
      this.problem = undefined;
      this.settle();
      return;
    }
    this.timer = setTimeout(() => void this.ask(), pauseMs);
  }

  // The hits of what is typed now, as soon as they are there.
  settled(): Promise<readonly SearchHit[]> {
    if (this.answered === this.wanted || this.wanted.length < fewestLetters) return Promise.resolve(this.hits);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private async ask(): Promise<void> {
    const text = this.wanted;
    const running = new AbortController();
    this.running = running;
    try {
      const found = await search(text, this.limit, running.signal);
      if (text !== this.wanted) return;
      this.hits = found.items;
      this.truncated = found.truncated;
      this.problem = undefined;
    } catch (error) {
      if (running.signal.aborted) return;
      this.hits = [];
      this.problem = tellProblem(error);
    }
    this.answered = text;
    this.settle();
  }
  private settle(): void {
    for (const resolve of this.waiting.splice(0)) resolve(this.hits);
  }
}
