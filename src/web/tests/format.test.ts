// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { daysBetween, initials, romeDate, romeTime, showDate, showMoney, showNumber, showUnitFee } from '../src/lib/format';

describe('Italian formats', () => {
  it('shows dates as dd/mm/yyyy', () => expect(showDate('2026-11-22')).toBe('22/11/2026'));
  it('groups thousands with points and keeps both cents', () => expect(showMoney('15900.00')).toBe('15.900,00 €'));
  it('writes a negative amount with a minus sign', () => expect(showNumber('-1234.5')).toBe('−1.234,5'));
  it('keeps every digit of an amount that a double would lose', () => expect(showNumber('900719925474099.93')).toBe('900.719.925.474.099,93'));
  it('drops the third decimal of a unit fee when it is zero', () => expect(showUnitFee('4.400')).toBe('4,40'));
  it('keeps the third decimal of a unit fee when it counts', () => expect(showUnitFee('0.505')).toBe('0,505'));
  it('gives a unit fee without decimals two of them', () => expect(showUnitFee('11')).toBe('11,00'));
  it('counts days across the change to summer time', () => expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2));
  it('counts the leap day', () => expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2));
  it('reads an instant before midnight UTC as the next day in Rome', () => expect(romeDate('2026-06-30T22:30:00Z')).toBe('2026-07-01'));
  it('reads the same instant in winter as the same day', () => expect(romeDate('2026-12-30T22:30:00Z')).toBe('2026-12-30'));
  it('shows the time of Rome', () => expect(romeTime('2026-11-22T08:05:09.123456Z')).toBe('09:05:09'));
  it('takes two initials', () => expect(initials('Elena de Riva')).toBe('ED'));
});
