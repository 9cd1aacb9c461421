// SPDX-License-Identifier: EUPL-1.2
// Criteria being written: what is typed, what the server's check says of it, and the draft kept on
// this device.
import { checkCriteria, type AccessCriteriaChecked } from '../../api/rankings';
import { criteriaRequestOf, emptyCriteria, type CriteriaForm } from '../../lib/criteriaForm';
import { readForm, removeForm, saveForm } from '../../lib/drafts';
import { tellProblem, type Told } from '../../lib/problem';
import { app } from '../../state/app.svelte';

const pauseMs = 400;
const draftName = 'criteria';

export class CriteriaEditing {
  form = $state<CriteriaForm>(emptyCriteria());
  checked = $state.raw<AccessCriteriaChecked | undefined>(undefined);
  problem = $state.raw<Told | undefined>(undefined);
  kept = $state(false);
  readonly body = $derived(JSON.stringify(criteriaRequestOf(this.form)));
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private untouched = JSON.stringify(criteriaRequestOf(emptyCriteria()));

  // After each change.
  changed(body: string): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      void this.check(body);
      void this.keep(body);
    }, pauseMs);
  }
  private async check(body: string): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      this.checked = await checkCriteria(JSON.parse(body), this.asking.signal);
      this.problem = undefined;
    } catch (error) {
      if (!(error instanceof DOMException)) this.problem = tellProblem(error);
    }
  }
  private async keep(body: string): Promise<void> {
    if (!app.session || body === this.untouched) return;
    try {
      await saveForm(app.session.operator_id, draftName, $state.snapshot(this.form));
      this.kept = true;
    } catch {
      // Without a place to keep it the form works all the same, and does not say that it is kept.
      this.kept = false;
    }
  }
  async resume(): Promise<void> {
    if (!app.session) return;
    const draft = await readForm<CriteriaForm>(app.session.operator_id, draftName).catch(() => undefined);
    if (!draft) return;
    this.form = draft;
    this.kept = true;
  }
  clear(): void {
    this.form = emptyCriteria();
    this.kept = false;
    if (app.session) void removeForm(app.session.operator_id, draftName).catch(() => undefined);
  }
  stop(): void {
    clearTimeout(this.waiting);
    this.asking?.abort();
  }
}
