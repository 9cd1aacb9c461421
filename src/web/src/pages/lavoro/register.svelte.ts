// SPDX-License-Identifier: EUPL-1.2
// The state of the dialog that logs an intervention: its form, its draft, and how it is sent. The
// draft's id is the Idempotency-Key, so saving twice is one event (R5-R8).
import { ApiError } from '../../api/client';
import { correct, getCase, logIntervention } from '../../api/resources';
import type { CaseDetail, InterventionKind, SearchHit } from '../../api/types';
import { removeDraft, saveDraft, type DraftForm } from '../../lib/drafts';
import { romeTime } from '../../lib/format';
import { newId } from '../../lib/ids';
import { missingFacts, type Missing } from '../../lib/late';
import { presentIn } from '../../lib/present';
import { tellProblem, type Told } from '../../lib/problem';
import { startedWriting, stoppedWriting } from '../../lib/writing';
import { app, type RegisterTarget } from '../../state/app.svelte';
import { countOutbox, requestOf } from '../../state/outbox';
import { t } from '../../texts/pages';

const lastKindSetting = 'telaio.last_kind';
const autosaveMs = 700;
const undoMs = 10_000;

function lastKind(): InterventionKind {
  const stored = localStorage.getItem(lastKindSetting);
  return stored && stored in t.kinds ? (stored as InterventionKind) : 'interview';
}
function emptyForm(): DraftForm {
  return {
    case_id: '', family_name: '', kind: lastKind(), on: app.today, at: romeTime(new Date().toISOString()).slice(0, 5), text: '',
    participants: undefined, place: '', duration_minutes: undefined, confidential: false, late_reason: '',
  };
}

export class Registering {
  form = $state<DraftForm>(emptyForm());
  detail = $state.raw<CaseDetail | undefined>(undefined);
  since = $state(''); // The day the case was opened, once it is known.
  fixed = $state(false); // Opened from a family: the family does not change.
  choosing = $state(false);
  notFound = $state('');
  savedAt = $state('');
  draftFailed = $state(false);
  saving = $state(false);
  missing = $state<Missing | undefined>(undefined);
  told = $state.raw<Told | undefined>(undefined);
  private id = newId();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private work: Promise<void> = Promise.resolve();
  private chosen: Promise<boolean> = Promise.resolve(true);
  private looked: Promise<void> = Promise.resolve();
  private askedFor = '';

  constructor(target: RegisterTarget) {
    if (target.draft) {
      this.id = target.draft.id;
      this.form = { ...emptyForm(), ...target.draft.form };
      this.savedAt = target.draft.saved_at;
    } else if (target.case_id) {
      this.fixed = true;
      this.form = { ...emptyForm(), case_id: target.case_id, family_name: target.family_name ?? '' };
    }
  }

  get members() {
    return this.detail?.household.members ?? [];
  }
  private get present(): string[] {
    return this.detail ? presentIn(this.detail.household) : [];
  }
  isIn(person: string): boolean {
    return (this.form.participants ?? this.present).includes(person);
  }
  toggle(person: string): void {
    const now = this.form.participants ?? this.present;
    this.form.participants = now.includes(person) ? now.filter((one) => one !== person) : [...now, person];
  }

  // The household on the intervention's date; asked again when the family or the date changes.
  look(): void {
    const { case_id: id, on } = this.form;
    const wanted = `${id} ${on}`;
    if (!id || wanted === this.askedFor) return;
    this.askedFor = wanted;
    this.looked = getCase(id, { on }).then(
      (detail) => {
        if (wanted !== this.askedFor) return;
        this.detail = detail;
        this.since = detail.since;
        if (this.missing === 'before') this.missing = undefined;
        // A pseudonym-free name, also for a draft written before the search answered.
        this.form.family_name = detail.family_name ?? detail.case_number;
        const known = new Set(detail.household.members.map((one) => one.person_id));
        if (this.form.participants) this.form.participants = this.form.participants.filter((one) => known.has(one));
      },
      (error: unknown) => {
        this.askedFor = '';
        // On that day there was no case yet: the date is what has to change.
        if (this.since && on < this.since) this.missing = 'before';
        else if (!(error instanceof ApiError && error.offline)) this.told = tellProblem(error, t.problem.textKept);
      },
    );
  }

  pick(hit: SearchHit): void {
    this.notFound = '';
    this.missing = undefined;
    this.detail = undefined;
    this.since = '';
    this.form.participants = undefined;
    this.form.case_id = hit.case_id ?? '';
    this.form.family_name = hit.family_name ?? hit.surname;
    this.look();
  }
  // Enter was faster than the search: the text may be typed meanwhile, saving waits for the answer.
  hurry(first: Promise<SearchHit | undefined>, typed: string): void {
    this.choosing = true;
    this.chosen = first.then((hit) => {
      this.choosing = false;
      if (hit) this.pick(hit);
      else this.notFound = typed;
      return hit !== undefined;
    });
  }
  clearFamily(): void {
    this.since = '';
    this.form.case_id = '';
    this.form.family_name = '';
    this.form.participants = undefined;
    this.detail = undefined;
    this.askedFor = '';
  }

  // Called at each change of the form: written at most 0.7 s after the last key.
  changed(): void {
    this.halt();
    if (this.form.text.trim() === '') return;
    this.timer = setTimeout(() => this.keep('draft'), autosaveMs);
  }
  // The last keys are not yet written: the browser asks before it leaves the page.
  get pending(): boolean {
    return this.timer !== undefined;
  }
  private halt(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
  keep(state: 'draft' | 'outbox'): Promise<void> {
    this.halt();
    const operator = app.session?.operator_id;
    if (!operator || this.form.text.trim() === '') return this.work;
    const draft = { id: this.id, operator_id: operator, saved_at: new Date().toISOString(), state, form: $state.snapshot(this.form) as DraftForm };
    this.work = this.work
      .then(() => saveDraft(draft))
      .then(() => {
        this.savedAt = draft.saved_at;
        this.draftFailed = false;
        // Not after the dialog has closed or gone on to another text.
        if (state === 'draft' && draft.id === this.id && app.register) startedWriting(draft.id);
      })
      .catch(() => {
        this.draftFailed = true;
      });
    return this.work;
  }
  async close(): Promise<void> {
    await this.keep('draft');
    await countOutbox().catch(() => undefined);
    app.register = undefined;
    stoppedWriting();
  }

  async save(another: boolean): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    this.told = undefined;
    await this.chosen;
    this.missing = missingFacts(this.form, app.today, this.since);
    if (!this.missing) await this.send(another);
    this.saving = false;
  }

  private async send(another: boolean): Promise<void> {
    await this.looked;
    const form = $state.snapshot(this.form) as DraftForm;
    localStorage.setItem(lastKindSetting, form.kind);
    try {
      // Without the household (no network) the outbox asks for it before it sends.
      if (!form.participants && !this.detail) throw new ApiError({ type: 'about:blank', title: '', status: 503, code: 'web.offline' });
      const written = await logIntervention(form.case_id, requestOf(form, this.present), this.id);
      this.halt();
      await this.work;
      await removeDraft(this.id).catch(() => undefined);
      this.done(form, written.event_id);
      app.written = { case_id: form.case_id, position: written.position };
      this.next(another);
    } catch (error) {
      if (error instanceof ApiError && error.offline) {
        await this.keep('outbox');
        if (this.draftFailed) return;
        await countOutbox();
        app.say(t.register.queued, 'warn');
        this.next(another);
        return;
      }
      await this.keep('draft');
      this.told = tellProblem(error, t.problem.textKept);
    }
  }

  private done(form: DraftForm, eventId: string): void {
    const key = newId();
    const run = async () => {
      try {
        const undone = await correct(form.case_id, { event_id: eventId, kind: 'void', reason: 'undo' }, key);
        app.written = { case_id: form.case_id, position: undone.position };
        app.say(t.register.undone);
      } catch (error) {
        app.tell(error);
      }
    };
    app.say(t.register.done(t.kinds[form.kind], form.family_name), 'ok', { until: Date.now() + undoMs, run });
  }

  private next(another: boolean): void {
    stoppedWriting();
    if (!another) {
      app.register = undefined;
      return;
    }
    this.id = newId();
    this.form = emptyForm();
    this.detail = undefined;
    this.since = '';
    this.fixed = false;
    this.askedFor = '';
    this.savedAt = '';
  }
}
