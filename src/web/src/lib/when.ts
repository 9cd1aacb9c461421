// SPDX-License-Identifier: EUPL-1.2
// An instant as people say it: oggi and ieri with the time, then the day, then the whole date.
import { t } from '../texts/pages';
import { dateOfDay, dayNumber, romeDate, romeTime, showDate, showDay } from './format';

export function showWhen(instant: string, today: string): string {
  const day = romeDate(instant);
  const time = romeTime(instant).slice(0, 5);
  if (day === today) return t.today.whenToday(time);
  if (day === dateOfDay(dayNumber(today) - 1)) return t.today.whenYesterday(time);
  return day.slice(0, 4) === today.slice(0, 4) ? showDay(day) : showDate(day);
}
