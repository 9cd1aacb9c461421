// SPDX-License-Identifier: EUPL-1.2
// Ranked lists: what the head sees before publishing is what is published; nobody else sees names; the
// letter of a refused application says which rule, what was asked and what was found.
import { axe, bigTargets, expect, focusOnHeading, get, go, italianForms, noFaults, noSidewaysScroll, phone, same, settled, signIn, visibleFocus, wide } from './support.mjs';

async function newest(page) {
  const { items } = await get(page, '/api/v1/rankings');
  expect(items.length > 0, 'the demonstration has no ranked list');
  return items[0];
}

async function inspect(page) {
  await noSidewaysScroll(page);
  await axe(page);
  await bigTargets(page);
  await italianForms(page);
}

export async function rankingTests(results, env) {
  await results.test('a ranked list shows as many rows as it counts, in order, each with its reason', async () => {
    const page = await signIn(env, 'head');
    const list = await newest(page);
    await go(page, '#/graduatorie');
    await page.locator(`a[href="#/graduatorie/${list.ranking_id}"]`).click();
    await page.waitForSelector('tbody[data-list] tr');
    await settled(page);
    await focusOnHeading(page);
    const whole = await get(page, `/api/v1/rankings/${list.ranking_id}?limit=200`);
    same(await page.locator('tbody[data-list] tr').count(), list.funded + list.waiting + list.suspended + list.refused, 'rows');
    const orders = whole.items.map((row) => row.order).filter((order) => order !== undefined);
    same(JSON.stringify(orders), JSON.stringify(orders.map((_, i) => i + 1)), 'orders');
    expect(whole.items.every((row) => row.reason !== ''), 'a row has no reason');
    const admitted = whole.items.filter((row) => row.order !== undefined);
    expect(admitted.slice(0, -1).every((row) => row.before_next), 'an admitted row does not say why it comes before the next');
    noFaults(page);
    await page.context().close();
  });

  await results.test('the breakdown of the points sums to the points of the row', async () => {
    const page = await signIn(env, 'head');
    const list = await newest(page);
    const whole = await get(page, `/api/v1/rankings/${list.ranking_id}?limit=200`);
    const hundredths = (text) => Math.round(Number(text ?? '0') * 100);
    for (const row of whole.items.filter((one) => one.items)) {
      same(row.items.reduce((sum, item) => sum + hundredths(item.points), 0), hundredths(row.points), `points of row ${row.place}`);
    }
    await page.context().close();
  });

  await results.test('managers and auditors read a ranked list without names', async () => {
    const head = await signIn(env, 'head');
    const list = await newest(head);
    const named = (await get(head, `/api/v1/rankings/${list.ranking_id}?limit=200`)).items.filter((row) => row.service_id).map((row) => row.name);
    expect(named.length > 0, 'the head knows nobody in the list');
    await head.context().close();
    for (const role of ['manager', 'auditor']) {
      const page = await signIn(env, role);
      await go(page, `#/graduatorie/${list.ranking_id}`);
      await page.waitForSelector('tbody[data-list] tr');
      const text = await page.textContent('main');
      const leaked = named.filter((name) => text.includes(name));
      same(leaked.length, 0, `names on the page of the ${role}`);
      expect(text.includes('P-01'), `no pseudonym for the ${role}`);
      same(await page.locator('a', { hasText: 'Lettera' }).count(), 0, `letters for the ${role}`);
      noFaults(page);
      await page.context().close();
    }
  });

  await results.test('what the preview shows is what is published, after a confirmation', async () => {
    const page = await signIn(env, 'head');
    const before = await get(page, '/api/v1/rankings');
    await go(page, '#/graduatorie');
    await page.fill('input[type=number]', '2');
    await page.locator('button', { hasText: 'Anteprima' }).click();
    await page.waitForSelector('.draft tbody[data-list] tr');
    same((await get(page, '/api/v1/rankings')).total, before.total, 'lists after a preview');
    const states = (scope) => page.locator(`${scope} tbody[data-list] .mark`).allTextContents();
    const shown = await states('.draft');
    same(shown.filter((one) => one === 'Ammessa').length, 2, 'funded in the preview');
    await page.locator('.draft .box-head button', { hasText: 'Pubblica' }).click();
    await page.waitForSelector('dialog[open]');
    await axe(page);
    await page.locator('dialog button', { hasText: 'Pubblica' }).click();
    await page.waitForFunction(() => /#\/graduatorie\/[0-9a-f]{32}$/.test(window.location.hash));
    await page.waitForSelector('main h1');
    await page.waitForSelector('section tbody[data-list] tr');
    await settled(page);
    same(JSON.stringify(await states('main')), JSON.stringify(shown), 'states as published');
    const after = await get(page, '/api/v1/rankings');
    same(after.total, before.total + 1, 'lists after publishing');
    same(after.items.find((one) => one.ranking_id === before.items[0].ranking_id).superseded_by, after.items[0].ranking_id, 'the list before');
    noFaults(page);
    await page.context().close();
  });

  await results.test('the letter of a refused application says the rule, what was asked and what was found', async () => {
    const page = await signIn(env, 'head');
    const list = await newest(page);
    const whole = await get(page, `/api/v1/rankings/${list.ranking_id}?limit=200`);
    const refused = whole.items.find((row) => row.state === 'refused' && row.service_id);
    expect(refused, 'nobody of this office was refused in the demonstration');
    await go(page, `#/graduatorie/${list.ranking_id}/lettera/${refused.service_id}`);
    await page.waitForSelector('.letter');
    const text = await page.textContent('.letter');
    for (const wanted of [refused.name, 'non è stata accolta', 'Requisito', 'Chiesto', 'Risulta', 'riesame', String(refused.protocol_number)]) {
      expect(text.includes(wanted), `the letter does not say ${wanted}`);
    }
    await page.emulateMedia({ media: 'print' });
    same(await page.locator('.actions').isVisible(), false, 'buttons on paper');
    noFaults(page);
    await page.context().close();
  });

  for (const [name, size] of [['1280', wide], ['360', phone]]) {
    await results.test(`pages of ranked lists at ${name}`, async () => {
      const page = await signIn(env, 'head', size);
      const list = await newest(page);
      const { items } = await get(page, `/api/v1/rankings/${list.ranking_id}?limit=200`);
      const service = items.find((row) => row.service_id).service_id;
      for (const hash of ['#/graduatorie', '#/graduatorie?al=1990-01-01', `#/graduatorie/${list.ranking_id}`, `#/graduatorie/${list.ranking_id}/lettera/${service}`]) {
        await go(page, '#/privacy');
        await go(page, hash);
        await focusOnHeading(page);
        await inspect(page);
      }
      await go(page, `#/graduatorie/${list.ranking_id}`);
      await visibleFocus(page);
      noFaults(page);
      await page.context().close();
    });
  }
}
