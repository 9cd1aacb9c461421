// SPDX-License-Identifier: EUPL-1.2
// Sums of amounts as the API writes them, in whole cents: no number type holds money.
function cents(amount: string): bigint {
  const negative = amount.startsWith('-');
  const [whole = '0', decimals = ''] = amount.replace('-', '').split('.');
  const value = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0').slice(0, 2));
  return negative ? -value : value;
}

export function sumOf(amounts: readonly string[]): string {
  const total = amounts.reduce((sum, one) => sum + cents(one), 0n);
  const digits = String(total < 0n ? -total : total).padStart(3, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
