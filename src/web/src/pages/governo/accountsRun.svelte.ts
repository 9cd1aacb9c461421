// SPDX-License-Identifier: EUPL-1.2
// Starts a monthly run, or a count of what it would do, and follows it until it has ended.
import { cancelRun, getRun, startRun, type MonthlyRun, type MonthlyRunRequest } from '../../api/accounts';
import { newId } from '../../lib/ids';
import { tellProblem, type Told } from '../../lib/problem';

const pollMs = 400;
const failuresMost = 5;

export class Running {
  now = $state.raw<MonthlyRun | undefined>(undefined);
  problem = $state.raw<Told | undefined>(undefined);
  busy = $state(false);
  private left = false;

  async run(request: MonthlyRunRequest): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    try {
      this.now = await startRun(request, newId());
      await this.follow();
    } catch (error) {
      this.problem = tellProblem(error);
    }
    this.busy = false;
  }
  async stop(): Promise<void> {
    if (this.now?.state !== 'running') return;
    try {
      await cancelRun(this.now.run_id);
    } catch (error) {
      this.problem = tellProblem(error);
    }
  }
  forget(): void {
    if (!this.busy) this.now = undefined;
  }
  leave(): void {
    this.left = true;
  }

  private async follow(): Promise<void> {
    let failures = 0;
    while (!this.left && this.now?.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      try {
        this.now = await getRun(this.now.run_id);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures >= failuresMost) throw error;
      }
    }
  }
}
