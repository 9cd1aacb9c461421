// SPDX-License-Identifier: EUPL-1.2
// One wish sent to the server. The same wish sent again is the same command, whatever became of the
// first answer; another wish is another command.
import { newId } from './ids';
import { tellProblem, type Told } from './problem';

export class Sending {
  busy = $state(false);
  told = $state.raw<Told | undefined>(undefined);
  private command = { id: newId(), said: '' };

  // Nothing when it is still sending, or when it failed: then `told` says why.
  async send<Wish, Written>(wish: Wish, write: (wish: Wish, key: string) => Promise<Written>): Promise<Written | undefined> {
    if (this.busy) return undefined;
    const said = JSON.stringify(wish);
    if (this.command.said !== said) this.command = { id: newId(), said };
    this.busy = true;
    this.told = undefined;
    try {
      return await write(wish, this.command.id);
    } catch (error) {
      this.told = tellProblem(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
