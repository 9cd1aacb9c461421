// SPDX-License-Identifier: EUPL-1.2
// What a regulation says in one dimension arrives as a code and its values (openapi.json,
// UniformitySaid): here are the words.
import type { UniformityDimension, UniformitySaid } from '../api/uniformity';
import { showMoney, showNumber, showUnitFee } from '../lib/format';

// "0.9934" is 99,34 %: the digits move, nothing is computed.
export function showShare(share: string): string {
  const digits = share.replace('.', '').replace(/^0+(?=\d{3})/, '').padStart(3, '0');
  const whole = digits.slice(0, -2);
  const decimals = digits.slice(-2).replace(/0+$/, '');
  return `${whole}${decimals ? `,${decimals}` : ''} %`;
}
const kinds: Record<string, string> = { ordinario: 'ordinario', minorenni: 'minorenni', universita: 'università', sociosanitario: 'sociosanitario', sociosanitario_residenze: 'sociosanitario residenze', dottorato: 'dottorato', inclusione_2026: 'inclusione 2026', altro: 'altro' };
const reasons: Record<string, string> = { court_order: 'ordine del giudice', child_protection: 'tutela dei minori' };
const dayMonth = (day: string) => day.split('-').reverse().join('/');
const notStated = 'non indicato';

type Values = { one: (name: string) => string | undefined; all: (name: string) => string[] };
const money = (values: Values, name: string) => showMoney(values.one(name));
const adjustments = (said: UniformitySaid) => {
  const parts: string[] = [];
  for (const { name, value } of said.values) {
    if (name === 'percent') parts.push(`${showUnitFee(value).replace(/,00$/, '')} %`);
    else if (name === 'when') parts[parts.length - 1] += ` (${value})`;
  }
  return parts.join('; ');
};
const words: Record<UniformityDimension, Record<string, (values: Values, said: UniformitySaid) => string>> = {
  act: { named: (v) => v.one('act') ?? '', not_stated: () => notStated },
  formula: {
    flat: () => 'uguale per tutti', bands: (v) => `a fasce, ${v.one('pieces')}${ofCost(v)}`, linear: (v) => `lineare${ofCost(v)}`, linear_from_zero: (v) => `lineare, da zero${ofCost(v)}`,
    linear_with_jumps: () => 'lineare, con salti', piecewise_linear: (v) => `lineare a tratti, ${v.one('pieces')}`, not_computable: () => 'non calcolabile',
  },
  thresholds: { at: (v) => v.all('isee').map((one) => showNumber(one)).join(' – ') + ' €', none: () => 'nessuna' },
  exemption: { none: () => 'nessuna', up_to: (v) => `fino a ${money(v, 'isee')}`, everybody: () => 'tutti' },
  range: { between: (v) => `${showNumber(v.one('lowest') ?? '')} – ${money(v, 'highest')}`, from: (v) => `da ${money(v, 'lowest')}, senza massimo`, not_computable: () => 'non calcolabile' },
  access: { everybody: () => 'qualunque ISEE', up_to: (v) => `fino a ${money(v, 'isee')}`, whole_cost_above: (v) => `costo intero sopra ${money(v, 'isee')}` },
  full_cost: { amount: (v) => money(v, 'amount'), not_stated: () => notStated },
  isee_kinds: { accepted: (v) => v.all('kind').map((one) => kinds[one] ?? one).join(', '), not_stated: () => notStated },
  no_isee: { amount: (v) => money(v, 'amount'), not_stated: () => notStated },
  annotations: { accept: () => 'accettato', accept_with_documents: () => 'accettato con documenti', refuse: () => 'non accettato', unknown: () => notStated },
  decorrenza: {
    next_month_after_protocol: () => 'mese dopo la domanda', same_month: () => 'mese della domanda', filing_date_pro_rata: () => 'giorno della domanda',
    fixed_date: (v) => `dal ${dayMonth(v.one('day') ?? '')}`, month_end_snapshot: () => 'ISEE a fine mese', not_stated: () => notStated,
  },
  rectification: { from_the_past: () => 'vale dal passato', from_now_on: () => 'vale da quando è noto' },
  kept_until: { until: (v) => `vale fino al ${dayMonth(v.one('day') ?? '')}`, not_kept: () => 'non vale più' },
  rounding: {
    half_up: (v) => `metà per eccesso${steps(v)}`, half_even: (v) => `metà al pari${steps(v)}`, half_down: (v) => `metà per difetto${steps(v)}`, truncate: (v) => `troncato${steps(v)}`, not_stated: (v) => `${notStated}${steps(v)}`,
  },
  discounts: { none: () => 'nessuna', percent: (_, said) => adjustments(said) },
  surcharges: { none: () => 'nessuna', percent: (_, said) => adjustments(said) },
  exempt_persons: { none: () => 'nessuno', reasons: (v) => v.all('reason').map((one) => reasons[one] ?? one).join(', ') },
  residence: { as_residents: () => 'come i residenti', amount: (v) => money(v, 'amount') },
  period_bounds: { none: () => 'nessuno', bounds: (v) => [v.one('cap') && `al massimo ${money(v, 'cap')}`, v.one('floor') && `almeno ${money(v, 'floor')}`].filter(Boolean).join(', ') },
};
function ofCost(values: Values): string {
  return values.one('of') ? ', in % del costo' : '';
}
function steps(values: Values): string {
  const unit = values.one('unit');
  return unit === undefined ? ', solo alla fine' : unit === '0.01' && values.one('amount') === '0.01' ? ', al centesimo' : `, a ${showNumber(unit)} €`;
}

export function sayIn(dimension: UniformityDimension, said: UniformitySaid): string {
  const values: Values = {
    one: (name) => said.values.find((one) => one.name === name)?.value,
    all: (name) => said.values.filter((one) => one.name === name).map((one) => one.value),
  };
  return words[dimension][said.code]?.(values, said) ?? said.code;
}
