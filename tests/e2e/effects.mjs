// SPDX-License-Identifier: EUPL-1.2
// Scenario S6 on the story family of the demonstration: an ISEE of 8.400 rectified to 15.900 back to
// January. Effects are listed and nothing is recovered; the old fee and the past stay exact; a
// decision settles it once. Runs after the others: it writes the decision.
import { api, axe, bigTargets, expect, get, go, newKey, noFaults, noSidewaysScroll, phone, same, settled, signIn, wide } from './support.mjs';

const storyNumber = 'SSG-2024-0417';

async function storyCase(page) {
  for (let cursor = ''; ; ) {
    const { items, next_cursor: next } = await get(page, `/api/v1/cases?scope=unit&limit=200${cursor}`);
    const found = items.find((one) => one.case_number === storyNumber);
    if (found) return found;
    expect(next, `the demonstration has no case ${storyNumber}`);
    cursor = `&cursor=${next}`;
  }
}
const effectsOf = async (page, id) => (await get(page, `/api/v1/cases/${id}/effects`)).services;
const feeOf = (detail) => detail.services.find((one) => one.fee)?.fee;
// The day before the rectification was known, end of day.
const unaware = 'on=2026-10-21&known=2026-10-21';

export async function effectTests(results, env) {
  await results.test('S6: a rectified ISEE is listed to the cent, and nothing is recovered before somebody decides', async () => {
    const page = await signIn(env, 'head');
    const { case_id: id } = await storyCase(page);
    const [service] = await effectsOf(page, id);
    expect(service && service.periods.length > 0, 'the rectification has no effects');
    same(service.settlements.length, 0, 'settlements before anybody decided');
    const fee = feeOf(await get(page, `/api/v1/cases/${id}?on=2026-10-21`));
    same(fee.isee, '8400.00', 'the ISEE of the fee in force');
    await go(page, `#/famiglie/${id}`);
    await page.waitForSelector('#money');
    const money = await page.textContent('section[aria-labelledby=money]');
    expect(/Da rivedere: 1 periodo, \+866,25 €/.test(money), `the family's page does not say what is to review: ${money}`);
    expect(money.includes('6,05 €/h') && money.includes('11,00 €/h'), 'the fee in force and the new one are not both shown');
    await page.click(`a[href="#/famiglie/${id}/effetti"]`);
    await settled(page);
    const text = await page.textContent('main');
    for (const shown of ['8.400,00 €', '15.900,00 €', '1.058,75 €', '1.925,00 €', '+866,25 €', 'è stato rettificato', 'noto dal 22/10/2026', 'Nulla cambia finché non decidi']) {
      expect(text.includes(shown), `Effetti does not show ${shown}`);
    }
    await noFaults(page);
    await page.context().close();
  });

  await results.test('S6: the case as known before the rectification is exact, and has nothing to review', async () => {
    const page = await signIn(env, 'head');
    const { case_id: id } = await storyCase(page);
    const then = await get(page, `/api/v1/cases/${id}?${unaware}`);
    same(then.isee.isee, '8400.00', 'the ISEE known then');
    const fee = feeOf(then);
    same(`${fee.unit_fee} ${fee.amount}`, '6.05 1058.75', 'the fee known then');
    expect(then.services.every((one) => !one.review), 'the past has something to review');
    const now = await get(page, `/api/v1/cases/${id}?on=2026-10-21`);
    same(now.isee.isee, '15900.00', 'the ISEE of the same day as known now');
    await page.context().close();
  });

  for (const [name, viewport] of [['1280 px', wide], ['360 px', phone]]) {
    await results.test(`Effetti at ${name}: axe, no sideways scroll, big targets`, async () => {
      const page = await signIn(env, 'head', viewport);
      const { case_id: id } = await storyCase(page);
      await go(page, `#/famiglie/${id}/effetti`);
      await page.waitForSelector('table.effects');
      await axe(page);
      await noSidewaysScroll(page);
      await bigTargets(page);
      const [service] = await effectsOf(page, id);
      await go(page, `#/quote/${service.periods[0].fee_id}`);
      await page.waitForSelector('#contest');
      await axe(page);
      await noSidewaysScroll(page);
      await go(page, '#/effetti');
      await page.waitForSelector('table.stake');
      expect((await page.textContent('table.stake')).includes('866,25 €'), 'the head does not see the amount at stake');
      await axe(page);
      await noSidewaysScroll(page);
      await noFaults(page);
      await page.context().close();
    });
  }

  await results.test('a proposal that is not the one of now is refused by name, and nothing is written', async () => {
    const page = await signIn(env, 'head');
    const { case_id: id } = await storyCase(page);
    const [service] = await effectsOf(page, id);
    const stale = await api(page, `/api/v1/services/${service.service_id}/settlements`, { method: 'POST', body: { proposal: '0'.repeat(64), method: 'next_invoice' }, key: newKey() });
    same(stale.body.code, 'fee.settlement_stale', 'the answer to a stale proposal');
    same((await effectsOf(page, id))[0].settlements.length, 0, 'settlements after it');
    await page.context().close();
  });

  await results.test('a fee is notified, contested and answered on its page, and no amount changes', async () => {
    const page = await signIn(env, 'head');
    const { case_id: id } = await storyCase(page);
    const [service] = await effectsOf(page, id);
    const fee = service.periods[0].fee_id;
    await go(page, `#/quote/${fee}`);
    await page.click('button:has-text("Registra la notifica")');
    await page.click('button:has-text("Registra la richiesta di riesame")');
    await page.selectOption('#contest-outcome', 'changed');
    await page.click('button:has-text("Registra l’esito")');
    await page.waitForFunction(() => document.querySelector('section[aria-labelledby=contest]')?.textContent.includes('Quota da cambiare'));
    same((await get(page, `/api/v1/fees/${fee}`)).amount, '1058.75', 'the amount after the review');
    await noFaults(page);
    await page.context().close();
  });

  await results.test('S6: with the keyboard alone the conguaglio is decided in instalments; the old fee stays, and no effect is left', async () => {
    const page = await signIn(env, 'head');
    const { case_id: id } = await storyCase(page);
    const [service] = await effectsOf(page, id);
    const old = await get(page, `/api/v1/fees/${service.periods[0].fee_id}`);
    await go(page, `#/famiglie/${id}/effetti`);
    await page.waitForSelector('.settle');
    await page.focus('.settle input[type=radio]:checked');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('.settle input[type=number]');
    expect((await page.textContent('.settle')).includes('10 rate da 78,75 €, l’ultima da 78,75 €'), 'the plan of eleven instalments is not shown');
    await page.focus('.settle button[type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    same(await page.evaluate(() => document.activeElement?.id), 'settle-back', 'what has focus when the decision is asked for');
    expect((await page.textContent('dialog[open]')).includes('non si annulla'), 'the dialog does not say that there is no undo');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('main')?.textContent.includes('Nessuna quota da rivedere'));
    const [after] = await effectsOf(page, id);
    same(after.periods.length, 0, 'periods left to review');
    same(`${after.settlements.length} ${after.settlements[0].total} ${after.settlements[0].instalments}`, '1 866.25 11', 'what was settled');
    const again = await get(page, `/api/v1/fees/${old.fee_id}`);
    same(JSON.stringify([again.amount, again.isee, again.steps]), JSON.stringify([old.amount, old.isee, old.steps]), 'the old fee');
    same(again.superseded_by, after.settlements[0].fees[0].replacement_id, 'what took its place');
    const then = await get(page, `/api/v1/cases/${id}?${unaware}`);
    same(feeOf(then).amount, '1058.75', 'the fee as known before, after the decision');
    await noFaults(page);
    await page.context().close();
  });
}
