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
// `form`: what is half written on another page (a regulation); no text of the diary, never listed.
type Stored = { id: string; operator_id: string; saved_at: string; state: Draft['state'] | 'form'; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };

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

async function store(head: Omit<Stored, 'iv' | 'sealed'>, form: unknown): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(head.id);
  const plain = new TextEncoder().encode(JSON.stringify(form));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await key(), plain);
  const transaction = (await database()).transaction('drafts', 'readwrite');
  transaction.objectStore('drafts').put({ ...head, iv, sealed } satisfies Stored);
  await committed(transaction);
}
async function unsealed<Form>(stored: Stored): Promise<Form | undefined> {
  const additionalData = new TextEncoder().encode(stored.id);
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: stored.iv, additionalData }, await key(), stored.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as Form;
  } catch {
    return undefined; // Sealed under a key this browser no longer has: nobody can read it.
  }
}

export function saveDraft({ id, operator_id, saved_at, state, form }: Draft): Promise<void> {
  return store({ id, operator_id, saved_at, state }, form);
}
async function open(stored: Stored): Promise<Draft | undefined> {
  const { id, operator_id, saved_at, state } = stored;
  const form = state === 'form' ? undefined : await unsealed<DraftForm>(stored);
  return form && state !== 'form' ? { id, operator_id, saved_at, state, form } : undefined;
}

// The one form of a name that this operator has half written.
const formId = (operatorId: string, name: string) => `form.${name}.${operatorId}`;
export function saveForm(operatorId: string, name: string, form: unknown): Promise<void> {
  return store({ id: formId(operatorId, name), operator_id: operatorId, saved_at: new Date().toISOString(), state: 'form' }, form);
}
export async function readForm<Form>(operatorId: string, name: string, now = new Date()): Promise<Form | undefined> {
  const stored = (await finished((await database()).transaction('drafts').objectStore('drafts').get(formId(operatorId, name)))) as Stored | undefined;
  return stored && !expired(stored.saved_at, now) ? unsealed<Form>(stored) : undefined;
}
export const removeForm = (operatorId: string, name: string) => removeDraft(formId(operatorId, name));

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
