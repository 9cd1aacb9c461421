// SPDX-License-Identifier: EUPL-1.2
// An exact fraction of the API ("108849/20") as people read it: 5.442,45. They are amounts of money,
// so two decimals at least. One that does not end is
// cut after six decimals and says so; the fraction stays beside it.
import { showNumber } from './format';

const decimalsMost = 6;

export function showFraction(fraction: string): { text: string; exact: boolean } {
  const [, sign, over = '0', under = '1'] = /^(-?)(\d+)(?:\/(\d+))?$/.exec(fraction) ?? [];
  const denominator = BigInt(under);
  if (sign === undefined || denominator === 0n) return { text: fraction, exact: true };
  const numerator = BigInt(over);
  const whole = numerator / denominator;
  let rest = numerator % denominator;
  let decimals = '';
  while (rest !== 0n && decimals.length < decimalsMost) {
    rest *= 10n;
    decimals += String(rest / denominator);
    rest %= denominator;
  }
  return { text: showNumber(`${sign}${whole}.${decimals.padEnd(2, '0')}`), exact: rest === 0n };
}
