// SPDX-License-Identifier: EUPL-1.2
// Live refresh: what one person writes appears where another is looking, without a reload, and never
// under their hands.
import { api, expect, get, go, newKey, noFaults, same, settled, signIn } from './support.mjs';

// Two seconds (S2), and as much again for a busy machine.
const soon = { timeout: 4_000 };
const shows = (page, text) => page.waitForFunction((wanted) => [...document.querySelectorAll('.fact .text')].some((one) => one.textContent === wanted), text, soon);
const listening = (page) => page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => one.name.includes('/api/v1/live')), undefined, soon).catch(() => undefined);

async function write(page, id, text) {
  const { today } = await get(page, '/api/v1/session');
  const answer = await api(page, `/api/v1/cases/${id}/interventions`, { method: 'POST', body: { kind: 'note', on: today, text, participants: [] }, key: newKey() });
  same(answer.status, 201, `the note (${JSON.stringify(answer.body)})`);
}

export async function liveTests(results, env) {
  await results.test('what one writes appears at another’s page without a reload, and waits while they write', async () => {
    const reader = await signIn(env, 'social_worker');
    const writer = await signIn(env, 'social_worker');
    const { items } = await get(reader, '/api/v1/cases?limit=1');
    const { case_id: id } = items[0];
    const opened = reader.waitForResponse((response) => response.url().includes('/api/v1/live'), { timeout: 4_000 }).catch(() => undefined);
    await go(reader, `#/famiglie/${id}`);
    await reader.waitForSelector('.fact .text');
    await Promise.race([opened, listening(reader)]);
    await reader.evaluate(() => (window.untouched = true));

    const first = `Visto dal vivo ${newKey().slice(0, 8)}`;
    await write(writer, id, first);
    await shows(reader, first);
    expect(await reader.evaluate(() => window.untouched === true), 'the page was loaded again');

    // Somebody is writing: nothing moves, a line says it.
    await reader.waitForTimeout(4_200); // A page reads again by itself every four seconds at most.
    await reader.keyboard.press('n');
    await reader.waitForSelector('#register-text');
    await reader.keyboard.type('Testo a metà');
    const second = `Mentre scrivo ${newKey().slice(0, 8)}`;
    await write(writer, id, second);
    await reader.waitForSelector('.news', soon);
    same(await reader.inputValue('#register-text'), 'Testo a metà', 'the text being written');
    same(await reader.evaluate(() => document.activeElement?.id), 'register-text', 'the focus');
    await reader.keyboard.press('Escape');
    await reader.waitForFunction(() => !document.querySelector('dialog[open]'));
    await shows(reader, second);
    await reader.waitForFunction(() => !document.querySelector('.news'));
    noFaults(reader);
    await reader.context().close();
    await writer.context().close();
  });

  await results.test('a page in the background holds no stream, and catches up when it comes back', async () => {
    const page = await signIn(env, 'social_worker');
    await settled(page);
    const hidden = (state) => page.evaluate((to) => {
      Object.defineProperty(document, 'visibilityState', { value: to, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
    await hidden('hidden');
    const again = page.waitForRequest((request) => request.url().includes('/api/v1/live'), { timeout: 4_000 });
    await hidden('visible');
    await again;
    noFaults(page);
    await page.context().close();
  });
}
