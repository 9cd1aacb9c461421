// SPDX-License-Identifier: EUPL-1.2
// No sentence stands in a component: all are in src/texts. And none stands there unused.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { t } from '../src/texts/pages';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' });
const components = sources.filter((path) => path.endsWith('.svelte'));

// What is left of a component when script, style, comments, tags and {expressions} are gone.
function words(source: string): string {
  let markup = source.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<style[\s\S]*?<\/style>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  for (let before = ''; before !== markup; ) {
    before = markup;
    markup = markup.replace(/\{[^{}]*\}/g, '');
  }
  return markup.replace(/<kbd[^>]*>[^<]*<\/kbd>/g, '').replace(/<\/?[a-zA-Z][^<>]*>/g, '').replace(/=>[^<>]*>/g, '').trim();
}

describe('components', () => {
  it('are found', () => expect(components.length).toBeGreaterThan(20));
  it.each(components)('%s holds no sentence', (path) => {
    expect(words(readFileSync(`src/${path}`, 'utf8'))).not.toMatch(/\p{L}{3,}/u);
  });
  it.each(components)('%s labels nothing with a fixed text', (path) => {
    expect(readFileSync(`src/${path}`, 'utf8')).not.toMatch(/(aria-label|title|placeholder|alt)="[^"{]*\p{L}{2}/u);
  });
  it.each(components)('%s has no inline style, which the policy refuses', (path) => {
    expect(readFileSync(`src/${path}`, 'utf8')).not.toMatch(/\sstyle="/);
  });
});

describe('the catalogue', () => {
  const all = sources.filter((path) => /\.(svelte|ts)$/.test(path) && !path.startsWith('texts')).map((path) => readFileSync(`src/${path}`, 'utf8')).join('\n');
  const named = Object.entries(t).flatMap(([section, texts]) => Object.keys(texts).map((key) => [section, key] as const));
  // Sections read by a code of the API (t.kinds[fact.kind]) are used as a whole.
  const whole = new Set(Object.keys(t).filter((section) => new RegExp(`\\bt\\.${section}(\\[|\\)|;)`).test(all)));
  it.each(named)('uses %s.%s', (section, key) => {
    const used = whole.has(section) || new RegExp(`\\bt\\.${section}\\.${key}\\b`).test(all) || new RegExp(`= t\\.${section};`).test(all) || (section === 'audit' && key === 'items') || new RegExp(`t\\.${section}\\[`).test(all);
    expect(used).toBe(true);
  });
});
