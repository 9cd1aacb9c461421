// SPDX-License-Identifier: EUPL-1.2
// What a family meets beside its diary: a service stopped and started again, a fee seen before it
// counts, a request judged, its place in a list; and the criteria of a call written and published.
// What cannot be is refused in words, and what was typed stays.
import { api, axe, bigTargets, expect, focusOnHeading, get, go, italianForms, newKey, noFaults, noSidewaysScroll, phone, same, settled, signIn, visibleFocus, wide } from './support.mjs';

async function cases(page, wanted) {
  for (let cursor = ''; ; ) {
    const { items, next_cursor: next } = await get(page, `/api/v1/cases?scope=unit&limit=200${cursor}`);
    for (const one of items) {
      const detail = await get(page, `/api/v1/cases/${one.case_id}`);
      const service = detail.can_write && detail.services.find(wanted);
      if (service) return { detail, service };
    }
    if (!next) return undefined;
    cursor = `&cursor=${next}`;
  }
}
async function openFamily(page, id) {
  await go(page, `#/famiglie/${id}`);
  await page.waitForSelector('#money');
  await page.waitForSelector('#places');
  await settled(page);
}
async function inspect(page) {
  await noSidewaysScroll(page);
  await axe(page);
  await bigTargets(page);
}
const dayAfter = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
// A button says of which service it is in a part that only a screen reader meets.
const named = (page, words, service) => page.getByRole('button', { name: new RegExp(`^${words} ?: ${service.service_name}, ${service.person_name}`) }).first();
const running = (one) => one.state === 'active' && !one.suspension;

export async function serviceTests(results, env) {
  for (const [name, size] of [['1280', wide], ['360', phone]]) {
    await results.test(`a service is stopped and started again from the keyboard at ${name}`, async () => {
      const page = await signIn(env, 'head', size);
      const { today } = await get(page, '/api/v1/session');
      const found = await cases(page, running);
      expect(found, 'no family with a running service');
      const { detail, service } = found;
      await openFamily(page, detail.case_id);
      const stop = named(page, 'Sospendi', service);
      await stop.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      same(await page.evaluate(() => document.activeElement.name), 'stop-reason', 'the focus is on the reason');
      await inspect(page);
      // Arrears ask for the day of the assessment; without it the server says why.
      await page.check('dialog input[value=arrears]');
      await page.waitForSelector('#stop-assessed');
      expect((await page.textContent('dialog')).includes('non sospende mai'), 'what arrears never stop is not said');
      await page.fill('#stop-assessed', today);
      await page.fill('#stop-from', dayAfter(today, 3));
      await inspect(page);
      // Esc keeps what was typed.
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      expect((await page.evaluate(() => document.activeElement.textContent)).startsWith('Sospendi'), 'the focus is not back on the button');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#stop-assessed');
      same(await page.inputValue('#stop-from'), dayAfter(today, 3), 'the day typed before Esc');
      await page.check('dialog input[value=absence]');
      await page.focus('#stop-from');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      const shown = dayAfter(today, 3).split('-').reverse().join('/');
      await page.waitForFunction((day) => document.querySelector('#money').closest('section').textContent.includes(`sospeso dal ${day}`), shown);
      expect((await page.textContent('section[aria-labelledby=money]')).includes('per assenza'), 'the reason is not shown');
      await page.waitForFunction(() => document.querySelector('#timeline').closest('section').textContent.includes('Servizio sospeso per assenza'));
      await inspect(page);
      await italianForms(page);
      // Started again before it began to be stopped: refused in words, and the dialog stays.
      await named(page, 'Riprendi', service).click();
      await page.fill('#stop-again', dayAfter(today, 3));
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog .problem');
      expect((await page.textContent('dialog .problem')).includes('service.before_suspension'), 'the refusal is not shown');
      await page.fill('#stop-again', dayAfter(today, 4));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      await page.waitForFunction(() => document.querySelector('#money').closest('section').textContent.includes('riprende il'));
      noFaults(page, /422/);
      await page.context().close();
    });

    await results.test(`a fee is seen with its steps before it is determined at ${name}`, async () => {
      const page = await signIn(env, 'head', size);
      const found = await cases(page, (one) => one.state === 'active' && one.fee?.status === 'determined');
      expect(found, 'no family with a determined fee');
      const { detail, service } = found;
      await openFamily(page, detail.case_id);
      await named(page, 'Determina la quota', service).click();
      await page.waitForFunction(() => document.querySelector('dialog')?.textContent.includes('Regolamento in vigore'));
      const determine = page.locator('dialog .btn.main');
      same(await determine.getAttribute('aria-disabled'), 'true', 'determining before the amount was seen');
      await page.fill('#fee-quantity', '1,234.5');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#fee-quantity-wrong');
      same(await page.evaluate(() => document.activeElement.id), 'fee-quantity', 'the focus is on the wrong amount');
      await page.fill('#fee-quantity', '7,5');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#fee-result');
      same(await page.evaluate(() => document.activeElement.id), 'fee-result', 'the focus is on the amount');
      await page.locator('dialog summary').first().click();
      await inspect(page);
      const before = (await get(page, `/api/v1/cases/${detail.case_id}/timeline?kind=money&limit=1`)).counts;
      await page.fill('#fee-quantity', '8,5');
      await page.waitForFunction(() => !document.querySelector('#fee-result'));
      expect((await page.textContent('dialog')).includes('ricalcola'), 'a stale amount is not said to be so');
      await determine.click({ force: true });
      same(await determine.getAttribute('aria-disabled'), 'true', 'determining a stale amount');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      same(JSON.stringify((await get(page, `/api/v1/cases/${detail.case_id}/timeline?kind=money&limit=1`)).counts), JSON.stringify(before), 'facts of money after a preview');
      noFaults(page);
      await page.context().close();
    });

    await results.test(`criteria are written with the check beside them at ${name}`, async () => {
      const page = await signIn(env, 'head', size);
      await go(page, '#/graduatorie');
      await page.getByRole('link', { name: 'Nuovi criteri' }).click();
      await settled(page);
      await focusOnHeading(page);
      await page.waitForSelector('#c-service');
      await page.fill('#c-act', 'Atto di prova');
      await page.fill('#c-id', 'prova-browser');
      await page.click('#add-gate');
      same(await page.evaluate(() => document.activeElement.id), 'gates-0', 'the focus is on the new rule');
      await page.waitForFunction(() => document.querySelector('section[aria-labelledby=findings] .edge'));
      await inspect(page);
      await page.fill('#gates-0-value', '25.000,00');
      await page.waitForFunction(() => document.querySelector('main').textContent.includes('ISEE non superiore a 25.000,00 euro'));
      await page.waitForFunction(() => !document.querySelector('section[aria-labelledby=findings] .edge'));
      await visibleFocus(page, 80);
      // Kept over a reload.
      await page.waitForFunction(() => document.querySelector('main').textContent.includes('Bozza conservata'));
      await page.reload();
      await settled(page);
      await page.waitForFunction(() => document.querySelector('#c-act')?.value === 'Atto di prova');
      // Not complete: said, and nothing is sent.
      await page.getByRole('button', { name: 'Pubblica', exact: true }).click();
      await page.waitForSelector('dialog[open]');
      expect((await page.textContent('dialog')).includes('Per pubblicare servono'), 'what is missing is not said');
      await axe(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Scarta la bozza' }).click();
      noFaults(page);
      await page.context().close();
    });
  }

  await results.test('a request is judged gate by gate, and its place is on the family’s page', async () => {
    const page = await signIn(env, 'head');
    const found = await cases(page, (one) => one.state === 'requested' || one.state === 'waiting');
    expect(found, 'no family with a request to judge');
    const { detail, service } = found;
    await openFamily(page, detail.case_id);
    await inspect(page);
    const { items } = await get(page, `/api/v1/cases/${detail.case_id}/applications`);
    const one = items.find((each) => each.service_id === service.service_id);
    const box = await page.textContent('section[aria-labelledby=places]');
    for (const place of one.places.filter((each) => each.order)) expect(box.includes(`${place.order}ª di ${place.funded + place.waiting}`), `the place is not shown: ${box}`);
    await page.locator(`a[href="#/famiglie/${detail.case_id}/domande/${service.service_id}"]`).click();
    await settled(page);
    await focusOnHeading(page);
    await page.waitForSelector('#assess-years');
    await inspect(page);
    await page.locator('form button[type=submit]').click();
    await page.waitForSelector('[data-outcome]');
    await page.waitForFunction(() => document.querySelector('main').textContent.includes('non ancora registrato'));
    same(await page.evaluate(() => document.activeElement.hasAttribute('data-outcome')), true, 'the focus is on the outcome');
    await inspect(page);
    await italianForms(page);
    await page.setViewportSize(phone);
    await inspect(page);
    await page.setViewportSize(wide);
    await page.check('main form input[type=checkbox] >> nth=-1');
    await page.waitForFunction(() => document.querySelector('main').textContent.includes('Hai cambiato qualcosa'));
    await page.locator('form button[type=submit]').click();
    await page.waitForFunction(() => document.querySelector('main').textContent.includes('Mancano documenti'));
    noFaults(page);
    await page.context().close();
  });

  await results.test('documents that came later are accepted from the list, with what that does', async () => {
    const page = await signIn(env, 'head');
    const { today } = await get(page, '/api/v1/session');
    const found = await cases(page, running);
    const { detail } = found;
    const person = detail.household.members[0].person_id;
    const dsu = `INPS-ISEE-2026-${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}Q-00`;
    const written = await api(page, `/api/v1/cases/${detail.case_id}/attestations`, {
      method: 'POST', key: newKey(),
      body: { person_id: person, kind: 'dottorato', isee: '7000.00', presented_on: today, valid_from: today, valid_to: `${today.slice(0, 4)}-12-31`, channel: 'caf', dsu_number: dsu, annotations: true, annotation_texts: ['Conto corrente mancante'] },
    });
    same(written.status, 201, `an attestation with annotations: ${JSON.stringify(written.body)}`);
    await openFamily(page, detail.case_id);
    await page.getByRole('button', { name: 'Attestazioni e richieste' }).click();
    const row = page.locator('section[aria-labelledby=money] li', { hasText: dsu });
    await row.getByRole('button', { name: 'Accetta i documenti' }).click();
    await page.waitForSelector('#documents-on');
    same(await page.evaluate(() => document.activeElement.id), 'documents-on', 'the focus is on the day');
    const text = await page.textContent('dialog');
    expect(text.includes('Nessuna quota cambia') && text.includes('Conto corrente mancante'), 'what it does is not said');
    await inspect(page);
    await page.selectOption('#documents-reason', 'office_verified');
    await page.focus('#documents-on');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await row.getByText('documenti accettati il').waitFor();
    await row.getByText('l’ufficio l’ha verificato').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'money');
    await inspect(page);
    noFaults(page);
    await page.context().close();
  });
}
