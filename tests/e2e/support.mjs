// SPDX-License-Identifier: EUPL-1.2
// What the browser tests share: the browser, signing in, the count of results, axe, and the checks
// every page must pass. Nothing is mocked: pages talk to the server named on the command line.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Contract } from './contract.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const wide = { width: 1280, height: 800 };
export const phone = { width: 360, height: 740 };
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=it'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export class Failure extends Error {}
export function expect(condition, message) {
  if (!condition) throw new Failure(message);
}
export function same(actual, wanted, what) {
  if (actual !== wanted) throw new Failure(`${what}: ${JSON.stringify(actual)}, expected ${JSON.stringify(wanted)}`);
}

export class Results {
  passed = 0;
  failed = 0;
  constructor(only) {
    this.only = only;
  }
  async test(name, run) {
    if (this.only && !name.includes(this.only)) return;
    try {
      await run();
      this.passed += 1;
      console.log(`ok    ${name}`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAIL  ${name}: ${error instanceof Failure ? error.message : error.stack}`);
    }
  }
}

export async function start(base, users) {
  const browser = await chromium.launch({ executablePath: process.env.TELAIO_CHROMIUM ?? '/usr/bin/chromium', args, env: { ...process.env, LANGUAGE: 'it' } });
  return { browser, base: base.replace(/\/$/, ''), users, contract: new Contract() };
}

// RFC 6238, SHA-1, six digits, thirty seconds.
function totp(secret) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[=\s]/g, '').toUpperCase()].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((one) => Number.parseInt(one, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// A fresh browser context, with every console error and page error kept in `page.faults`.
export async function openPage(env, viewport = wide) {
  const context = await env.browser.newContext({ viewport, locale: 'it-IT', timezoneId: 'Europe/Rome', ignoreHTTPSErrors: true, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  // Requests under way. A stream of events never ends: the network is quiet all the same.
  page.inflight = new Set();
  page.on('request', (request) => request.resourceType() !== 'eventsource' && page.inflight.add(request));
  for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => page.inflight.delete(request));
  env.contract.watch(page);
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.goto(`${env.base}/`);
  return page;
}

export async function fillLogin(page, user) {
  await page.fill('input[autocomplete=username]', user.user);
  await page.fill('input[type=password]', user.password);
  if (user.totp_secret) await page.fill('input[autocomplete=one-time-code]', totp(user.totp_secret));
  await page.keyboard.press('Enter');
}
export function userOf(env, role) {
  const user = env.users.find((one) => one.role === role);
  expect(user, `no demonstration user has the role ${role}`);
  return user;
}
export async function signIn(env, role, viewport = wide) {
  const page = await openPage(env, viewport);
  await fillLogin(page, userOf(env, role));
  await page.waitForSelector('.top nav');
  return page;
}
export async function go(page, hash) {
  await page.evaluate((to) => (window.location.hash = to), hash);
  await settled(page);
}
// No "loading" line is left and the network is quiet.
export async function settled(page) {
  await page.waitForSelector('main h1');
  await page.waitForFunction(() => ![...document.querySelectorAll('[role=status].empty')].some((one) => one.textContent.includes('Caricamento')));
  await quietNetwork(page);
}
// No request for half a second; fifteen seconds at most.
async function quietNetwork(page) {
  const until = Date.now() + 15_000;
  for (let since = Date.now(); Date.now() - since < 500 && Date.now() < until;) {
    await page.waitForTimeout(25);
    if ((page.inflight?.size ?? 0) > 0) since = Date.now();
  }
}

// The API as the signed-in page sees it.
export async function api(page, path, { method = 'GET', body, key } = {}) {
  return page.evaluate(async ([path, method, body, key]) => {
    const headers = { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(key ? { 'Idempotency-Key': key } : {}) };
    const response = await fetch(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }, [path, method, body, key]);
}
export async function get(page, path) {
  const answer = await api(page, path);
  same(answer.status, 200, `GET ${path.split('?')[0]} answers ${JSON.stringify(answer.body).slice(0, 200)}`);
  return answer.body;
}

// axe in an isolated world: the page's policy stays in force, and is part of what is tested.
export async function axe(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    expect(!exceptionDetails, exceptionDetails?.exception?.description);
    return result.value;
  };
  await evaluate(`${axeSource};0`);
  const found = await evaluate(`axe.run(document,{runOnly:${JSON.stringify(tags)}}).then(r=>JSON.stringify(r.violations.map(v=>v.id+' '+v.nodes.slice(0,3).map(n=>n.target.join(' ')+' '+(n.any[0]?.message??n.all[0]?.message??n.none[0]?.message??'')).join(' | '))))`);
  await session.detach();
  const violations = JSON.parse(found);
  expect(violations.length === 0, `axe: ${violations.join('; ')}`);
}

export async function noSidewaysScroll(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over <= 0, `the page is ${over} px wider than the window`);
}

// Every control is at least 44 px high, counting the area its pseudo-element adds, the row its
// link covers, or its label. Links inside a sentence are exempt (WCAG 2.5.8).
export async function bigTargets(page) {
  const small = await page.evaluate(() => {
    const height = (node) => {
      const own = node.getBoundingClientRect().height;
      const cover = node.closest('label, .row, tr')?.getBoundingClientRect().height ?? 0;
      const grown = ['::before', '::after'].map((pseudo) => {
        const style = getComputedStyle(node, pseudo);
        if (style.content === 'none' || style.position !== 'absolute') return own;
        return node.classList.contains('stretch') ? cover : own - parseFloat(style.top) - parseFloat(style.bottom);
      });
      const labelled = node.matches('input[type=checkbox], input[type=radio]') ? cover : own;
      return Math.max(own, labelled, ...grown.filter((one) => !Number.isNaN(one)));
    };
    const seen = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && node.getClientRects().length > 0 && !node.closest('.hidden, .skip') && !node.classList.contains('skip');
    return [...document.querySelectorAll('button, a[href], select, summary, input:not([type=hidden])')]
      .filter((node) => seen(node) && !(node.matches('a') && node.closest('p, li p, dd')) && height(node) < 43.5)
      .map((node) => `${node.outerHTML.slice(0, 80)} ${Math.round(height(node))}px`);
  });
  expect(small.length === 0, `targets under 44 px: ${small.slice(0, 4).join(' | ')}`);
}

// Dates, amounts and missing values as Italians write them: no ISO date, no point before the cents, no
// "undefined". What others wrote and we quote (a note, the title of an act) is left alone.
export async function italianForms(page) {
  const found = await page.evaluate(() => {
    const quoted = new Set(document.querySelectorAll('.text, .mono, code, pre, [data-verbatim]'));
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const wrong = /\b\d{4}-\d{2}-\d{2}\b|\d\.\d{2} €|\b(undefined|NaN|null)\b|\[object/;
    const all = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (![...quoted].some((one) => one.contains(node)) && wrong.test(node.data)) all.push(node.data.trim());
    }
    return all;
  });
  expect(found.length === 0, `not in the Italian form: ${found.slice(0, 3).join(' | ')}`);
}

// Walks the page with Tab and reads outline and shadow at each stop.
export async function visibleFocus(page, most = 60) {
  await page.evaluate(() => document.activeElement?.blur());
  let stops = 0;
  // After the last stop the focus leaves the page once and comes back to its start.
  for (let ends = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return { end: true };
      const ring = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const around = node.closest('.searchbox, .kind');
      const shown = ring(getComputedStyle(node)) || ring(getComputedStyle(node, '::after')) || (around && ring(getComputedStyle(around)));
      const box = node.getBoundingClientRect();
      return { end: false, shown: Boolean(shown) && box.width > 0, html: node.outerHTML.slice(0, 90) };
    });
    ends += stop.end ? 1 : 0;
    if (ends > 1 || (stop.end && stops > 2)) break;
    if (stop.end) continue;
    expect(stop.shown, `no visible focus on ${stop.html}`);
  }
  expect(stops > 2, `only ${stops} Tab stops`);
}

export async function focusOnHeading(page) {
  const tag = await page.evaluate(() => document.activeElement?.tagName);
  expect(tag === 'H1' || tag === 'H2', `after the change of page the focus is on ${tag}`);
}

export function noFaults(page, allowed = /(?!)/) {
  const faults = page.faults.filter((one) => !allowed.test(one));
  expect(faults.length === 0, `console: ${faults.slice(0, 3).join(' | ')}`);
}

export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');
