// SPDX-License-Identifier: EUPL-1.2
// One value read from the server: loading, there, or a problem. An answer that arrives after a newer
// question is dropped; the old value stays on the screen while the new one loads.
import { isBackground } from '../api/client';
import { tellProblem, type Told } from '../lib/problem';

export class Loaded<T> {
  value = $state.raw<T | undefined>(undefined);
  problem = $state.raw<Told | undefined>(undefined);
  loading = $state(false);
  private turn = 0;

  async read(ask: () => Promise<T>): Promise<void> {
    const turn = ++this.turn;
    const unasked = isBackground() && this.value !== undefined;
    this.loading = true;
    try {
      const value = await ask();
      if (turn !== this.turn) return;
      this.value = value;
      this.problem = undefined;
    } catch (error) {
      if (turn !== this.turn) return;
      // Nobody asked: what is on the screen is as good as it was, and the next news tries again.
      if (!unasked) this.problem = tellProblem(error);
    }
    this.loading = false;
  }
}
