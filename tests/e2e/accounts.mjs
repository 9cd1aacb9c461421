// SPDX-License-Identifier: EUPL-1.2
// Quote del mese: from the count of what would be done to a receipt, in the browser.
import { axe, bigTargets, expect, get, go, noFaults, noSidewaysScroll, phone, same, settled, signIn } from './support.mjs';

const cents = (text) => BigInt(text.replace('−', '-').replace(/[^\d-]/g, ''));

// The month the page opens on, for the Comune of this head's own office: of others there are no names
// and no IUV.
async function monthWithServices(page) {
  const { comuni, month } = await get(page, '/api/v1/accounts');
  return { comune: comuni.find((one) => one.name === 'Sesto San Giovanni').code, month };
}

export async function accountTests(results, env) {
  await results.test('the head counts, runs, and reads the invoices of a month; totals equal the rows', async () => {
    const page = await signIn(env, 'head');
    const { comune, month } = await monthWithServices(page);
    await go(page, `#/contabilita?comune=${comune}&mese=${month}`);
    await page.getByRole('button', { name: 'Conta senza scrivere' }).click();
    await page.waitForSelector('#run-outcome');
    same(await page.textContent('#run-outcome'), 'Che cosa si farebbe', 'a count says that it is one');
    await page.getByRole('button', { name: 'Determina ed emetti' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Determina ed emetti' }).click();
    await page.waitForFunction(() => document.querySelector('#run-outcome')?.textContent === 'Che cosa è stato fatto');
    await settled(page);
    await page.waitForSelector('table.cards tbody tr');
    const api = await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`);
    same(await page.locator('table.cards tbody tr').count(), api.invoices.length, 'one row for each invoice');
    const rows = await page.locator('table.cards tbody td[data-label=Totale]').allTextContents();
    const total = await page.locator('table.cards tfoot strong').textContent();
    same(String(rows.reduce((sum, one) => sum + cents(one), 0n)), String(cents(total)), 'the total is the sum of the rows');
    same(String(cents(api.total)), String(cents(total)), 'and that of the server');
    // With a filter the total follows the rows that are shown.
    await page.locator('.chips .chip').nth(1).click();
    const some = await page.locator('table.cards tbody td[data-label=Totale]').allTextContents();
    same(String(some.reduce((sum, one) => sum + cents(one), 0n)), String(cents(await page.locator('table.cards tfoot strong').textContent())), 'the total of a filter');
    await axe(page);
    await bigTargets(page);
    await noSidewaysScroll(page);
    noFaults(page);
    await page.context().close();
  });

  await results.test('a second run repeats nothing', async () => {
    const page = await signIn(env, 'head');
    const { comune, month } = await monthWithServices(page);
    const before = await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`);
    await go(page, `#/contabilita?comune=${comune}&mese=${month}`);
    await page.getByRole('button', { name: 'Determina ed emetti' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Determina ed emetti' }).click();
    await page.waitForFunction(() => document.querySelector('#run-outcome')?.textContent === 'Che cosa è stato fatto');
    const after = await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`);
    same(after.total, before.total, 'the total');
    same(after.invoices.length, before.invoices.length, 'the invoices');
    noFaults(page);
    await page.context().close();
  });

  await results.test('a payment is recorded by its IUV alone, to the cent', async () => {
    const page = await signIn(env, 'head');
    const { comune, month } = await monthWithServices(page);
    const { invoices } = await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`);
    const one = invoices.find((each) => each.notice?.state === 'pending' && each.notice.iuv);
    expect(one, 'no notice is pending');
    await go(page, `#/contabilita?comune=${comune}&mese=${month}`);
    const row = page.locator('table.cards tbody tr').filter({ hasText: one.notice.iuv });
    await row.getByRole('button', { name: 'Registra esito' }).click();
    same(await page.evaluate(() => document.activeElement?.id), 'outcome-iuv', 'focus in the dialog');
    await page.fill('#outcome-iuv', '01999');
    await page.fill('#outcome-amount', one.notice.amount.replace('.', ','));
    await page.locator('dialog').getByRole('button', { name: 'Registra' }).click();
    await page.waitForSelector('dialog .problem');
    expect((await page.textContent('dialog .problem')).includes('account.iuv_differs'), 'the refusal has its code');
    await axe(page);
    await page.fill('#outcome-iuv', one.notice.iuv);
    await page.locator('dialog').getByRole('button', { name: 'Registra' }).click();
    await page.waitForSelector('dialog', { state: 'detached' });
    await settled(page);
    await page.waitForFunction((iuv) => [...document.querySelectorAll('table.cards tbody tr')].some((each) => each.textContent.includes(iuv) && each.textContent.includes('pagato')), one.notice.iuv);
    page.faults = page.faults.filter((each) => !each.includes('422'));
    noFaults(page);
    await page.context().close();
  });

  await results.test('a notice is given up for another with a new IUV and the same amount', async () => {
    const page = await signIn(env, 'head');
    const { comune, month } = await monthWithServices(page);
    const { invoices } = await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`);
    const one = invoices.find((each) => each.notice?.state === 'pending' && each.notice.iuv);
    expect(one, 'no notice is pending');
    await go(page, `#/contabilita?comune=${comune}&mese=${month}`);
    await page.locator('table.cards tbody tr').filter({ hasText: one.notice.iuv }).getByRole('button', { name: 'Sostituisci' }).click();
    await page.waitForSelector('#replace-due');
    same(await page.evaluate(() => document.activeElement?.id), 'replace-due', 'focus in the dialog');
    expect((await page.textContent('dialog')).includes('stesso importo'), 'what it does is not said');
    await axe(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForFunction((iuv) => !document.querySelector('table.cards').textContent.includes(iuv), one.notice.iuv);
    const after = (await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`)).invoices.find((each) => each.invoice_id === one.invoice_id);
    same(`${after.notice.state} ${after.notice.amount}`, `pending ${one.notice.amount}`, 'the new notice');
    noFaults(page);
    await page.context().close();
  });

  await results.test('the files of the accounts office hold the rows of the page', async () => {
    const page = await signIn(env, 'head');
    const { comune, month } = await monthWithServices(page);
    const { invoices } = await get(page, `/api/v1/accounts?comune=${comune}&month=${month}`);
    await go(page, `#/contabilita?comune=${comune}&mese=${month}`);
    const content = await page.evaluate(async (href) => (await fetch(href)).text(), await page.getByRole('link', { name: 'CSV' }).getAttribute('href'));
    const lines = invoices.reduce((sum, one) => sum + one.lines.length, 0);
    same(content.trim().split('\r\n').length - 1, lines, 'one row for each line');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'XLSX' }).click()]);
    same(file.suggestedFilename(), `quote-${comune}-${month}.xlsx`, 'the name of the file');
    await page.context().close();
  });

  await results.test('a month with nothing says what to do, also on a phone', async () => {
    const page = await signIn(env, 'head', phone);
    const { comune } = await monthWithServices(page);
    await go(page, `#/contabilita?comune=${comune}&mese=2001-01`);
    expect((await page.textContent('main')).includes('Nessuna fattura per questo mese.'), 'the empty state');
    await axe(page);
    await noSidewaysScroll(page);
    await go(page, `#/contabilita?comune=${comune}&mese=${(await monthWithServices(page)).month}`);
    await page.waitForSelector('table.cards tbody tr');
    await axe(page);
    await bigTargets(page);
    await noSidewaysScroll(page);
    noFaults(page);
    await page.context().close();
  });

  await results.test('nobody but the head finds the accounts', async () => {
    for (const role of ['social_worker', 'manager']) {
      const page = await signIn(env, role);
      await go(page, '#/contabilita');
      expect(!(await page.textContent('main')).includes('Quote del mese'), `${role} sees the page`);
      await page.context().close();
    }
  });
}
