// SPDX-License-Identifier: EUPL-1.2
// Single-key shortcuts (WCAG 2.1.4: they can be switched off, and never act inside a text field).
const setting = 'telaio.single_keys';

export function singleKeysOn(): boolean {
  return localStorage.getItem(setting) !== 'off';
}
export function setSingleKeys(on: boolean): void {
  localStorage.setItem(setting, on ? 'on' : 'off');
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type);
}

// A letter after `g` names a section of the header (routes.ts).
export type Shortcut = 'log' | 'search' | 'help' | 'next' | 'previous' | { section: string };
const direct: Record<string, Shortcut> = { n: 'log', '/': 'search', '?': 'help', j: 'next', k: 'previous' };
const pairMs = 1_500;

// Turns key presses into shortcuts; remembers a `g` for a moment.
export function shortcutReader(): (event: KeyboardEvent) => Shortcut | undefined {
  let gAt = -Infinity;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
    if (isTyping(event.target) || !singleKeysOn()) return undefined;
    const second = event.timeStamp - gAt < pairMs && /^[a-z]$/.test(event.key) && event.key !== 'g';
    gAt = event.key === 'g' ? event.timeStamp : -Infinity;
    return second ? { section: event.key } : direct[event.key];
  };
}

// j and k: the next or previous focusable row of the list that has focus, else of the first list.
export function moveInList(step: 1 | -1): void {
  const active = document.activeElement;
  const list = active?.closest('[data-list]') ?? document.querySelector('[data-list]');
  if (!list) return;
  const stops = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const at = stops.findIndex((row) => row === active || row.contains(active));
  const next = stops[at === -1 ? 0 : Math.min(Math.max(at + step, 0), stops.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
