// SPDX-License-Identifier: EUPL-1.2
// Starts a verification and follows it until it has an outcome.
import { getVerification, startVerification } from '../../api/resources';
import type { Verification } from '../../api/types';
import { newId } from '../../lib/ids';
import { tellProblem, type Told } from '../../lib/problem';
import { verified } from '../../state/verified.svelte';

const pollMs = 400;
const failuresMost = 5;

export class Verifying {
  now = $state.raw<Verification | undefined>(undefined);
  problem = $state.raw<Told | undefined>(undefined);
  busy = $state(false);
  private stopped = false;

  async run(caseId?: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    try {
      this.now = await startVerification(newId(), caseId);
      await this.follow(this.now.verification_id);
      verified.note(this.now);
    } catch (error) {
      this.problem = tellProblem(error);
    }
    this.busy = false;
  }
  stop(): void {
    this.stopped = true;
  }

  private async follow(id: string): Promise<void> {
    let failures = 0;
    while (!this.stopped && this.now?.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      try {
        this.now = await getVerification(id);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures >= failuresMost) throw error;
      }
    }
  }
}
