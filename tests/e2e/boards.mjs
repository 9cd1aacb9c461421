// SPDX-License-Identifier: EUPL-1.2
// The manager's boards: each number opens a list of that length, and shows no personal data.
import { expect, get, go, noFaults, same, settled, signIn } from './support.mjs';

async function rowsShown(page, table) {
  for (let i = 0; i < 30; i += 1) {
    const more = page.locator(`${table} ~ * button, ${table} button`).filter({ hasText: 'Mostra altri' });
    if ((await more.count()) === 0) break;
    await more.first().click();
  }
  return page.locator(`${table} tbody[data-list] tr`).count();
}

export async function boardTests(results, env) {
  for (const role of ['manager', 'head']) {
    await results.test(`each number of the caseload opens a list of that length (${role})`, async () => {
      const page = await signIn(env, role);
      await go(page, '#/carichi');
      const board = await get(page, '/api/v1/caseload');
      same(board.comuni.reduce((sum, one) => sum + one.cases, 0), board.total, 'sum over Comuni');
      same(board.areas.reduce((sum, one) => sum + one.cases, 0), board.total, 'sum over areas');
      same(board.workers.reduce((sum, one) => sum + one.cases, board.unassigned ?? 0), board.total, 'sum over workers');
      for (const part of ['workers', 'comuni', 'areas']) {
        const links = page.locator(`section[aria-labelledby=${part}] td a`);
        expect((await links.count()) > 0, `no rows in ${part}`);
        for (const at of [0, (await links.count()) - 1]) {
          const number = Number((await links.nth(at).textContent()).replace(/\D/g, ''));
          await links.nth(at).click();
          await page.waitForSelector('table tbody[data-list]');
          await settled(page);
          same(await page.locator('tbody[data-list] tr').count(), number, `rows behind ${number} of ${part}`);
          await page.goBack();
          await page.waitForSelector(`section[aria-labelledby=${part}] td a`);
        }
      }
      noFaults(page);
      await page.context().close();
    });
  }

  await results.test('each LEPS number opens a list of that length with its arithmetic', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/leps');
    const { indicators } = await get(page, '/api/v1/leps');
    expect(indicators.length > 0, 'the board is empty');
    for (const one of indicators) {
      const list = await get(page, `/api/v1/leps/${one.code}/events?limit=1`);
      same(list.total, one.events, `facts behind ${one.code}`);
    }
    const some = indicators.filter((one) => one.events > 0 && one.events <= 1500).slice(0, 3);
    for (const one of some) {
      await page.locator(`td a[href*="/leps/${one.code}"]`).click();
      await page.waitForFunction((code) => document.querySelector('section[aria-labelledby=leps-list] .mono')?.textContent === code, one.code);
      await page.waitForSelector('section[aria-labelledby=leps-list] .formula');
      expect((await page.textContent('.formula')).trim() !== '', 'no arithmetic');
      same(await page.evaluate(() => document.activeElement?.id), 'leps-list', 'focus after opening the list');
      await page.waitForSelector('section[aria-labelledby=leps-list] tbody[data-list] tr');
      same(await rowsShown(page, 'section[aria-labelledby=leps-list]'), one.events, `rows of ${one.code}`);
    }
    noFaults(page);
    await page.context().close();
  });

  await results.test('each number of an ADI indicator has its list: above, below, excluded', async () => {
    const page = await signIn(env, 'manager');
    const { indicators } = await get(page, '/api/v1/leps');
    for (const one of indicators.filter((each) => /^ADI-[1-3]$/.test(each.code))) {
      const total = async (part) => (await get(page, `/api/v1/leps/${one.code}/events?limit=1&part=${part}`)).total;
      same(await total('numerator'), one.numerator, `${one.code} above`);
      same(await total('denominator'), one.denominator, `${one.code} below`);
      same(await total('excluded'), one.excluded, `${one.code} excluded`);
    }
    await page.context().close();
  });

  await results.test('the board can be asked as it was known on an earlier day', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/leps');
    const { today } = await get(page, '/api/v1/session');
    const earlier = new Date(Date.parse(today) - 90 * 86_400_000).toISOString().slice(0, 10);
    await page.fill('#leps-known', earlier);
    await page.keyboard.press('Tab');
    await settled(page);
    expect(page.url().includes(`noto=${earlier}`), 'the date is not in the address');
    const shown = await page.locator('tbody[data-list] tr').count();
    same(shown, (await get(page, `/api/v1/leps?on=${today}&known=${earlier}`)).indicators.length, 'indicators');
    await page.context().close();
  });

  await results.test('a manager sees no names of families and cannot open a case', async () => {
    const worker = await signIn(env, 'social_worker');
    const { items } = await get(worker, '/api/v1/cases?limit=50');
    const names = [...new Set(items.map((one) => one.family_name).filter((name) => name && name.length > 3))];
    await worker.context().close();
    const page = await signIn(env, 'manager');
    const list = await get(page, `/api/v1/caseload/cases?comune=${items[0].comune}&limit=200`);
    same(JSON.stringify(list).includes('family_name'), false, 'family_name in the list of a manager');
    const { status } = await (await import('./support.mjs')).api(page, `/api/v1/cases/${items[0].case_id}`);
    expect(status === 403 || status === 404, `a manager gets ${status} for a case`);
    await go(page, '#/carichi');
    await page.locator('section[aria-labelledby=comuni] td a').first().click();
    await page.waitForSelector('tbody[data-list]');
    const text = await page.textContent('main');
    const leaked = names.filter((name) => new RegExp(`Famiglia ${name}`).test(text));
    same(leaked.length, 0, 'names on the page of a manager');
    await page.context().close();
  });
}
