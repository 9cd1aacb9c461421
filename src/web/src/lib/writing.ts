// SPDX-License-Identifier: EUPL-1.2
// Which draft is being written in this tab, so that after a reload, or a new sign-in over an expired
// session, the dialog opens again on it. Only the draft's opaque id is kept here, in sessionStorage:
// it goes with the tab and at logout. The text itself is in drafts.ts, sealed.
const setting = 'telaio.writing';

export function startedWriting(draft: string): void {
  sessionStorage.setItem(setting, draft);
}
export function stoppedWriting(): void {
  sessionStorage.removeItem(setting);
}
// Tells it once: a draft that cannot be opened is not tried for ever.
export function takeWriting(): string | undefined {
  const draft = sessionStorage.getItem(setting) ?? undefined;
  stoppedWriting();
  return draft;
}
