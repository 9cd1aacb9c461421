// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { csvOf } from '../src/lib/csv';
import { expired } from '../src/lib/drafts';
import { dayNumber } from '../src/lib/format';
import { newId } from '../src/lib/ids';
import { knotFrom, placeOf } from '../src/lib/knots';
import { characters, missingFacts, needsLateReason } from '../src/lib/late';
import { presentIn } from '../src/lib/present';
import { planeOf } from '../src/lib/plane';
import { sparkline } from '../src/lib/sparkline';

describe('late interventions', () => {
  it('asks no reason seven days after', () => expect(needsLateReason('2026-11-15', '2026-11-22')).toBe(false));
  it('asks a reason eight days after', () => expect(needsLateReason('2026-11-14', '2026-11-22')).toBe(true));
});

describe('the four mandatory facts', () => {
  const full = { case_id: 'c', on: '2026-11-22', text: 'Visita', late_reason: '' };
  it('are complete with family, date and text', () => expect(missingFacts(full, '2026-11-22')).toBeUndefined());
  it('miss the family', () => expect(missingFacts({ ...full, case_id: '' }, '2026-11-22')).toBe('family'));
  it('miss the text when it is only spaces', () => expect(missingFacts({ ...full, text: ' \n ' }, '2026-11-22')).toBe('text'));
  it('accept the day the case was opened and refuse the day before', () => {
    expect(missingFacts({ ...full, on: '2026-11-16', late_reason: 'absence' }, '2026-11-22', '2026-11-16')).toBeUndefined();
    expect(missingFacts({ ...full, on: '2026-11-15', late_reason: 'absence' }, '2026-11-22', '2026-11-16')).toBe('before');
  });
  it('refuse tomorrow', () => expect(missingFacts({ ...full, on: '2026-11-23' }, '2026-11-22')).toBe('future'));
  it('miss the reason of a late record', () => expect(missingFacts({ ...full, on: '2026-11-01' }, '2026-11-22')).toBe('late_reason'));
  it('accept a late record with its reason', () => expect(missingFacts({ ...full, on: '2026-11-01', late_reason: 'absence' }, '2026-11-22')).toBeUndefined());
  it('count an emoji as one character', () => expect(characters('è👍')).toBe(2));
});

describe('exported files', () => {
  it('start with a byte order mark, use semicolons and CRLF', () => expect(csvOf(['a', 'b'], [['x', 1]])).toBe('\uFEFFa;b\r\nx;1\r\n'));
  it('quote a cell with a separator, a quote or a line break', () => expect(csvOf(['a'], [['x;"y"\nz']])).toBe('\uFEFFa\r\n"x;""y""\nz"\r\n'));
  it('disarm a cell that a spreadsheet would run', () => expect(csvOf(['a'], [['=1+1'], ['@x'], ['+x']])).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n'+x\r\n"));
  it('leave a negative number alone', () => expect(csvOf(['a'], [['-12,50'], [-3]])).toBe('\uFEFFa\r\n-12,50\r\n-3\r\n'));
  it('leave a missing value empty', () => expect(csvOf(['a', 'b'], [[undefined, 'y']])).toBe('\uFEFFa;b\r\n;y\r\n'));
});

describe('command ids', () => {
  it('are 32 hex digits', () => expect(newId()).toMatch(/^[0-9a-f]{32}$/));
  it('differ', () => expect(newId()).not.toBe(newId()));
});

describe('drafts', () => {
  it('are kept on the thirtieth day', () => expect(expired('2026-10-23T10:00:00Z', new Date('2026-11-22T10:00:00Z'))).toBe(false));
  it('expire just after thirty days', () => expect(expired('2026-10-23T10:00:00Z', new Date('2026-11-22T10:00:01Z'))).toBe(true));
});

describe('the slider of the household', () => {
  const changes = ['2026-06-02', '2026-09-10'];
  const first = dayNumber('2026-01-01');
  const last = dayNumber('2026-11-22');
  it('goes back from today to the latest change', () => expect(knotFrom(last, -1, changes, first, last)).toBe(dayNumber('2026-09-10')));
  it('goes from a change to the one before', () => expect(knotFrom(dayNumber('2026-09-10'), -1, changes, first, last)).toBe(dayNumber('2026-06-02')));
  it('stops at the beginning', () => expect(knotFrom(first, -1, changes, first, last)).toBe(first));
  it('goes on to today after the last change', () => expect(knotFrom(dayNumber('2026-09-10'), 1, changes, first, last)).toBe(last));
  it('ignores a change after today', () => expect(knotFrom(last, 1, ['2027-01-01'], first, last)).toBe(last));
  it('puts the only day at the end', () => expect(placeOf(5, 5, 5)).toBe(100));
});

describe('small charts', () => {
  it('draw nothing from one value', () => expect(sparkline([undefined, 3], undefined, 92, 28)).toBeUndefined());
  it('leave a gap where a value is missing', () => expect(sparkline([1, undefined, 2], undefined, 92, 28)?.path.match(/M/g)).toHaveLength(2));
  it('go level and then straight up where a rule holds until the next one', () => expect(sparkline([0, 1], undefined, 92, 28, true)?.path).toBe('M4.0 24.0H88.0V4.0'));
  it('draw equal values in the middle', () => expect(sparkline([5, 5], undefined, 92, 28)?.last.y).toBe(14));
});

describe('the plane of happened and recorded', () => {
  const fact = (on: string, recorded: string) => ({ on, recorded_at: `${recorded}T10:00:00Z`, late_days: 0, position: 1 });
  it('puts a fact recorded the same day on the diagonal', () => {
    const { points } = planeOf([fact('2026-01-01', '2026-01-01'), fact('2026-01-06', '2026-01-06')], '2026-01-11', 100, 400);
    expect(points[1]).toMatchObject({ x: 50, y: 50 });
  });
  it('marks a fact older than its axis', () => {
    const { points } = planeOf([fact('1953-02-14', '2026-01-01')], '2026-01-11', 100, 400);
    expect(points[0]).toMatchObject({ x: 0, clipped: true });
  });
});

describe('who is tied to an intervention', () => {
  const member = (id: string, registry: boolean, de_facto: boolean) => ({ person_id: id, display_name: id, registry, isee: false, de_facto });
  const household = (...members: ReturnType<typeof member>[]) => ({ on: '2026-11-22', change_dates: [], members });
  it('is who is really together', () => expect(presentIn(household(member('a', true, true), member('b', true, false)))).toEqual(['a']));
  it('is the registry where nobody recorded who is together', () => expect(presentIn(household(member('a', true, false), member('b', false, false)))).toEqual(['a']));
  it('is the subject where there is no household', () => expect(presentIn(household(member('a', false, false)))).toEqual(['a']));
});
