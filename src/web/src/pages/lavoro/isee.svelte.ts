// SPDX-License-Identifier: EUPL-1.2
// The state of the dialog that writes an attestation down: the form as it is typed, what is wrong
// with it, its draft, and what is sent.
import { acquireAttestation, type AttestationRequest, type AttestationWritten, type IseeChannel, type IseeKind } from '../../api/isee';
import { readAmount } from '../../lib/amounts';
import { readForm, removeForm, saveForm } from '../../lib/drafts';
import { newId } from '../../lib/ids';
import { romeTime } from '../../lib/format';
import { tellProblem, type Told } from '../../lib/problem';
import { app } from '../../state/app.svelte';
import { t } from '../../texts/isee';

const autosaveMs = 700;

export type IseeForm = {
  person_id: string; kind: IseeKind; kind_as_printed: string; reduced_household: boolean;
  corrente: boolean; corrente_form_number: string; corrente_form_on: string;
  isee: string; ise: string; isr: string; isp: string; scale: string;
  dsu_number: string; presented_on: string; valid_from: string; valid_to: string;
  protocol: string; filed_on: string; channel: IseeChannel;
  annotations: boolean; annotation_texts: string; documents_given: boolean; replaces: string;
};
export const emptyForm = (): IseeForm => ({
  person_id: '', kind: 'ordinario', kind_as_printed: '', reduced_household: false,
  corrente: false, corrente_form_number: '', corrente_form_on: '',
  isee: '', ise: '', isr: '', isp: '', scale: '',
  dsu_number: '', presented_on: '', valid_from: '', valid_to: '',
  protocol: '', filed_on: '', channel: 'citizen',
  annotations: false, annotation_texts: '', documents_given: false, replaces: '',
});

export type Wrong = Partial<Record<keyof IseeForm, string>>;
export const amounts = ['isee', 'ise', 'isr', 'isp'] as const;

// What is wrong, by field; nothing is corrected behind anybody's back.
export function wrongIn(form: IseeForm, today: string): Wrong {
  const wrong: Wrong = {};
  if (!form.person_id) wrong.person_id = t.missing.person;
  if (form.kind === 'altro' && !form.kind_as_printed.trim()) wrong.kind_as_printed = t.missing.kind_printed;
  for (const name of [...amounts, 'scale'] as const) {
    if (name !== 'isee' && form[name].trim() === '') continue;
    const { value, mistake } = readAmount(form[name], 2);
    if (value === undefined) wrong[name] = t.amount[mistake ?? 'missing'];
    else if (name === 'scale' && (value.startsWith('0.') || value.length > 6)) wrong.scale = t.scaleWrong;
  }
  if (!form.dsu_number.trim()) wrong.dsu_number = t.missing.dsu;
  for (const name of ['presented_on', 'valid_from', 'valid_to'] as const) if (!form[name]) wrong[name] = t.missing.dates;
  for (const name of ['presented_on', 'valid_from', 'filed_on', 'corrente_form_on'] as const) if (form[name] > today) wrong[name] = t.missing.future;
  if (form.valid_from && form.valid_to && form.valid_to < form.valid_from) wrong.valid_to = t.missing.reversed;
  return wrong;
}

// Only what was written; fields of a part that is switched off stay in the form, not in the fact.
export function requestOf(form: IseeForm): AttestationRequest {
  const optional = <Name extends string>(name: Name, text: string) => (text.trim() === '' ? {} : ({ [name]: text.trim() } as Record<Name, string>));
  const money = <Name extends string>(name: Name, text: string) => {
    const { value } = readAmount(text, 2);
    return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
  };
  const lines = form.annotation_texts.split('\n').map((one) => one.trim()).filter(Boolean);
  return {
    person_id: form.person_id, kind: form.kind, ...optional('kind_as_printed', form.kind_as_printed),
    reduced_household: form.reduced_household, corrente: form.corrente,
    ...(form.corrente ? { ...optional('corrente_form_number', form.corrente_form_number), ...optional('corrente_form_on', form.corrente_form_on) } : {}),
    isee: readAmount(form.isee, 2).value ?? '', ...money('ise', form.ise), ...money('isr', form.isr), ...money('isp', form.isp), ...money('scale', form.scale),
    presented_on: form.presented_on, valid_from: form.valid_from, valid_to: form.valid_to,
    ...optional('filed_on', form.filed_on), ...optional('protocol', form.protocol),
    annotations: form.annotations, ...(form.annotations ? { documents_given: form.documents_given, ...(lines.length > 0 ? { annotation_texts: lines } : {}) } : {}),
    channel: form.channel, dsu_number: form.dsu_number.trim(), ...optional('replaces', form.replaces),
  };
}

export class Attesting {
  form = $state<IseeForm>(emptyForm());
  shown = $state(false); // Wrong fields are told after the first attempt.
  saving = $state(false);
  savedAt = $state('');
  draftFailed = $state(false);
  resumed = $state(false);
  done = $state.raw<AttestationWritten | undefined>(undefined);
  told = $state.raw<Told | undefined>(undefined);
  wrong = $derived(this.shown ? wrongIn(this.form, app.today) : {});
  private readonly caseId: string;
  private command = { id: newId(), body: '' };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private untouched = JSON.stringify(emptyForm());

  constructor(caseId: string, person: string | undefined) {
    this.caseId = caseId;
    this.form.person_id = person ?? '';
    this.untouched = JSON.stringify(this.form);
    void this.resume();
  }
  private get place(): string {
    return `isee/${this.caseId}`;
  }
  private async resume(): Promise<void> {
    const operator = app.session?.operator_id;
    if (!operator) return;
    const draft = await readForm<IseeForm>(operator, this.place).catch(() => undefined);
    // Somebody may have begun to type while the draft was being opened.
    if (!draft || JSON.stringify(this.form) !== this.untouched) return;
    this.form = { ...emptyForm(), ...draft };
    this.resumed = true;
  }

  // Called at each change of the form.
  changed(): void {
    clearTimeout(this.timer);
    if (this.done || JSON.stringify(this.form) === this.untouched) return;
    this.timer = setTimeout(() => void this.keep(), autosaveMs);
  }
  async keep(): Promise<void> {
    clearTimeout(this.timer);
    const operator = app.session?.operator_id;
    if (!operator || this.done || JSON.stringify(this.form) === this.untouched) return;
    try {
      await saveForm(operator, this.place, $state.snapshot(this.form));
      this.savedAt = new Date().toISOString();
      this.draftFailed = false;
    } catch {
      this.draftFailed = true;
    }
  }
  get draftTime(): string {
    return this.savedAt ? romeTime(this.savedAt).slice(0, 5) : '';
  }
  async forget(): Promise<void> {
    clearTimeout(this.timer);
    const operator = app.session?.operator_id;
    if (operator) await removeForm(operator, this.place).catch(() => undefined);
    this.savedAt = '';
  }
  async discard(): Promise<void> {
    await this.forget();
    this.again();
  }
  again(): void {
    const person = this.form.person_id;
    this.form = { ...emptyForm(), person_id: person };
    this.untouched = JSON.stringify(this.form);
    this.shown = this.resumed = false;
    this.done = this.told = undefined;
    this.command = { id: newId(), body: '' };
  }

  // True when it was sent; false leaves the first wrong field to be corrected.
  async save(): Promise<boolean> {
    if (this.saving) return true;
    this.shown = true;
    if (Object.keys(wrongIn(this.form, app.today)).length > 0) return false;
    const body = requestOf(this.form);
    // The same wish keeps its key; a changed one is another command.
    const said = JSON.stringify(body);
    if (this.command.body !== said) this.command = { id: newId(), body: said };
    this.saving = true;
    this.told = undefined;
    try {
      const written = await acquireAttestation(this.caseId, body, this.command.id);
      await this.forget();
      this.done = written;
      app.written = { case_id: this.caseId, position: written.position };
    } catch (error) {
      this.told = tellProblem(error);
      void this.keep();
    }
    this.saving = false;
    return true;
  }
}
