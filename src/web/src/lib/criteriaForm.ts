// SPDX-License-Identifier: EUPL-1.2
// Access criteria as they are typed, and as the file of docs/formats/access-criteria.md. What the
// form has no field for (title, incomplete) travels through it untouched.
import type { AccessCriteriaCheck } from '../api/rankings';
import { readAmount, typedAmount } from './amounts';

export const gateKinds = ['residence', 'age_min', 'age_max', 'isee_max', 'condition', 'no_annotations'] as const;
export const tieRules = ['isee_within', 'item_higher', 'isee_lower', 'older', 'younger'] as const;
export type GateKind = (typeof gateKinds)[number];
export type TieRule = (typeof tieRules)[number];
// `value`: years or an amount, as typed; `code`: the condition, or the group of a ceiling.
export type GateRow = { key: number; kind: GateKind; value: string; code: string };
export type TieRow = { key: number; rule: TieRule; value: string; item: string };
export type CriteriaForm = {
  id: string; act: string; url: string; service: string; comuni: string[]; from: string; to: string;
  gates: GateRow[]; classes: { key: number; code: string }[]; items: { key: number; item: string; points: string }[]; ties: TieRow[];
  rest: Record<string, unknown>;
};

let lastKey = 0;
export const newKey = () => (lastKey += 1);
export const emptyCriteria = (): CriteriaForm => ({ id: '', act: '', url: '', service: '', comuni: [], from: '', to: '', gates: [], classes: [], items: [], ties: [], rest: {} });

const named = ['id', 'act', 'source', 'gates', 'classes', 'items', 'ties', 'valid_from', 'valid_to'];
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const price = (value: unknown) => (text(value) === '' ? '' : typedAmount(text(value)));
const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : []);
const record = (value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});

// An amount as the API writes it; what cannot be read goes as it was typed, and the check names it.
function amount(typed: string): string | null {
  const { value, mistake } = readAmount(typed, 2);
  return mistake ? typed : (value ?? null);
}
const years = (typed: string) => (/^\d+$/.test(typed.trim()) ? Number(typed) : typed);

function gateOf({ kind, value, code }: GateRow): Record<string, unknown> {
  if (kind === 'age_min' || kind === 'age_max') return { kind, years: years(value) };
  if (kind === 'isee_max') return { kind, amount: amount(value), ...(code.trim() ? { group: code.trim() } : {}) };
  return kind === 'condition' ? { kind, condition: code.trim() } : { kind };
}
function tieOf({ rule, value, item }: TieRow): Record<string, unknown> {
  if (rule === 'isee_within') return { rule, amount: amount(value) };
  return rule === 'item_higher' ? { rule, item: item.trim() } : { rule };
}

export function documentOf(form: CriteriaForm): Record<string, unknown> {
  return {
    ...form.rest, id: form.id.trim(), act: form.act.trim(), ...(form.url.trim() ? { source: { url: form.url.trim() } } : {}),
    gates: form.gates.map(gateOf), classes: form.classes.map((one) => one.code.trim()),
    items: form.items.map(({ item, points }) => ({ item: item.trim(), points_max: amount(points) })), ties: form.ties.map(tieOf),
  };
}
// What is checked, and published once it is complete. The API leaves the document open.
export function criteriaRequestOf(form: CriteriaForm): AccessCriteriaCheck {
  return {
    document: documentOf(form) as Record<string, never>, ...(form.service ? { service_code: form.service } : {}), comuni: form.comuni,
    ...(form.from ? { valid_from: form.from } : {}), ...(form.to ? { valid_to: form.to } : {}),
  };
}
export const complete = (form: CriteriaForm) => Boolean(form.service && form.from && form.id.trim() && form.act.trim());

// A row of a kind this version does not know would be lost in the form: such a file is refused.
export function fromDocument(file: Record<string, unknown>): CriteriaForm | undefined {
  const gates = list(file.gates).map(record);
  const ties = list(file.ties).map(record);
  if (!gates.every((one) => gateKinds.includes(one.kind as GateKind)) || !ties.every((one) => tieRules.includes(one.rule as TieRule))) return undefined;
  return {
    ...emptyCriteria(), id: text(file.id), act: text(file.act), url: text(record(file.source).url), from: text(file.valid_from), to: text(file.valid_to),
    gates: gates.map((one) => ({ key: newKey(), kind: one.kind as GateKind, value: one.kind === 'isee_max' ? price(one.amount) : String(one.years ?? ''), code: text(one.condition ?? one.group) })),
    classes: list(file.classes).map((one) => ({ key: newKey(), code: text(one) })),
    items: list(file.items).map(record).map((one) => ({ key: newKey(), item: text(one.item), points: price(one.points_max) })),
    ties: ties.map((one) => ({ key: newKey(), rule: one.rule as TieRule, value: price(one.amount), item: text(one.item) })),
    rest: Object.fromEntries(Object.entries(file).filter(([name]) => !named.includes(name))),
  };
}
