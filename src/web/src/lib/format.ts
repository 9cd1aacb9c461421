// SPDX-License-Identifier: EUPL-1.2
// How values of the API are shown in Italian: dd/mm/yyyy, 1.234,56 €, Europe/Rome. Values stay
// strings and integers on the way: money is never a floating-point number.

const zone = 'Europe/Rome';
const dayMs = 86_400_000;

export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
}
export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
// Whole days from one date to the other; negative when `to` is earlier.
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

export function showDate(date: string | undefined): string {
  if (!date) return '—';
  const [year, month, day] = date.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}
export function showDay(date: string): string {
  return showDate(date).slice(0, 5);
}
const longDate = new Intl.DateTimeFormat('it-IT', {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
});
export function showLongDate(date: string): string {
  return longDate.format(new Date(`${date}T00:00:00Z`));
}
const monthName = new Intl.DateTimeFormat('it-IT', { month: 'long', year: 'numeric', timeZone: 'UTC' });
export function showMonth(date: string): string {
  const name = monthName.format(new Date(`${date}T00:00:00Z`));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const romeParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
// The calendar date and the time of an instant where people read it.
export function romeDate(instant: string): string {
  return romeParts.format(new Date(instant)).slice(0, 10);
}
export function romeTime(instant: string): string {
  return romeParts.format(new Date(instant)).slice(11, 19);
}
export function showInstant(instant: string | undefined): string {
  if (!instant) return '—';
  return `${showDate(romeDate(instant))}, ${romeTime(instant).slice(0, 5)}`;
}

// Thousands with a point, decimals with a comma; works on the digits.
export function showNumber(value: string | number): string {
  const text = String(value);
  const negative = text.startsWith('-');
  const [whole = '0', decimals] = (negative ? text.slice(1) : text).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return `${negative ? '−' : ''}${grouped}${decimals ? `,${decimals}` : ''}`;
}
export function showMoney(value: string | undefined): string {
  return value === undefined ? '—' : `${showNumber(value)} €`;
}
// A unit price keeps its third decimal only when it says something: 4,40 but 0,505.
export function showUnitFee(value: string): string {
  const [whole = '0', decimals = ''] = value.split('.');
  const kept = decimals.padEnd(2, '0').replace(/^(\d{2})0+$/, '$1');
  return showNumber(`${whole}.${kept}`);
}
export function plural(count: number, one: string, many: string): string {
  return `${showNumber(count)} ${count === 1 ? one : many}`;
}
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word.charAt(0)).join('').toUpperCase();
}
