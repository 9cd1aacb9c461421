// SPDX-License-Identifier: EUPL-1.2
// The number of a DSU as INPS prints it. One of another form is kept as it is typed, and said so.
const pattern = /^INPS-ISEE-\d{4}-\d{8}[A-Z]-\d{2}$/;
const shape = 'INPS-ISEE-9999-99999999A-99';

export type DsuHint = 'empty' | 'usual' | 'going' | 'unusual';

// `going`: a beginning of the usual form, so nothing is said while somebody types.
export function dsuHint(typed: string): DsuHint {
  const text = typed.trim();
  if (text === '') return 'empty';
  if (pattern.test(text)) return 'usual';
  if (text.length >= shape.length) return 'unusual';
  const fits = [...text].every((one, at) => {
    const wanted = shape.charAt(at);
    if (wanted === '9') return /\d/.test(one);
    return wanted === 'A' && at > 10 ? /[A-Z]/.test(one) : one === wanted;
  });
  return fits ? 'going' : 'unusual';
}
