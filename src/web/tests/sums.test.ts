// SPDX-License-Identifier: EUPL-1.2
import { expect, test } from 'vitest';
import { sumOf } from '../src/lib/sums';

test('a sum of amounts is exact to the cent, whatever a number type would make of it', () => {
  expect(sumOf([])).toBe('0.00');
  expect(sumOf(['0.10', '0.20'])).toBe('0.30');
  expect(sumOf(Array.from({ length: 11 }, () => '272.73'))).toBe('3000.03');
  expect(sumOf(['90071992547409.93', '0.01'])).toBe('90071992547409.94');
});
test('a credit is taken away, and may leave less than nothing', () => {
  expect(sumOf(['220.00', '-79.40'])).toBe('140.60');
  expect(sumOf(['0.05', '-0.10'])).toBe('-0.05');
});
