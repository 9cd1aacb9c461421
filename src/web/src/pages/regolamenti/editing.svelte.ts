// SPDX-License-Identifier: EUPL-1.2
// A regulation being written: what is typed, what the server's check says of it, and the draft kept on
// this device. The check is asked a moment after the last key, and only for what can be read.
import { checkRegulation, type RegulationChecked } from '../../api/regulations';
import { readForm, removeForm, saveForm } from '../../lib/drafts';
import { newId } from '../../lib/ids';
import { tellProblem, type Told } from '../../lib/problem';
import { emptyForm, fromFile, toFile, type Form } from '../../lib/regulationForm';
import { app } from '../../state/app.svelte';

const pauseMs = 350;
const draftName = 'regulation';

export class Editing {
  form = $state<Form>(emptyForm());
  checked = $state.raw<RegulationChecked | undefined>(undefined);
  problem = $state.raw<Told | undefined>(undefined);
  kept = $state(false); // A draft of this form is on the device.
  readonly written = $derived(toFile(this.form));
  readonly body = $derived(JSON.stringify(this.written.file));
  readonly errors = $derived(this.checked?.errors ?? 0);
  readonly fixed: boolean;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private untouched = JSON.stringify(toFile(emptyForm()).file);
  private command = { id: newId(), body: '' };

  constructor(fixed: boolean) {
    this.fixed = fixed;
  }

  mistake(pointer: string) {
    return this.fixed ? undefined : this.written.mistakes.find((one) => one.pointer === pointer)?.what;
  }
  // Replaces all that is on the screen. What was loaded and not changed is no draft.
  load(file: Record<string, unknown>, change: Partial<Form> = {}): void {
    this.form = { ...fromFile(file), ...change };
    this.untouched = JSON.stringify(toFile(this.form).file);
  }
  clear(): void {
    this.form = emptyForm();
    this.untouched = JSON.stringify(toFile(this.form).file);
    this.kept = false;
    if (app.session) void removeForm(app.session.operator_id, draftName).catch(() => undefined);
  }

  // After each change.
  changed(body: string, readable: boolean): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      if (readable) void this.check(body);
      void this.keep(body);
    }, pauseMs);
  }
  private async check(body: string): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      this.checked = await checkRegulation(JSON.parse(body), this.asking.signal);
      this.problem = undefined;
    } catch (error) {
      if (!(error instanceof DOMException)) this.problem = tellProblem(error);
    }
  }
  private async keep(body: string): Promise<void> {
    if (this.fixed || !app.session || body === this.untouched) return;
    try {
      await saveForm(app.session.operator_id, draftName, $state.snapshot(this.form));
      this.kept = true;
    } catch {
      // Without a place to keep it the form works all the same, and does not say that it is kept.
      this.kept = false;
    }
  }
  // What was half written, if it is of the same version.
  async resume(replaces: string): Promise<boolean> {
    if (!app.session) return false;
    const draft = await readForm<Form>(app.session.operator_id, draftName).catch(() => undefined);
    if (!draft || draft.replaces !== replaces) return false;
    this.form = draft;
    this.kept = true;
    return true;
  }
  // The same text sent twice is one regulation.
  key(): string {
    if (this.command.body !== this.body) this.command = { id: newId(), body: this.body };
    return this.command.id;
  }
  stop(): void {
    clearTimeout(this.waiting);
    this.asking?.abort();
  }
}
