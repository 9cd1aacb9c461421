// SPDX-License-Identifier: EUPL-1.2
// Starts a simulation and follows it until it has ended; a running one can be stopped.
import { ApiError } from '../../api/client';
import { getSimulation, removeSimulation, startSimulation, type Simulation, type SimulationRequest } from '../../api/simulations';
import { newId } from '../../lib/ids';
import { tellProblem, type Told } from '../../lib/problem';

const pollMs = 300;
const failuresMost = 5;

export class Simulating {
  now = $state.raw<Simulation | undefined>(undefined);
  problem = $state.raw<Told | undefined>(undefined);
  busy = $state(false);
  gone = $state(false);
  private left = false;

  async run(request: SimulationRequest, started: (id: string) => void): Promise<void> {
    await this.work(async () => {
      this.now = await startSimulation(request, newId());
      started(this.now.simulation_id);
    });
  }
  // One that was started earlier, by its address.
  async reopen(id: string): Promise<void> {
    await this.work(async () => {
      try {
        this.now = await getSimulation(id);
      } catch (error) {
        if (!(error instanceof ApiError) || error.problem.status !== 404) throw error;
        this.gone = true;
      }
    });
  }
  async stop(): Promise<void> {
    if (!this.now || this.now.state !== 'running') return;
    try {
      await removeSimulation(this.now.simulation_id);
    } catch (error) {
      this.problem = tellProblem(error);
    }
  }
  leave(): void {
    this.left = true;
  }

  private async work(begin: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    this.gone = false;
    try {
      await begin();
      await this.follow();
    } catch (error) {
      this.problem = tellProblem(error);
    }
    this.busy = false;
  }
  private async follow(): Promise<void> {
    let failures = 0;
    while (!this.left && this.now?.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      try {
        this.now = await getSimulation(this.now.simulation_id);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures >= failuresMost) throw error;
      }
    }
  }
}
