// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest';
import { planOf } from '../src/lib/instalments';

describe('a plan of instalments', () => {
  it('is that of example E34', () => {
    expect(planOf('3000.00', 11)).toEqual({ each: '272.73', times: 10, last: '272.70' });
    expect(planOf('3600.00', 11)).toEqual({ each: '327.27', times: 10, last: '327.30' });
  });
  it('goes from two parts to sixty', () => {
    expect(planOf('10.00', 1)).toBeUndefined();
    expect(planOf('10.00', 2)).toEqual({ each: '5.00', times: 1, last: '5.00' });
    expect(planOf('60.00', 60)).toEqual({ each: '1.00', times: 59, last: '1.00' });
    expect(planOf('60.00', 61)).toBeUndefined();
    expect(planOf('60.00', 2.5)).toBeUndefined();
  });
  it('is of a debt: neither a credit nor nothing has one', () => {
    expect(planOf('-10.00', 2)).toBeUndefined();
    expect(planOf('0.00', 2)).toBeUndefined();
  });
});
