// SPDX-License-Identifier: EUPL-1.2
// What helps to read a page: pictures that agree with the numbers, paper, keys of one's own role, the
// foot that says only what the server says.
import { verify } from './auditor.mjs';
import { expect, get, go, noFaults, noSidewaysScroll, phone, same, settled, signIn } from './support.mjs';

async function busyCase(page) {
  const { items } = await get(page, '/api/v1/cases?limit=50');
  let best;
  for (const one of items.slice(0, 12)) {
    const { counts } = await get(page, `/api/v1/cases/${one.case_id}/timeline?limit=1`);
    if (!best || counts.all > best.all) best = { id: one.case_id, all: counts.all };
  }
  return best;
}

export async function readingTests(results, env) {
  await results.test('the picture above the timeline has a dot for each fact of the page', async () => {
    const page = await signIn(env, 'social_worker');
    const { id } = await busyCase(page);
    await go(page, `#/famiglie/${id}`);
    await page.waitForSelector('.lanes');
    const { items } = await get(page, `/api/v1/cases/${id}/timeline?limit=50`);
    same(await page.locator('.lanes .track i').count(), items.length, 'dots');
    // Grouped or not, no fact of the page is left out of the list.
    const rows = await page.locator('section[aria-labelledby=timeline] .fact').evaluateAll((all) => all.reduce((sum, one) => sum + Number(/, (\d+) volt[ae]$/.exec(one.querySelector('h3').textContent)?.[1] ?? 1), 0));
    same(rows, items.length, 'facts in the rows');
    noFaults(page);
    await page.context().close();
  });

  await results.test('on a phone the boxes of a family can be jumped to', async () => {
    const page = await signIn(env, 'social_worker', phone);
    const { id } = await busyCase(page);
    await go(page, `#/famiglie/${id}`);
    await page.waitForSelector('.jump .chip');
    await page.locator('.jump .chip').first().click();
    same(await page.evaluate(() => document.activeElement?.id), 'due', 'focus');
    expect(await page.locator('#due').evaluate((node) => node.getBoundingClientRect().top < window.innerHeight), 'the box is not on the screen');
    await page.context().close();
  });

  for (const [role, hash] of [['social_worker', ''], ['manager', '#/leps'], ['manager', '#/carichi']]) {
    await results.test(`paper of ${hash || 'a family'} holds its content, who printed it, and no buttons`, async () => {
      const page = await signIn(env, role, { width: 794, height: 1123 });
      await go(page, hash || `#/famiglie/${(await busyCase(page)).id}`);
      await page.waitForSelector('.paper', { state: 'attached' });
      await page.emulateMedia({ media: 'print' });
      const { display_name: name } = await get(page, '/api/v1/session');
      expect((await page.innerText('.paper')).includes(name), 'the sheet does not say who printed it');
      const left = await page.evaluate(() => [...document.querySelectorAll('button, nav, .top')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 60)));
      same(left.length, 0, `controls on paper (${left[0]})`);
      expect((await page.innerText('main')).length > 300, 'the sheet is nearly empty');
      await noSidewaysScroll(page);
      await page.context().close();
    });
  }

  await results.test('printing a board is recorded before the sheet is made', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/leps');
    await page.evaluate(() => (window.print = () => (window.printed = true)));
    const recorded = page.waitForResponse((response) => response.url().endsWith('/disclosures'));
    await page.getByRole('button', { name: 'Stampa' }).click();
    same((await recorded).status(), 201, 'status of the disclosure');
    await page.waitForFunction(() => window.printed);
    await page.context().close();
  });

  await results.test('the summary of the LEPS board counts each indicator once, in Italian', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/leps');
    const { indicators } = await get(page, '/api/v1/leps');
    await page.waitForSelector('.legend-list li');
    const counts = await page.locator('.legend-list strong').allTextContents();
    same(counts.reduce((sum, one) => sum + Number(one), 0), indicators.length, 'indicators in the summary');
    const text = await page.innerText('main');
    expect(!/\b(Met|NotMet|NoThreshold|NotYetDue|InsufficientData|NotApplicable)\b/.test(text), 'a code stands where its word should');
    await page.context().close();
  });

  await results.test('the help lists the keys of one’s own role, and they work', async () => {
    const page = await signIn(env, 'manager');
    await settled(page);
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open] kbd');
    const keys = await page.locator('dialog tbody kbd').allTextContents();
    expect(keys.includes('g  c') && !keys.includes('n'), `keys of a manager: ${keys.join(', ')}`);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForFunction(() => window.location.hash === '#/carichi');
    await page.context().close();
  });

  await results.test('the foot says when the log was last verified, as the server says it', async () => {
    const page = await signIn(env, 'auditor');
    await settled(page);
    const { last_verification: last } = await get(page, '/api/v1/integrity');
    same(await page.locator('.foot [data-check]').count(), last && !last.case_id ? 1 : 0, 'lines in the foot before');
    await go(page, '#/integrita');
    await verify(page);
    await page.waitForSelector('.foot [data-check]');
    same(await page.getAttribute('.foot [data-check]', 'data-check'), 'intact', 'outcome in the foot');
    await page.context().close();
  });
}
