// SPDX-License-Identifier: EUPL-1.2
// Amounts as Italians type them, turned into the strings of the API ("1.234,56" into "1234.56").
// Nothing is guessed: "1,234.56" is written for another country, and "1.234" may be a thousand or one
// and a bit. Such a text is a mistake with a name, and stays in the field as it was typed.
export type AmountMistake = 'english' | 'ambiguous' | 'decimals' | 'negative' | 'malformed' | 'missing';
export type ReadAmount = { value?: string; mistake?: AmountMistake };

const grouped = /^\d{1,3}(\.\d{3})+$/;

function digits(whole: string, decimals: string): string {
  return `${whole.replace(/^0+(?=\d)/, '')}.${decimals.padEnd(2, '0')}`;
}

// `decimals`: 2 for an ISEE or money, 3 for prices and numbers of a formula. An empty text is nothing.
export function readAmount(typed: string, decimals: 2 | 3, signed = false): ReadAmount {
  const text = typed.trim().replace(/\s*€$/, '');
  if (text === '') return {};
  const minus = /^[-−]/.test(text);
  if (minus && !signed) return { mistake: 'negative' };
  const body = minus ? text.slice(1) : text;
  const read = readUnsigned(body, decimals);
  return minus && read.value !== undefined ? { value: `-${read.value}` } : read;
}

function readUnsigned(text: string, most: number): ReadAmount {
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text)) return { mistake: 'english' };
  const [whole = '', rest, more] = text.split(',');
  if (more !== undefined) return { mistake: /^\d{1,3}(,\d{3})+$/.test(text) ? 'english' : 'malformed' };
  if (rest !== undefined) {
    if (!/^\d+$/.test(rest) || !(/^\d+$/.test(whole) || grouped.test(whole))) return { mistake: 'malformed' };
    return rest.length > most ? { mistake: 'decimals' } : { value: digits(whole.replaceAll('.', ''), rest) };
  }
  if (/^\d+$/.test(text)) return { value: digits(text, '') };
  // One dot and three digits: a thousand, or three decimals? Two dots can only be thousands.
  if (grouped.test(text)) return text.split('.').length > 2 ? { value: digits(text.replaceAll('.', ''), '') } : { mistake: 'ambiguous' };
  const dotted = /^(\d+)\.(\d{1,2})$/.exec(text);
  if (dotted) return { value: digits(dotted[1] ?? '', dotted[2] ?? '') };
  return { mistake: /^\d+\.\d{4,}$/.test(text) ? 'decimals' : 'malformed' };
}

// "1234.560" of the API as it is typed here: "1.234,56".
export function typedAmount(value: string | null | undefined): string {
  if (value === null || value === undefined) return '';
  const minus = value.startsWith('-') ? '-' : '';
  const [whole = '0', decimals = ''] = value.replace('-', '').split('.');
  const kept = decimals.padEnd(2, '0').replace(/^(\d{2}\d*?)0+$/, '$1');
  return `${minus}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.')},${kept}`;
}

// Exact arithmetic on such strings, in thousandths.
export function thousandths(value: string): bigint {
  const minus = value.startsWith('-');
  const [whole = '0', decimals = ''] = value.replace('-', '').split('.');
  const number = BigInt(whole) * 1000n + BigInt(decimals.padEnd(3, '0').slice(0, 3));
  return minus ? -number : number;
}
export function fromThousandths(number: bigint): string {
  const minus = number < 0n;
  const size = minus ? -number : number;
  const decimals = String(size % 1000n).padStart(3, '0');
  return `${minus ? '-' : ''}${size / 1000n}.${decimals.endsWith('0') ? decimals.slice(0, 2) : decimals}`;
}
