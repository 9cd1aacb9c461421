// SPDX-License-Identifier: EUPL-1.2
// The last verification of the whole log, for the foot of every page; grows when one ends here.
import type { Verification } from '../api/types';

class Verified {
  last = $state.raw<Verification | undefined>(undefined);

  note(verification: Verification | undefined): void {
    if (!verification?.finished_at || verification.case_id) return;
    if (this.last?.finished_at && this.last.finished_at > verification.finished_at) return;
    this.last = verification;
  }
}
export const verified = new Verified();
