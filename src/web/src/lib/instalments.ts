// SPDX-License-Identifier: EUPL-1.2
// A debt in n parts: all equal and rounded to the cent, the last takes the rest (E34). On the digits
// of the API, never on a floating-point number.
import { fromThousandths, thousandths } from './amounts';

export const instalmentsMin = 2;
export const instalmentsMax = 60;

export type Plan = { each: string; times: number; last: string };

export function planOf(total: string, parts: number): Plan | undefined {
  if (!Number.isInteger(parts) || parts < instalmentsMin || parts > instalmentsMax) return undefined;
  const cents = thousandths(total) / 10n;
  if (cents <= 0n) return undefined;
  const n = BigInt(parts);
  const each = (2n * cents + n) / (2n * n); // Half up.
  return { each: fromThousandths(each * 10n), times: parts - 1, last: fromThousandths((cents - each * (n - 1n)) * 10n) };
}
