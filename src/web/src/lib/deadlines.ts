// SPDX-License-Identifier: EUPL-1.2
// A term in words and with its tone: red only when it has passed, amber when it is near.
import type { Deadline } from '../api/types';
import { t } from '../texts/pages';

const nearDays = 7;

export function leftText(deadline: Deadline): string {
  if (deadline.state === 'done') return t.deadline.done(deadline.closed_on);
  if (deadline.days_left < 0) return t.deadline.overdue(-deadline.days_left);
  return deadline.days_left === 0 ? t.deadline.today : t.deadline.left(deadline.days_left);
}
export function leftTone(deadline: Deadline): 'good' | 'bad' | 'warn' | 'second' {
  if (deadline.state === 'done') return 'good';
  if (deadline.days_left < 0) return 'bad';
  return deadline.days_left <= nearDays ? 'warn' : 'second';
}
