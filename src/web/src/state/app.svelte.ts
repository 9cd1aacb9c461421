// SPDX-License-Identifier: EUPL-1.2
// What every page shares: who is signed in, whether the server answers, the messages on the screen,
// and the dialog that logs an intervention.
import { ApiError, onConnection } from '../api/client';
import { changePassword, createSession, deleteSession, disclose, getSession } from '../api/resources';
import type { DisclosureRequest, Role, Session } from '../api/types';
import { csvOf, download, type Cell } from '../lib/csv';
import type { Draft } from '../lib/drafts';
import { newId } from '../lib/ids';
import { tellProblem, type Told } from '../lib/problem';
import { stoppedWriting } from '../lib/writing';
import { t } from '../texts/it';

export type Undo = { until: number; run: () => Promise<void> };
export type Toast = { id: number; text: string; tone: 'ok' | 'warn' | 'bad'; undo?: Undo };
export type RegisterTarget = { case_id?: string; family_name?: string; draft?: Draft };

const toastMs = 8_000;
const warnBeforeMs = 120_000;
// Says that there may be a session to ask about: the cookie itself is not readable here.
const signedInSetting = 'telaio.signed_in';

class AppState {
  session = $state.raw<Session | undefined>(undefined);
  starting = $state(true);
  expired = $state(false);
  ending = $state(false);
  online = $state(true);
  outbox = $state(0);
  toasts = $state.raw<Toast[]>([]);
  register = $state.raw<RegisterTarget | undefined>(undefined);
  help = $state(false);
  password = $state(false);
  dialogs = $state(0); // Open ones, one over the other.
  // Grows with each write, with its position: pages that show the case read again.
  written = $state.raw<{ case_id: string; position: number } | undefined>(undefined);
  draftsChanged = $state(0);
  private nextToast = 1;
  private warning: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    onConnection((event) => {
      if ('online' in event) this.online = event.online;
      else if (this.session) this.expired = true;
    });
  }

  get role(): Role | undefined {
    return this.session?.role;
  }
  get today(): string {
    return this.session?.today ?? '1970-01-01';
  }
  // The password was given by somebody else: nothing is allowed before it is changed.
  get passwordDue(): boolean {
    return this.session?.password_change_due === true;
  }
  may(...roles: Role[]): boolean {
    return this.role !== undefined && roles.includes(this.role);
  }

  private accept(session: Session): void {
    // Somebody else signed in over an expired session: nothing of the first stays on the screen.
    if (this.session && this.session.operator_id !== session.operator_id) window.location.reload();
    localStorage.setItem(signedInSetting, '1');
    this.session = session;
    this.expired = false;
    this.ending = false;
    clearTimeout(this.warning);
    const left = Date.parse(session.expires_at) - Date.now() - warnBeforeMs;
    if (left > 0 && left < 2 ** 31) this.warning = setTimeout(() => (this.ending = true), left);
  }
  async start(): Promise<void> {
    if (localStorage.getItem(signedInSetting)) {
      try {
        this.accept(await getSession());
      } catch (error) {
        if (error instanceof ApiError && error.offline) this.online = false;
        else localStorage.removeItem(signedInSetting);
      }
    }
    this.starting = false;
  }
  async login(user: string, password: string, totp: string): Promise<void> {
    this.accept(await createSession({ user, password, ...(totp ? { totp } : {}) }));
  }
  async changePassword(old: string, fresh: string): Promise<void> {
    this.accept(await changePassword({ old_password: old, new_password: fresh }));
  }
  async stay(): Promise<void> {
    try {
      this.accept(await getSession());
    } catch (error) {
      this.tell(error);
    }
  }
  async logout(): Promise<void> {
    try {
      await deleteSession();
    } finally {
      localStorage.removeItem(signedInSetting);
      stoppedWriting();
      this.session = undefined;
      window.location.hash = '';
      window.location.reload();
    }
  }

  say(text: string, tone: Toast['tone'] = 'ok', undo?: Undo): void {
    const toast: Toast = { id: this.nextToast, text, tone, ...(undo ? { undo } : {}) };
    this.nextToast += 1;
    this.toasts = [...this.toasts.slice(-2), toast];
    setTimeout(() => this.dismiss(toast.id), undo ? undo.until - Date.now() : toastMs);
  }
  tell(error: unknown, kept?: string): Told {
    const told = tellProblem(error, kept);
    this.say([told.happened, told.kept, told.todo, `[${told.code}]`].filter(Boolean).join(' '), 'bad');
    return told;
  }
  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  // A list leaves the server's control here, so it is recorded first: no record, no file.
  async exportCsv(what: DisclosureRequest, name: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
    try {
      await disclose({ ...what, rows: rows.length }, newId());
    } catch (error) {
      this.tell(error);
      return;
    }
    download(`telaio-${name}-${this.today}.csv`, 'text/csv;charset=utf-8', csvOf(head, rows));
    this.say(t.app.exported(rows.length));
  }
  async print(what: DisclosureRequest): Promise<void> {
    try {
      await disclose(what, newId());
    } catch (error) {
      this.tell(error);
      return;
    }
    window.print();
  }
}
export const app = new AppState();
