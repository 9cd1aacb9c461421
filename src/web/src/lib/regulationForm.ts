// SPDX-License-Identifier: EUPL-1.2
// The form of a regulation: what is typed, and the file (docs/formats/regulation.md) it stands for.
// Reading a file and writing it again gives the same regulation; what is typed wrong is named with the
// JSON pointer of its field and is never sent.
import { fromThousandths, readAmount, thousandths, typedAmount, type AmountMistake } from './amounts';

export type Kind = 'flat' | 'line' | 'formula';
export type Row = { key: number; from: string; fromIn: boolean; to: string; toIn: boolean; kind: Kind; fee: string; end: string; x0: string; num: string; den: string };
export type Charge = { key: number; when: string; percent: string; iseeMax: string };
export type Form = {
  comune: string; service: string; serviceName: string; slug: string; authority: string; act: string; url: string; iseeKind: string;
  from: string; to: string; unit: string; percent: boolean; unitText: string; fullCost: string; rows: Row[];
  accessLimit: string; above: string; noIsee: string; nonResident: string; annotations: string; kinds: string[];
  surcharges: Charge[]; discounts: Charge[]; exemptions: string[]; cap: string; floor: string; capOrder: string;
  rounding: string; unitStep: string; amountStep: string;
  rule: string; ruleDay: string; keptUntil: string; retroactive: boolean;
  publishedText: string; signedReading: string; replaces: string;
  // What a file says in words: it is sent along, so that the check can say that it counts for nothing.
  notes: { surcharges: unknown[]; discounts: unknown[]; exemptions: unknown[] };
};
export type Mistake = { pointer: string; what: AmountMistake };

type Json = Record<string, unknown>;
export const units = ['hour', 'access', 'meal', 'km', 'day', 'month', 'night'] as const;
export const exemptionReasons = ['court_order', 'child_protection'] as const;
export const isee = ['ordinario', 'minorenni', 'universita', 'sociosanitario', 'sociosanitario_residenze', 'dottorato'] as const;

let lastKey = 0;
export const newKey = () => ++lastKey;
export const emptyRow = (): Row => ({ key: newKey(), from: '', fromIn: true, to: '', toIn: true, kind: 'flat', fee: '', end: '', x0: '', num: '', den: '' });
export const emptyCharge = (): Charge => ({ key: newKey(), when: '', percent: '', iseeMax: '' });
export function emptyForm(): Form {
  return {
    comune: '', service: '', serviceName: '', slug: '', authority: '', act: '', url: '', iseeKind: '',
    from: '', to: '', unit: 'hour', percent: false, unitText: '', fullCost: '', rows: [emptyRow()],
    accessLimit: '', above: '', noIsee: '', nonResident: '', annotations: 'accept', kinds: [],
    surcharges: [], discounts: [], exemptions: [], cap: '', floor: '', capOrder: '',
    rounding: '', unitStep: '0.01', amountStep: '0.01',
    rule: '', ruleDay: '', keptUntil: '', retroactive: true,
    publishedText: '', signedReading: '', replaces: '', notes: { surcharges: [], discounts: [], exemptions: [] },
  };
}

// ---- From a file ----
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const part = (of: Json, name: string): Json => (typeof of[name] === 'object' && of[name] !== null ? (of[name] as Json) : {});
const list = (of: Json, name: string): unknown[] => (Array.isArray(of[name]) ? (of[name] as unknown[]) : []);
// A text that is no amount of ours stays as it is, for whoever reads it to judge.
const amount = (value: unknown): string => (typeof value === 'string' && /^-?\d+(\.\d{1,3})?$/.test(value) ? typedAmount(value) : text(value));

function rowOf(given: unknown): Row {
  const one = (given ?? {}) as Json;
  const { base, x0, num, den, from, to } = Object.fromEntries(['base', 'x0', 'num', 'den', 'from', 'to'].map((name) => [name, text(one[name])])) as Record<string, string>;
  const row = { ...emptyRow(), from: amount(one.from), fromIn: one.from_inclusive !== false, to: amount(one.to), toIn: one.to_inclusive !== false, fee: amount(one.base), x0: amount(one.x0), num: amount(one.num), den: amount(one.den) };
  const number = (value: string | undefined) => (/^-?\d+(\.\d{1,3})?$/.test(value ?? '') ? thousandths(value ?? '') : undefined);
  const [b, x, n, d, f, t] = [base, x0, num, den, from, to].map(number);
  if (b === undefined || x === undefined || n === undefined || d === undefined) return { ...row, kind: 'formula' };
  if (n === 0n && x === 0n && d === 1000n) return { ...row, kind: 'flat' };
  if (n !== 0n && f !== undefined && t !== undefined && x === f && d === t - f) return { ...row, kind: 'line', end: typedAmount(fromThousandths(b + n)) };
  return { ...row, kind: 'formula' };
}
function chargesOf(items: unknown[]): { charges: Charge[]; notes: unknown[] } {
  const known = items.filter((one) => typeof one === 'object' && one !== null && 'percent' in one) as Json[];
  const charges = known.map((one) => {
    const said = 'isee_max' in one ? one.isee_max : /ISEE <= ([\d.]+)/.exec(text(one.when))?.[1];
    return { key: newKey(), when: text(one.when), percent: amount(one.percent), iseeMax: amount(said) };
  });
  return { charges, notes: items.filter((one) => !(known as unknown[]).includes(one)) };
}
export function unitOf(unitText: string): { unit: string; percent: boolean } {
  const percent = unitText.startsWith('percent');
  const unit = percent ? units.find((one) => unitText.includes(one)) : units.find((one) => unitText === `EUR/${one}`);
  return { unit: unit ?? '', percent };
}

export function fromFile(file: Json): Form {
  const period = part(file, 'period');
  const rounding = part(file, 'rounding');
  const rules = part(file, 'decorrenza');
  const surcharges = chargesOf(list(file, 'surcharges'));
  const discounts = chargesOf(list(file, 'discounts'));
  const reasons = list(file, 'exemptions');
  const known = (one: unknown) => exemptionReasons.some((reason) => reason === one);
  const words = text(file.isee_kind).includes('without omissioni');
  const step = (name: string) => (name in rounding ? (rounding[name] === null ? '' : text(rounding[name])) : '0.01');
  return {
    comune: text(file.comune), service: text(file.service_code), serviceName: text(file.service), slug: text(file.id), authority: text(file.authority), act: text(file.act), url: text(part(file, 'source').url), iseeKind: text(file.isee_kind),
    from: text(period.effective_from), to: text(period.effective_to), ...unitOf(text(file.unit)), unitText: text(file.unit),
    fullCost: amount(part(file, 'full_cost').amount ?? part(file, 'formula').full_cost), rows: list(part(file, 'formula'), 'segments').map(rowOf),
    accessLimit: amount(part(file, 'access_limit').isee_max), above: amount(part(file, 'above').isee_over), noIsee: amount(part(file, 'no_isee').amount), nonResident: amount(part(file, 'non_resident').amount),
    annotations: text(file.annotations) || (words ? 'refuse' : 'accept'), kinds: list(file, 'accepted_kinds').map(text),
    surcharges: surcharges.charges, discounts: discounts.charges, exemptions: reasons.filter(known).map(text),
    cap: amount(file.cap), floor: amount(file.floor), capOrder: text(file.cap_order),
    rounding: text(rounding.stated).split(' ')[0] ?? '', unitStep: step('unit_step'), amountStep: step('amount_step'),
    rule: text(rules.rule), ruleDay: text(rules.day), keptUntil: text(rules.kept_until), retroactive: rules.retroactive_on_rectification !== false,
    publishedText: text(file.published_text), signedReading: text(file.signed_reading), replaces: text(file.replaces),
    notes: { surcharges: surcharges.notes, discounts: discounts.notes, exemptions: reasons.filter((one) => !known(one)) },
  };
}

// ---- To a file ----
export function unitText(form: Form): string {
  const said = unitOf(form.unitText);
  // As the act names it, as long as nobody chose another.
  if (form.unitText && said.unit === form.unit && said.percent === form.percent) return form.unitText;
  if (!form.unit) return '';
  return form.percent ? `percent of the full cost per ${form.unit}` : `EUR/${form.unit}`;
}

class Reader {
  readonly mistakes: Mistake[] = [];
  read(typed: string, pointer: string, decimals: 2 | 3, signed = false): string | null {
    const { value, mistake } = readAmount(typed, decimals, signed);
    if (mistake) this.mistakes.push({ pointer, what: mistake });
    return value ?? null;
  }
  needed(typed: string, pointer: string, decimals: 2 | 3, signed = false): string | null {
    if (typed.trim() === '') this.mistakes.push({ pointer, what: 'missing' });
    return this.read(typed, pointer, decimals, signed);
  }
}

function segmentOf(row: Row, pointer: string, reader: Reader): Json {
  const from = reader.read(row.from, `${pointer}/from`, 2);
  const to = reader.read(row.to, `${pointer}/to`, 2);
  const base = reader.needed(row.fee, `${pointer}/base`, 3, true);
  const held = { from, from_inclusive: row.fromIn, to, to_inclusive: row.toIn, ...(base === null ? {} : { base }) };
  if (row.kind === 'flat') return { ...held, x0: '0.00', num: '0.00', den: '1.00' };
  if (row.kind === 'line') {
    const end = reader.needed(row.end, `${pointer}/num`, 3, true);
    // A line between two fees needs the two ISEEs it runs between.
    if (row.from.trim() === '') reader.mistakes.push({ pointer: `${pointer}/from`, what: 'missing' });
    if (row.to.trim() === '') reader.mistakes.push({ pointer: `${pointer}/to`, what: 'missing' });
    if (base === null || end === null || from === null || to === null) return held;
    return { ...held, x0: from, num: fromThousandths(thousandths(end) - thousandths(base)), den: fromThousandths(thousandths(to) - thousandths(from)) };
  }
  const [x0, num, den] = (['x0', 'num', 'den'] as const).map((name) => reader.needed(row[name], `${pointer}/${name}`, 3, true));
  return { ...held, ...Object.fromEntries(Object.entries({ x0, num, den }).filter(([, value]) => value !== null)) };
}
function chargesTo(charges: Charge[], pointer: string, reader: Reader): Json[] {
  return charges.map((one, i) => ({ when: one.when.trim(), percent: reader.needed(one.percent, `${pointer}/${i}/percent`, 3) ?? '0.00', isee_max: reader.read(one.iseeMax, `${pointer}/${i}/isee_max`, 2) }));
}

export function toFile(form: Form): { file: Json; mistakes: Mistake[] } {
  const reader = new Reader();
  const file: Json = {
    id: form.slug.trim(), authority: form.authority.trim(), service: form.serviceName, unit: unitText(form),
    period: { effective_from: form.from || null, effective_to: form.to || null }, act: form.act.trim(), isee_kind: form.iseeKind,
    formula: { segments: form.rows.map((row, i) => segmentOf(row, `/formula/segments/${i}`, reader)) },
    full_cost: { amount: reader.read(form.fullCost, '/full_cost/amount', 2) },
    access_limit: { isee_max: reader.read(form.accessLimit, '/access_limit/isee_max', 2) }, above: { isee_over: reader.read(form.above, '/above/isee_over', 2) },
    no_isee: { amount: reader.read(form.noIsee, '/no_isee/amount', 3) }, non_resident: { amount: reader.read(form.nonResident, '/non_resident/amount', 3) },
    exemptions: [...form.exemptions, ...form.notes.exemptions],
    surcharges: [...chargesTo(form.surcharges, '/surcharges', reader), ...form.notes.surcharges], discounts: [...chargesTo(form.discounts, '/discounts', reader), ...form.notes.discounts],
    cap: reader.read(form.cap, '/cap', 2), floor: reader.read(form.floor, '/floor', 2), cap_order: form.capOrder || null,
    rounding: { stated: form.rounding || null, unit_step: form.unitStep || null, amount_step: form.amountStep },
    accepted_kinds: form.kinds, annotations: form.annotations,
    decorrenza: { rule: form.rule || null, day: form.ruleDay || null, kept_until: form.keptUntil || null, retroactive_on_rectification: form.retroactive },
    source: { url: form.url.trim() }, published_text: form.publishedText, signed_reading: form.signedReading.trim(),
    comune: form.comune, service_code: form.service, replaces: form.replaces,
  };
  return { file, mistakes: reader.mistakes };
}

// The id of a pointer's field. A finding may name a part that has no field of its own: then the nearest.
export const idOf = (pointer: string) => `f${pointer.replaceAll('/', '-')}`;
export function fieldOf(pointer: string, has: (id: string) => boolean): string | undefined {
  for (let at = pointer; at.length > 0; at = at.slice(0, at.lastIndexOf('/'))) {
    const near = [at, `${at}/base`, `${at}/amount`, `${at}/from`, `${at}/0/from`].map(idOf).find(has);
    if (near) return near;
  }
  return undefined;
}
