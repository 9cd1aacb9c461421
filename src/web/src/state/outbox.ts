// SPDX-License-Identifier: EUPL-1.2
// Sends what was saved without a network. Each text keeps its id, so however often it is tried it
// becomes one event. A refusal turns it back into a draft: the text is never dropped.
import { ApiError } from '../api/client';
import { getCase, logIntervention } from '../api/resources';
import type { InterventionRequest } from '../api/types';
import { listDrafts, removeDraft, saveDraft, type Draft, type DraftForm } from '../lib/drafts';
import { presentIn } from '../lib/present';
import { t } from '../texts/it';
import { app } from './app.svelte';

export function requestOf(form: DraftForm, present: readonly string[]): InterventionRequest {
  return {
    kind: form.kind,
    on: form.on,
    text: form.text,
    participants: form.participants ?? [...present],
    ...(form.at ? { at: form.at } : {}),
    ...(form.duration_minutes ? { duration_minutes: form.duration_minutes } : {}),
    ...(form.place ? { place: form.place } : {}),
    ...(form.confidential ? { confidential: true } : {}),
    ...(form.late_reason ? { late_reason: form.late_reason } : {}),
  };
}

async function sendOne(draft: Draft): Promise<void> {
  let present: readonly string[] = [];
  if (!draft.form.participants) {
    const detail = await getCase(draft.form.case_id, { on: draft.form.on });
    present = presentIn(detail.household);
  }
  const written = await logIntervention(draft.form.case_id, requestOf(draft.form, present), draft.id);
  await removeDraft(draft.id);
  app.written = { case_id: draft.form.case_id, position: written.position };
}

export async function countOutbox(): Promise<Draft[]> {
  if (!app.session) return [];
  const drafts = await listDrafts(app.session.operator_id);
  app.outbox = drafts.filter((one) => one.state === 'outbox').length;
  app.draftsChanged += 1;
  return drafts;
}

// No session, too slow, too many at once: like no network, tried again later.
const laterStatuses = new Set([401, 408, 429]);

// How many were sent.
let flushing = false;
export async function flushOutbox(): Promise<number> {
  if (flushing || !app.session || app.passwordDue) return 0;
  flushing = true;
  let sent = 0;
  try {
    const waiting = (await countOutbox()).filter((one) => one.state === 'outbox');
    for (const draft of waiting) {
      try {
        await sendOne(draft);
        sent += 1;
      } catch (error) {
        const refused = error instanceof ApiError && error.problem.status < 500 && !laterStatuses.has(error.problem.status);
        if (!refused) break;
        await saveDraft({ ...draft, state: 'draft' });
        app.tell(error, t.problem.textKept);
      }
    }
    await countOutbox();
  } catch {
    // IndexedDB is switched off here: there is no outbox to send.
  } finally {
    flushing = false;
  }
  if (sent > 0) {
    // What said that the network was missing is no longer true.
    app.toasts = app.toasts.filter((one) => one.tone !== 'warn');
    app.say(t.outbox.sent(sent));
  }
  return sent;
}

const retryMs = 20_000;
export function watchOutbox(): void {
  window.addEventListener('online', () => void flushOutbox());
  setInterval(() => {
    if (app.outbox > 0) void flushOutbox();
  }, retryMs);
}
