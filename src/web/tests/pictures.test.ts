// SPDX-License-Identifier: EUPL-1.2
// What stands behind the pictures of a page: months, lanes, ticks, fractions, words for instants.
import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '../src/api/types';
import { dayNumber } from '../src/lib/format';
import { showFraction } from '../src/lib/fraction';
import { lanesOf } from '../src/lib/lanes';
import { monthsOf } from '../src/lib/months';
import { monthTicks, shortMonth } from '../src/lib/ticks';
import { showWhen } from '../src/lib/when';
import { startedWriting, stoppedWriting, takeWriting } from '../src/lib/writing';

let made = 0;
function fact(on: string, more: Partial<TimelineItem> = {}): TimelineItem {
  made += 1;
  return {
    event_id: String(made).padStart(32, '0'), position: made, type: 'InterventionLogged', kind: 'intervention', title: 'Colloquio', on,
    recorded_at: `${on}T09:00:00Z`, late_days: 0, operator_name: 'Elena Riva', state: 'valid', ...more,
  };
}
const delivery = (on: string, more: Partial<TimelineItem> = {}) => fact(on, { type: 'ServiceDelivered', kind: 'decision', title: 'Prestazione erogata', ...more });

describe('the months of a timeline', () => {
  it('put the deliveries of one month into one row, where the newest stands', () => {
    const months = monthsOf([fact('2026-10-26'), delivery('2026-10-21'), fact('2026-10-12'), delivery('2026-10-11'), delivery('2026-09-21')]);
    expect(months.map((one) => one.month)).toEqual(['Ottobre 2026', 'Settembre 2026']);
    expect(months[0]?.rows.map((row) => row.facts.length)).toEqual([1, 2, 1]);
    expect(months[1]?.rows.map((row) => row.facts.length)).toEqual([1]);
  });
  it('leave no fact out', () => {
    const facts = [delivery('2026-10-21'), fact('2026-10-12'), delivery('2026-10-11'), delivery('2026-10-01')];
    expect(monthsOf(facts).flatMap((one) => one.rows.flatMap((row) => row.facts)).length).toBe(facts.length);
  });
  it.each([[{ state: 'voided' }], [{ text: 'non era in casa' }], [{ can_correct: true }]] as const)('keep apart a delivery that says more: %o', (more) => {
    expect(monthsOf([delivery('2026-10-21'), delivery('2026-10-11', more)])[0]?.rows.length).toBe(2);
  });
});

describe('lanes', () => {
  const kinds = ['intervention', 'decision', 'household'] as const;
  it('run from the oldest fact of the case to today', () => {
    const { lanes } = lanesOf([fact('2026-11-22'), fact('2026-01-22')], kinds, '2025-12-11', '2026-11-22');
    expect(lanes).toEqual([{ kind: 'intervention', dots: [{ place: 100, late: false, before: false }, { place: 0, late: false, before: false }] }]);
  });
  it('stand what is older than the case at the left edge', () => {
    const { lanes } = lanesOf([fact('2026-11-01'), fact('2004-05-01', { kind: 'household' })], kinds, '2025-12-11', '2026-11-22');
    expect(lanes.at(-1)).toEqual({ kind: 'household', dots: [{ place: 0, late: false, before: true }] });
  });
  it('mark an intervention recorded after more than seven days, and not after seven', () => {
    const late = (days: number) => lanesOf([fact('2026-11-01', { late_days: days })], kinds, '2026-01-01', '2026-11-22').lanes[0]?.dots[0]?.late;
    expect([late(7), late(8)]).toEqual([false, true]);
  });
  it('draw a case opened today', () => {
    expect(lanesOf([fact('2026-11-22')], kinds, '2026-11-22', '2026-11-22').lanes[0]?.dots[0]?.place).toBe(100);
  });
  it('draw nothing without facts', () => expect(lanesOf([], kinds, '2026-01-01', '2026-11-22').lanes).toEqual([]));
});

describe('ticks of a time axis', () => {
  it('are first days of months, over the end of a year', () => expect(monthTicks(dayNumber('2025-11-15'), dayNumber('2026-02-01'), 6)).toEqual(['2025-12-01', '2026-01-01']));
  it('are never more than asked', () => expect(monthTicks(dayNumber('2010-01-01'), dayNumber('2026-01-01'), 6).length).toBeLessThanOrEqual(6));
  it('are named shortly', () => expect(shortMonth('2026-09-01')).toBe('set 26'));
});

describe('a fraction', () => {
  it.each([['108849/20', '5.442,45', true], ['13/25', '0,52', true], ['26/5', '5,20', true], ['770/1', '770,00', true], ['-1/8', '−0,125', true], ['811283/1552471', '0,522575', false], ['1/0', '1/0', true], ['x', 'x', true]])('%s is %s', (given, text, exact) => {
    expect(showFraction(given)).toEqual({ text, exact });
  });
});

describe('an instant in words', () => {
  it.each([['2026-11-22T10:28:00Z', 'oggi, 11:28'], ['2026-11-21T16:52:00Z', 'ieri, 17:52'], ['2026-11-17T10:00:00Z', '17/11'], ['2025-12-31T10:00:00Z', '31/12/2025'], ['2026-11-21T23:30:00Z', 'oggi, 00:30']])('%s is %s', (given, words) => {
    expect(showWhen(given, '2026-11-22')).toBe(words);
  });
});

describe('the draft being written', () => {
  it('is told once, and keeps nothing but its id', () => {
    startedWriting('a'.repeat(32));
    expect(Object.values({ ...sessionStorage })).toEqual(['a'.repeat(32)]);
    expect(takeWriting()).toBe('a'.repeat(32));
    expect(takeWriting()).toBeUndefined();
  });
  it('is forgotten when the dialog closes', () => {
    startedWriting('b'.repeat(32));
    stoppedWriting();
    expect(takeWriting()).toBeUndefined();
  });
});
