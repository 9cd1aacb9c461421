// SPDX-License-Identifier: EUPL-1.2
// What is typed to determine a fee. Only what the regulation in force foresees is sent: what was
// typed under another one stays in the form.
import type { FeeTerms } from '../../api/fees';
import type { FeeRequest } from '../../api/types';
import { readAmount, type AmountMistake } from '../../lib/amounts';

export type FeeForm = {
  from: string; to: string; quantity: string;
  surcharge: number; discount: number; // Their number in the regulation; 0: none.
  third_payer: string; full_cost: string; non_resident: boolean;
};
export type WrongFee = Partial<Record<'quantity' | 'third_payer' | 'full_cost', AmountMistake>>;

// The period of the fee in force, which a new determination takes the place of; else this month.
export function emptyFee(today: string, inForce?: { readonly from: string; readonly to: string }): FeeForm {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const start = today.slice(0, 8);
  const { from, to } = inForce ?? { from: `${start}01`, to: `${start}${String(last).padStart(2, '0')}` };
  return { from, to, quantity: '', surcharge: 0, discount: 0, third_payer: '', full_cost: '', non_resident: false };
}

export function feeRequestOf(form: FeeForm, terms: FeeTerms | undefined): { body: FeeRequest; wrong: WrongFee } {
  const wrong: WrongFee = {};
  const amount = (name: keyof WrongFee, asked: boolean) => {
    const { value, mistake } = asked ? readAmount(form[name], 2) : {};
    if (mistake) wrong[name] = mistake;
    return value === undefined ? {} : { [name]: value };
  };
  const numbered = (name: 'surcharge' | 'discount', known: readonly { number: number }[] | undefined) =>
    known?.some((one) => one.number === form[name]) ? { [name]: form[name] } : {};
  const body: FeeRequest = {
    from: form.from, to: form.to, ...amount('quantity', true),
    ...numbered('surcharge', terms?.surcharges), ...numbered('discount', terms?.discounts),
    // Who pays nothing leaves nothing for others to pay.
    ...amount('third_payer', terms !== undefined && !terms.exemption), ...amount('full_cost', terms?.in_percent === true),
    ...(terms?.non_residents && form.non_resident ? { non_resident: true } : {}),
  };
  return { body, wrong };
}
