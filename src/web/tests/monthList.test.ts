// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest';
import { monthsShown, monthsUpTo } from '../src/lib/monthList';

test('the newest month comes first and the years turn', () => {
  const months = monthsUpTo('2026-01-15', '2026-01');
  expect(months).toHaveLength(monthsShown);
  expect(months.slice(0, 3)).toEqual(['2026-01', '2025-12', '2025-11']);
});

test('a chosen month that is older, or later, is among them and in its place', () => {
  expect(monthsUpTo('2026-01-15', '2001-05').at(-1)).toBe('2001-05');
  expect(monthsUpTo('2026-01-15', '2026-02')[0]).toBe('2026-02');
  expect(monthsUpTo('2026-01-15', '2001-05')).toHaveLength(monthsShown + 1);
});
