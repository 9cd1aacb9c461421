// SPDX-License-Identifier: EUPL-1.2
// Regulations in the browser: one written with the keyboard alone, its hole found and closed, its
// curve, publishing, the list, export and import; amending, repealing; what bad amounts are told.
import { readFileSync } from 'node:fs';
import { api, axe, bigTargets, expect, get, go, italianForms, noFaults, noSidewaysScroll, phone, same, settled, signIn, visibleFocus, wide } from './support.mjs';

// The check is asked a moment after the last key; what is awaited is its answer.
const checked = (page) => page.waitForResponse((one) => one.url().endsWith('/regulations/check'), { timeout: 3_000 }).then(() => page.waitForTimeout(100)).catch(() => undefined);
const codes = (page) => page.locator('[data-code]').evaluateAll((all) => all.map((one) => one.dataset.code));
const knots = (page) => page.locator('[data-chart] circle').evaluateAll((all) => all.map((one) => `${one.dataset.isee} ${one.dataset.fee}`));
// Labels given as text are matched whole: names of parts of the page hold some of them.
const labelled = (page, label) => page.getByLabel(label, { exact: typeof label === 'string' });
async function type(page, label, text, at = 0) {
  const field = labelled(page, label).nth(at);
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
async function typeFee(page, row, text) {
  await page.locator(`#f-formula-segments-${row}-base`).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
const chooseKind = (page, row, kind) => page.locator(`.bands li:nth-child(${row + 1}) select`).selectOption({ label: kind });
async function choose(page, label, text, at = 0) {
  await labelled(page, label).nth(at).selectOption({ label: text });
}
async function pressOn(page, name) {
  await page.getByRole('button', { name, exact: true }).first().focus();
  await page.keyboard.press('Enter');
}
// A day of the whole Ambito's regulations of a service that is free: tests may run twice.
async function freeDay(page, service) {
  const { items } = await get(page, `/api/v1/regulations?limit=200&comune=&service_code=${service}`);
  const last = items.map((one) => one.valid_from).sort().at(-1) ?? '2030-01-01';
  return `${Math.max(2031, Number(last.slice(0, 4)) + 2)}-01-01`;
}
async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Esporta il file' }).click()]);
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

// 3,00 up to 6.531,00; from 3,00 to 11,00 up to 11.429,00; 11,00 above. `hole`: the second begins late.
async function writeLinear(page, hole) {
  await type(page, /^a /, '6.531,00');
  await typeFee(page, 0, '3');
  await pressOn(page, 'Aggiungi una fascia');
  await type(page, /^ISEE da/, hole ? '6.600,00' : '6.531,00', 1);
  await type(page, /^a /, '11.429,00', 1);
  await chooseKind(page, 1, 'cresce da un importo a un altro');
  await type(page, /^Dalla tariffa/, '3,00');
  await type(page, /^alla tariffa/, '11,00');
  await pressOn(page, 'Aggiungi una fascia');
  await chooseKind(page, 2, 'fissa');
  await typeFee(page, 2, '11,00');
  await checked(page);
}

export async function regulationTests(results, env) {
  await results.test('a linear regulation is written with the keyboard, its hole is found, closed, published, and comes back', async () => {
    const page = await signIn(env, 'head');
    await go(page, '#/regolamenti/nuovo');
    const day = await freeDay(page, 'SAD');
    await page.getByRole('button', { name: 'Ricomincia da capo' }).click({ timeout: 1_500 }).catch(() => undefined);
    await choose(page, 'Servizio', 'Assistenza domiciliare');
    await type(page, 'Atto di approvazione', 'Delibera di prova');
    await type(page, /^Sigla/, `prova-${day}`);
    await page.getByLabel('In vigore dal').fill(day);
    await page.getByLabel(/^fino al/).fill(day.replace('-01-01', '-12-31'));
    await writeLinear(page, true);
    await page.waitForSelector('[data-code="regulation.hole"]');
    same(await page.locator('[data-chart] rect.hole').count(), 1, 'holes drawn');

    // The finding leads to its field.
    await page.locator('[data-code="regulation.hole"] button').first().focus();
    await page.keyboard.press('Enter');
    same(await page.evaluate(() => document.activeElement?.id), 'f-formula-segments-0-to', 'focus after "Vai al campo"');

    // An error that nobody signed is not published.
    await page.getByRole('button', { name: 'Pubblica' }).click();
    same(await page.locator('#publish-confirm').getAttribute('aria-disabled'), 'true', 'publishing with a hole');
    await page.keyboard.press('Escape');

    await type(page, /^ISEE da/, '6.531,00', 1);
    await page.waitForFunction(() => !document.querySelector('[data-code="regulation.hole"]'));
    same((await codes(page)).join(), '', 'findings once the hole is closed');
    const drawn = await knots(page);
    same(drawn.slice(0, 4).join(', '), '0.00 3.00, 6531.00 3.00, 6531.01 3.00, 11429.00 11.00', 'knots of the chart');

    const before = await exported(page);
    await page.getByRole('button', { name: 'Pubblica' }).click();
    await page.locator('#publish-confirm').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.location.hash.startsWith('#/regolamenti?'));
    await settled(page);
    const link = page.locator('tbody[data-list] tr', { hasText: `prova-${day}` }).locator('a');
    await link.waitFor();
    await link.click();
    await page.waitForSelector('[data-chart]');
    const after = await exported(page);
    const sorted = (file) => JSON.stringify(Object.fromEntries(Object.entries(file).sort(([a], [b]) => a.localeCompare(b))));
    same(sorted(after), sorted(before), 'the export of what was published');
    same((await knots(page)).join(), drawn.join(), 'the curve of what was published');
    noFaults(page);
    await page.context().close();
  });

  await results.test('an export imported again is the same export, and a foreign file is read as it is', async () => {
    const page = await signIn(env, 'manager');
    const { items } = await get(page, '/api/v1/regulations?limit=1');
    await go(page, `#/regolamenti/${items[0].regulation_id}`);
    await page.waitForSelector('[data-chart]');
    const file = await exported(page);
    await go(page, '#/regolamenti/nuovo');
    await page.setInputFiles('#regulation-file', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
    await page.waitForSelector('[data-chart]');
    await checked(page);
    same(JSON.stringify({ ...(await exported(page)), replaces: '' }), JSON.stringify({ ...file, replaces: '' }), 'the export of the import');

    await page.setInputFiles('#regulation-file', new URL('../../config/regulations/published.json', import.meta.url).pathname);
    await choose(page, 'Il file ne contiene più di uno: quale?', 'vicenza-meals-2023');
    await page.locator('.many .btn').click();
    await page.waitForSelector('[data-code="regulation.hole"]'); // The missing cent of Vicenza.
    await page.setInputFiles('#regulation-file', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('[1') });
    await page.locator('.toast.bad').waitFor();
    noFaults(page);
    await page.context().close();
  });

  await results.test('amounts are read as Italians write them, others are refused and kept', async () => {
    const page = await signIn(env, 'head');
    await go(page, '#/regolamenti/nuovo');
    for (const [typed, told] of [['1,234.56', 'In Italia è il contrario'], ['1.234', 'si legge in due modi'], ['-3', 'non può essere negativo'], ['tre', 'Non è un importo']]) {
      await type(page, /^Senza ISEE si paga/, typed);
      const wrong = page.locator('#f-no_isee-amount-wrong');
      await wrong.waitFor();
      expect((await wrong.textContent()).toLowerCase().includes(told.toLowerCase()), `${typed}: ${await wrong.textContent()}`);
      same(await page.inputValue('#f-no_isee-amount'), typed, 'what was typed');
    }
    await type(page, /^Senza ISEE si paga/, '1.234,56');
    await page.locator('#f-no_isee-amount-wrong').waitFor({ state: 'detached' });
    await checked(page);
    // A reload finds what was being written.
    await page.reload();
    await page.waitForSelector('#f-no_isee-amount');
    same(await page.inputValue('#f-no_isee-amount'), '1.234,56', 'the draft after a reload');
    await page.getByRole('button', { name: 'Ricomincia da capo' }).click();
    same(await page.inputValue('#f-no_isee-amount'), '', 'the form after starting again');
    await page.context().close();
  });

  await results.test('an amendment starts from the version it amends, and a repeal ends it', async () => {
    const page = await signIn(env, 'head');
    const day = await freeDay(page, 'PASTI');
    const file = { id: `fine-${day}`, act: 'Delibera da abrogare', unit: 'EUR/meal', service_code: 'PASTI', comune: '', period: { effective_from: day },
      formula: { segments: [{ from: null, to: null, base: '5.00', x0: '0.00', num: '0.00', den: '1.00' }] } };
    const key = (text) => `${text}-${day}-${Math.random()}`;
    const made = await api(page, '/api/v1/regulations', { method: 'POST', body: file, key: key('a') });
    same(made.status, 201, JSON.stringify(made.body));
    const twice = await api(page, '/api/v1/regulations', { method: 'POST', body: file, key: key('b') });
    same(`${twice.status} ${twice.body.code}`, '422 regulation.overlaps_version', 'the same days again');
    await get(page, `/api/v1/regulations?after=${made.body.position}&limit=1`);

    await go(page, `#/regolamenti/${made.body.regulation_id}`);
    await page.getByRole('link', { name: 'Modifica dal…' }).click();
    await page.waitForSelector('[data-chart]');
    same(await page.inputValue('#f-formula-segments-0-base'), '5,00', 'the fee of the version amended');
    same(await page.inputValue('#f-act'), '', 'the act of the amendment');
    await type(page, 'Atto di approvazione', 'Delibera che modifica');
    await page.getByLabel('In vigore dal').fill(day.replace('-01-01', '-07-01'));
    await typeFee(page, 0, '6,00');
    await checked(page);
    await page.getByRole('button', { name: 'Pubblica' }).click();
    await page.locator('#publish-confirm').click();
    await page.waitForFunction(() => window.location.hash.startsWith('#/regolamenti?'));
    await settled(page);
    const old = await get(page, `/api/v1/regulations/${made.body.regulation_id}`);
    same(old.version.ended_on, day.replace('-01-01', '-06-30'), 'the last day of the version amended');

    await go(page, `#/regolamenti/${old.version.replaced_by}`);
    await page.getByRole('button', { name: 'Abroga o annulla' }).click();
    await page.getByLabel('Primo giorno in cui non vale più').fill(day.replace('-01-01', '-12-31'));
    await page.getByLabel('Atto o sentenza').fill('Delibera che abroga');
    await page.locator('dialog .btn.main').click();
    await page.getByText('Delibera che abroga').waitFor();
    const ended = await get(page, `/api/v1/regulations/${old.version.replaced_by}`);
    same(ended.version.ended_on, day.replace('-01-01', '-12-30'), 'the last day of the version repealed');
    await page.context().close();
  });

  for (const [name, viewport] of [['1280', wide], ['360', phone]]) {
    await results.test(`the pages of regulations at ${name}`, async () => {
      const page = await signIn(env, 'head', viewport);
      const { items } = await get(page, '/api/v1/regulations?limit=1');
      for (const hash of ['#/regolamenti', '#/regolamenti/nuovo', `#/regolamenti/${items[0].regulation_id}`]) {
        await go(page, hash);
        await checked(page);
        await axe(page);
        await noSidewaysScroll(page);
        await bigTargets(page);
        await italianForms(page);
        if (viewport === wide && hash !== `#/regolamenti/${items[0].regulation_id}`) await visibleFocus(page);
      }
      noFaults(page);
      await page.context().close();
    });
  }
}
