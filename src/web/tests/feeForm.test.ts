// SPDX-License-Identifier: EUPL-1.2
// Determining a fee: only what the regulation in force foresees is sent, and amounts are never guessed.
import { describe, expect, it } from 'vitest';
import type { FeeTerms } from '../src/api/fees';
import { emptyFee, feeRequestOf } from '../src/pages/lavoro/feeForm';

const bare: FeeTerms = { authority: 'A', act: 'B', surcharges: [], discounts: [], non_residents: false, in_percent: false };
const rich: FeeTerms = {
  ...bare, surcharges: [{ number: 1, when: 'festivi', percent: '20.00' }], discounts: [{ number: 1, when: 'secondo figlio', percent: '30.00' }],
  non_residents: true, in_percent: true,
};
const typed = { ...emptyFee('2026-02-10'), quantity: '12,5', surcharge: 1, discount: 1, third_payer: '10,00', full_cost: '25', non_resident: true };

describe('the form of a fee', () => {
  it('begins with the whole month of today, also in February', () => {
    expect(emptyFee('2026-02-10')).toMatchObject({ from: '2026-02-01', to: '2026-02-28' });
    expect(emptyFee('2028-02-29')).toMatchObject({ from: '2028-02-01', to: '2028-02-29' });
    expect(emptyFee('2026-12-31')).toMatchObject({ from: '2026-12-01', to: '2026-12-31' });
  });
  it('begins with the period of the fee in force, where there is one', () => {
    expect(emptyFee('2026-02-10', { from: '2026-01-15', to: '2026-12-31' })).toMatchObject({ from: '2026-01-15', to: '2026-12-31' });
  });
  it('sends everything a regulation foresees, in the form of the API', () => {
    expect(feeRequestOf(typed, rich)).toEqual({
      wrong: {},
      body: { from: '2026-02-01', to: '2026-02-28', quantity: '12.50', surcharge: 1, discount: 1, third_payer: '10.00', full_cost: '25.00', non_resident: true },
    });
  });
  it('sends nothing of what the regulation does not foresee', () => {
    expect(feeRequestOf(typed, bare).body).toEqual({ from: '2026-02-01', to: '2026-02-28', quantity: '12.50', third_payer: '10.00' });
    expect(feeRequestOf({ ...typed, surcharge: 2 }, rich).body).not.toHaveProperty('surcharge');
  });
  it('asks nobody else to pay a fee that is not due', () => {
    expect(feeRequestOf(typed, { ...rich, exemption: 'court_order' }).body).not.toHaveProperty('third_payer');
  });
  it('sends the period and the quantity alone while no regulation is known', () => {
    expect(feeRequestOf(typed, undefined).body).toEqual({ from: '2026-02-01', to: '2026-02-28', quantity: '12.50' });
  });
  it('names the amounts that cannot be read, and only those that are asked', () => {
    const odd = { ...typed, quantity: '1.234', third_payer: '1,234.56', full_cost: '-1' };
    expect(feeRequestOf(odd, rich).wrong).toEqual({ quantity: 'ambiguous', third_payer: 'english', full_cost: 'negative' });
    expect(feeRequestOf(odd, bare).wrong).toEqual({ quantity: 'ambiguous', third_payer: 'english' });
  });
  it('says that one does not live there only when it was ticked', () => expect(feeRequestOf({ ...typed, non_resident: false }, rich).body).not.toHaveProperty('non_resident'));
});
