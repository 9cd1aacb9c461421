// SPDX-License-Identifier: EUPL-1.2
// Drafts and outbox of this device, in IndexedDB. They hold health data, so each is sealed with
// AES-256-GCM under a key that the browser keeps and never gives out (not extractable); the draft's
// id is bound as additional data. What stays readable: id, operator, when, draft or outbox.
//
// Neither a reload, nor the end of a session, nor signing out deletes a draft: somebody whose session
// ends in the middle of a visit must find the text again (R7). It stays sealed for 30 days at most,
// only its author's own session lists it, and "Elimina tutte" on Oggi wipes it. Nothing of a text is
// ever in localStorage or sessionStorage.
//
// The id is also the Idempotency-Key of the intervention: sending a draft twice makes one event.

import type { InterventionKind, InterventionPlace, LateReason } from '../api/types';

export type DraftForm = {
  case_id: string;
  family_name: string;
  kind: InterventionKind;
  on: string;
  at: string;
  text: string;
  participants: string[] | undefined; // undefined: everybody of the household on that date
  place: InterventionPlace | '';
  duration_minutes: number | undefined;
  confidential: boolean;
  late_reason: LateReason | '';
};
export type Draft = { id: string; operator_id: string; saved_at: string; state: 'draft' | 'outbox'; form: DraftForm };
type Stored = Omit<Draft, 'form'> & { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };

export const draftDays = 30;

export function expired(savedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(savedAt) > draftDays * 86_400_000;
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

let opening: Promise<IDBDatabase> | undefined;
function database(): Promise<IDBDatabase> {
  opening ??= (() => {
    const request = indexedDB.open('telaio', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('keys');
      request.result.createObjectStore('drafts', { keyPath: 'id' });
    };
    return finished(request);
  })();
  return opening;
}

async function key(): Promise<CryptoKey> {
  const db = await database();
  const stored = (await finished(db.transaction('keys').objectStore('keys').get('drafts'))) as CryptoKey | undefined;
  if (stored) return stored;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const transaction = db.transaction('keys', 'readwrite');
  const keys = transaction.objectStore('keys');
  // Two tabs may come here together: the first key stays, or the other tab's drafts would be lost.
  const first = (await finished(keys.get('drafts'))) as CryptoKey | undefined;
  if (!first) keys.put(made, 'drafts');
  await committed(transaction);
  return first ?? made;
}

export async function saveDraft(draft: Draft): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(draft.id);
  const plain = new TextEncoder().encode(JSON.stringify(draft.form));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await key(), plain);
  const { id, operator_id, saved_at, state } = draft;
  const transaction = (await database()).transaction('drafts', 'readwrite');
  transaction.objectStore('drafts').put({ id, operator_id, saved_at, state, iv, sealed } satisfies Stored);
  await committed(transaction);
}

async function open(stored: Stored): Promise<Draft | undefined> {
  const additionalData = new TextEncoder().encode(stored.id);
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: stored.iv, additionalData }, await key(), stored.sealed);
    const { id, operator_id, saved_at, state } = stored;
    return { id, operator_id, saved_at, state, form: JSON.parse(new TextDecoder().decode(plain)) as DraftForm };
  } catch {
    return undefined; // Sealed under a key this browser no longer has: nobody can read it.
  }
}

// Drafts of this operator, newest first. Those older than 30 days are removed on the way.
export async function listDrafts(operatorId: string, now = new Date()): Promise<Draft[]> {
  const db = await database();
  const stored = (await finished(db.transaction('drafts').objectStore('drafts').getAll())) as Stored[];
  for (const old of stored.filter((one) => expired(one.saved_at, now))) await removeDraft(old.id);
  const mine = stored.filter((one) => one.operator_id === operatorId && !expired(one.saved_at, now));
  const opened = await Promise.all(mine.map(open));
  return opened.filter((one) => one !== undefined).sort((a, b) => b.saved_at.localeCompare(a.saved_at));
}

export async function removeDraft(id: string): Promise<void> {
  const transaction = (await database()).transaction('drafts', 'readwrite');
  transaction.objectStore('drafts').delete(id);
  await committed(transaction);
}
