// SPDX-License-Identifier: EUPL-1.2
// Command ids made by the client: the draft's id is also its Idempotency-Key, so the same text sent
// twice is one event.
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
