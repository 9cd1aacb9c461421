// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { fromThousandths, readAmount, thousandths, typedAmount } from '../src/lib/amounts';

describe('an amount as it is typed', () => {
  it.each([
    ['1.234,56', '1234.56'], ['1234,56', '1234.56'], ['0', '0.00'], ['007', '7.00'], ['12,5', '12.50'], ['12.50', '12.50'],
    ['1.234.567', '1234567.00'], ['1.234.567,8', '1234567.80'], [' 9,30 €', '9.30'], ['1234', '1234.00'],
  ])('%s is read', (typed, value) => expect(readAmount(typed, 2)).toEqual({ value }));

  it.each([
    ['1,234.56', 'english'], ['1,234,567', 'english'], ['1.234', 'ambiguous'], ['1,055', 'decimals'], ['12.3456', 'decimals'],
    ['-1', 'negative'], ['−1', 'negative'], ['1.23.456', 'malformed'], ['uno', 'malformed'], ['12,', 'malformed'], [',5', 'malformed'], ['1 234', 'malformed'], ['1e3', 'malformed'],
  ])('%s is refused and not guessed', (typed, mistake) => expect(readAmount(typed, 2)).toEqual({ mistake }));

  it('may have three decimals where prices have', () => {
    expect(readAmount('1,055', 3)).toEqual({ value: '1.055' });
    expect(readAmount('1.055', 3)).toEqual({ mistake: 'ambiguous' });
    expect(readAmount('1,0555', 3)).toEqual({ mistake: 'decimals' });
  });
  it('may be below zero only where that means something', () => {
    expect(readAmount('-1,5', 3, true)).toEqual({ value: '-1.50' });
    expect(readAmount('-1.234', 3, true)).toEqual({ mistake: 'ambiguous' });
  });
  it('is nothing when empty', () => expect(readAmount('  ', 2)).toEqual({}));
});

describe('an amount of the API', () => {
  it.each([['1234.56', '1.234,56'], ['1.055', '1,055'], ['3.100', '3,10'], ['0.00', '0,00'], ['-8.5', '-8,50'], ['1234567.00', '1.234.567,00']])('%s is shown as typed', (value, typed) => {
    expect(typedAmount(value)).toBe(typed);
    expect(thousandths(readAmount(typed, 3, true).value ?? '')).toBe(thousandths(value));
  });
  it('is nothing when null', () => expect(typedAmount(null)).toBe(''));
  it.each(['0.00', '1.055', '-0.001', '8.00', '4898.00', '-1234.50'])('%s survives thousandths', (value) => expect(fromThousandths(thousandths(value))).toBe(value));
});
