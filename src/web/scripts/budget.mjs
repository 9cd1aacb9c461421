// SPDX-License-Identifier: EUPL-1.2
// Checks the weight of the built application: first load at most 45 kB of script and style (gzip),
// 300 kB with fonts; a page's own chunk at most 10 kB; no address of another origin inside.
// Usage: node scripts/budget.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = process.argv[2] ?? process.env.TELAIO_WEB_OUT ?? '../../build/web';
const assets = readdirSync(join(folder, 'assets'));
const zipped = (path) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length;
const failures = [];
const check = (what, bytes, most) => {
  console.log(`${what}: ${bytes} of ${most} bytes`);
  if (bytes > most) failures.push(what);
};

// What index.html names, and what those scripts import at once.
const first = new Set();
const visit = (name) => {
  if (first.has(name)) return;
  first.add(name);
  if (!name.endsWith('.js')) return;
  const code = readFileSync(join(folder, 'assets', name), 'utf8');
  for (const [, found] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.~-]+\.js)["'`]/g)) visit(found);
};
for (const [, name] of readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/assets\/([\w.~-]+)/g)) visit(name);

const weight = [...first].reduce((sum, name) => sum + zipped(join('assets', name)), zipped('index.html'));
const fonts = assets.filter((name) => /latin-(400|600|700)-normal.*\.woff2$/.test(name)).reduce((sum, name) => sum + readFileSync(join(folder, 'assets', name)).length, 0);
check('first load', weight, 45_000);
check('first load with fonts', weight + fonts, 300_000);
for (const name of assets.filter((one) => /\.(js|css)$/.test(one) && !first.has(one))) {
  const bytes = zipped(join('assets', name));
  if (bytes > 10_000) check(`chunk ${name}`, bytes, 10_000);
}
for (const name of assets.filter((one) => /\.(js|css)$/.test(one))) {
  const code = readFileSync(join(folder, 'assets', name), 'utf8');
  const outside = [...code.matchAll(/https?:\/\/[\w.-]+/g)].map(([found]) => found).filter((found) => !/w3\.org|svelte\.dev/.test(found));
  if (outside.length > 0) failures.push(`${name} names ${outside.join(', ')}`);
}
for (const failure of failures) console.error(`over budget: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
