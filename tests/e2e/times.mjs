// SPDX-License-Identifier: EUPL-1.2
// How long people wait, in a real browser on a real server, against the budgets of the page (p95).
//   node tests/e2e/times.mjs BASE_URL DEMO_USERS_JSON [ROUNDS]
// Prints one line per page: p50, p95, budget. Where the budget names a network, Chromium imitates it.
// Notes that are saved stay in the demonstration data. One person at a time: see tools/bench/pages.
import { readFileSync } from 'node:fs';
import { api, get, newKey, signIn, start } from './support.mjs';

const [base, usersFile, given] = process.argv.slice(2);
if (!base || !usersFile) {
  console.error('usage: node tests/e2e/times.mjs BASE_URL DEMO_USERS_JSON [ROUNDS]');
  process.exit(2);
}
const rounds = Number(given ?? 20);
const env = await start(base, JSON.parse(readFileSync(usersFile, 'utf8')));
const slow = { offline: false, latency: 200, downloadThroughput: 125_000, uploadThroughput: 125_000 }; // 1 Mbit/s
const usual = { offline: false, latency: 50, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 }; // 10 Mbit/s
let failed = 0;

async function onNetwork(page, network) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  return session;
}
const percentile = (all, share) => all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.ceil(all.length * share) - 1)];

async function measure(name, budget, one, times = rounds) {
  const all = [];
  for (let round = 0; round < times; round += 1) {
    const begun = performance.now();
    const spent = await one(round);
    all.push(spent ?? performance.now() - begun);
  }
  const [half, most] = [percentile(all, 0.5), percentile(all, 0.95)];
  failed += most > budget ? 1 : 0;
  console.log(`${most > budget ? 'OVER' : 'ok  '}  ${name.padEnd(62)} p50 ${half.toFixed(0).padStart(5)} ms  p95 ${most.toFixed(0).padStart(5)} ms  budget ${budget} ms`);
}

// Opens the address as if it was typed: the application starts, then the page is read.
async function openAt(page, hash, shown) {
  await page.goto('about:blank');
  const begun = performance.now();
  await page.goto(`${env.base}/${hash}`, { waitUntil: 'commit' });
  await page.waitForSelector(shown);
  return performance.now() - begun;
}

await measure('first load, empty cache (1 Mbit/s, 200 ms)', 3_000, async () => {
  const fresh = await env.browser.newContext({ ignoreHTTPSErrors: true, locale: 'it-IT' });
  const empty = await fresh.newPage();
  await onNetwork(empty, slow);
  const begun = performance.now();
  await empty.goto(`${env.base}/`, { waitUntil: 'commit' });
  await empty.waitForSelector('input[autocomplete=username]');
  const spent = performance.now() - begun;
  await fresh.close();
  return spent;
}, Math.min(rounds, 5));

const worker = await signIn(env, 'social_worker');
const { items } = await get(worker, '/api/v1/cases?limit=50');
let longest = { events: -1 };
for (const one of items) {
  const { counts } = await get(worker, `/api/v1/cases/${one.case_id}/timeline?limit=1`);
  const events = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (events > longest.events) longest = { id: one.case_id, name: one.family_name, events };
}
const network = await onNetwork(worker, usual);
await measure(`family page, ${longest.events} entries (10 Mbit/s, 50 ms)`, 800, () => openAt(worker, `#/famiglie/${longest.id}`, '.marks .mark'));
await network.detach();
const letters = longest.name.slice(0, 3);
await worker.goto(`${env.base}/#/oggi`);
await worker.waitForSelector('main h1');
await measure('search by three letters', 300, () => api(worker, '/api/v1/searches', { method: 'POST', body: { text: letters, limit: 8 } }).then(() => undefined));
await measure('save a note, from Ctrl+Enter to the confirmation', 200, async (round) => {
  await worker.goto('about:blank');
  await worker.goto(`${env.base}/#/famiglie/${longest.id}`);
  await worker.waitForSelector('.marks .mark');
  await worker.keyboard.press('n');
  await worker.waitForSelector('#register-text');
  await worker.keyboard.type(`Nota di misura ${round} ${newKey().slice(0, 8)}`);
  const begun = performance.now();
  await worker.keyboard.press('Control+Enter');
  await worker.waitForSelector('.toast.ok .btn');
  return performance.now() - begun;
}, Math.min(rounds, 10));
await worker.context().close();

const auditor = await signIn(env, 'auditor');
await measure('case at a date, two readings compared', 1_500, () => openAt(auditor, `#/caso/${longest.id}`, 'h2#differences'));
await measure('LEPS board', 1_000, () => openAt(auditor, '#/leps', 'main table tbody tr'));
await measure('caseload board', 1_000, () => openAt(auditor, '#/carichi', 'main table tbody tr, main .bars'));
await auditor.context().close();
await env.browser.close();
process.exit(failed > 0 ? 1 : 0);
