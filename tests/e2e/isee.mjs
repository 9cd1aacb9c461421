// SPDX-License-Identifier: EUPL-1.2
// Writing an ISEE attestation down, as a social worker does: from the keyboard, with a mistake in the
// amount, with a draft that survives; what is flagged, what is said of what happens next, and the list.
import { axe, bigTargets, expect, get, go, italianForms, noFaults, noSidewaysScroll, phone, same, settled, signIn, visibleFocus, wide } from './support.mjs';

const digits = () => String(Math.floor(Math.random() * 1e8)).padStart(8, '0');

async function openFamily(page) {
  const { items } = await get(page, '/api/v1/cases?limit=50');
  for (const one of items) {
    const detail = await get(page, `/api/v1/cases/${one.case_id}`);
    if (!detail.can_write || detail.household.members.length === 0) continue;
    await go(page, `#/famiglie/${one.case_id}`);
    await page.waitForSelector('#money');
    return detail;
  }
  expect(false, 'no family to write on');
}
async function openDialog(page) {
  await page.getByRole('button', { name: 'Registra attestazione ISEE' }).click();
  await page.waitForSelector('#isee-person');
}
async function fill(page, isee, dsu) {
  const { today } = await get(page, '/api/v1/session');
  await page.fill('#isee-isee', isee);
  await page.fill('#isee-dsu', dsu);
  await page.fill('#isee-presented_on', today);
  await page.fill('#isee-valid_from', today);
  await page.fill('#isee-valid_to', `${today.slice(0, 4)}-12-31`);
}
async function inspect(page) {
  await noSidewaysScroll(page);
  await axe(page);
  await bigTargets(page);
}

export async function iseeTests(results, env) {
  for (const [name, size] of [['1280', wide], ['360', phone]]) {
    await results.test(`ISEE attestation written down at ${name}`, async () => {
      const page = await signIn(env, 'social_worker', size);
      await openFamily(page);
      await openDialog(page);
      same(await page.evaluate(() => document.activeElement.id), 'isee-person', 'the focus is on whose it is');
      expect(await page.getByText('Chiedi a INPS').count() === 0, 'INPS is offered although it is not configured');
      await inspect(page);
      // Nothing filled in: every field says what it lacks, the first one has the focus.
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('dialog [aria-invalid=true]');
      same(await page.evaluate(() => document.activeElement.id), 'isee-isee', 'the focus is on the first wrong field');
      await inspect(page);
      const dsu = `INPS-ISEE-2026-${digits()}Z-00`;
      await fill(page, '1,234.56', dsu);
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('#isee-isee-wrong');
      expect((await page.textContent('#isee-isee-wrong')).includes('all’inglese'), 'the English amount is not explained');
      await page.fill('#isee-isee', '8.400,00');
      await page.waitForFunction(() => !document.querySelector('#isee-isee-wrong'));
      expect((await page.textContent('#isee-dsu-hint')).includes('Ha la forma'), 'the usual number is not recognised');
      await visibleFocus(page);
      await page.focus('#isee-isee');
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('#isee-done');
      same(await page.evaluate(() => document.activeElement.id), 'isee-done', 'the focus is on the outcome');
      expect((await page.textContent('dialog')).includes('non cambiano da sole'), 'what happens next is not said');
      await inspect(page);
      await page.getByRole('button', { name: 'Torna alla famiglia' }).click();
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      await page.getByRole('button', { name: 'Attestazioni e richieste' }).click();
      await page.waitForFunction((number) => document.querySelector('main').textContent.includes(number), dsu);
      await settled(page);
      await inspect(page);
      await italianForms(page);
      noFaults(page);
      await page.context().close();
    });
  }
  await results.test('ISEE attestation of 2026 and an unusual DSU are kept and flagged', async () => {
    const page = await signIn(env, 'social_worker');
    await openFamily(page);
    await openDialog(page);
    await page.selectOption('#isee-kind', 'inclusione_2026');
    await page.waitForSelector('dialog .note');
    await fill(page, '9.000,00', `prot. ${digits()}`);
    expect((await page.textContent('#isee-dsu-hint')).includes('ricontrollalo'), 'the unusual number is not pointed out');
    await axe(page);
    await page.locator('dialog button[type=submit]').click();
    await page.waitForSelector('#isee-done');
    const text = await page.textContent('dialog');
    for (const code of ['isee.dsu_unusual', 'isee.never_prices']) expect(text.includes(code), `${code} is not shown`);
    noFaults(page);
    await page.context().close();
  });
  await results.test('ISEE attestation: the draft survives closing and a reload, and can be thrown away', async () => {
    const page = await signIn(env, 'social_worker');
    const detail = await openFamily(page);
    await openDialog(page);
    await page.fill('#isee-isee', '7.777,00');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.reload();
    await go(page, `#/famiglie/${detail.case_id}`);
    await page.waitForSelector('#money');
    await openDialog(page);
    await page.waitForFunction(() => document.querySelector('#isee-isee').value === '7.777,00');
    await page.getByRole('button', { name: 'Scarta la bozza' }).click();
    await page.waitForFunction(() => document.querySelector('#isee-isee').value === '');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await openDialog(page);
    same(await page.inputValue('#isee-isee'), '', 'a draft thrown away is gone');
    noFaults(page);
    await page.context().close();
  });
}
