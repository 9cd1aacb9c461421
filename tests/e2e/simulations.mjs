// SPDX-License-Identifier: EUPL-1.2
// Prova una regola: a draft on the fees really determined. The regulation in force changes nobody's
// fee, another one gives the figures of `telaio simulate`, and nothing but one access is written.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { axe, bigTargets, expect, focusOnHeading, get, go, italianForms, noFaults, noSidewaysScroll, phone, same, settled, signIn, visibleFocus, wide } from './support.mjs';

const sesto = '015209';
const period = { from: '2025-11-19', to: '2026-11-19' };

async function opened(env, role, size) {
  const page = await signIn(env, role, size);
  await go(page, '#/simulazioni');
  await page.waitForSelector('#sim-draft');
  await page.selectOption('#sim-service', 'SAD');
  await page.fill('#sim-from', period.from);
  await page.fill('#sim-to', period.to);
  return page;
}
const ended = (page) => page.waitForFunction(() => ['Prova finita.', 'Prova interrotta.'].some((one) => document.querySelector('main > [role=status]')?.textContent.includes(one)) && !document.querySelector('progress'));
async function run(page) {
  const before = page.url();
  await page.click('.go [type=submit]');
  // The address names the simulation as soon as it has begun; the status line is still the old one's.
  await page.waitForFunction((before) => window.location.href !== before, before);
  await ended(page);
  await settled(page);
}
const resultOf = async (page) => get(page, `/api/v1/simulations/${page.url().split('prova=').at(-1)}`);
const positionOf = async (page) => (await get(page, '/status')).position;
const valueIn = (page, select, text) => page.$eval(select, (node, text) => [...node.options].find((one) => one.textContent.includes(text))?.value, text);

export async function simulationTests(results, env) {
  await results.test('simulation: the regulation in force as a draft changes nobody’s fee', async () => {
    const page = await opened(env, 'manager');
    await page.selectOption('#sim-comune', sesto);
    const { regulations } = await get(page, '/api/v1/simulations');
    const own = regulations.filter((one) => one.service === 'SAD' && one.comune === sesto).at(-1);
    expect(own, 'no regulation of Sesto in the log');
    await page.selectOption('#sim-draft', `log ${own.regulation_id}`);
    const before = await positionOf(page);
    // By keyboard: the button is reached with Tab from the last field.
    await page.focus('#sim-against');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await ended(page);
    await page.waitForSelector('.said');
    same(await positionOf(page), before + 1, 'position after one access and nothing else');
    const { results: [result] } = await resultOf(page);
    for (const change of ['more', 'less', 'gains_access', 'loses_access']) same(result.effects[change], 0, change);
    expect(result.effects.same !== 0, 'the test needs people who pay');
    same(result.after, result.before, 'revenue');
    expect((await page.textContent('.said')).includes('nessuna quota cambia'), 'the sentence does not say so');
    expect((await page.textContent('main')).includes('nulla è stato scritto'), 'it does not say that it is a simulation');
    noFaults(page);
    await page.context().close();
  });

  await results.test('simulation: two drafts give the figures of telaio simulate --json', async () => {
    const page = await opened(env, 'manager');
    await page.selectOption('#sim-draft', 'text broni-sad');
    await page.selectOption('#sim-against', 'text dairago-sad');
    await run(page);
    const shown = await resultOf(page);
    const published = new URL('../../config/regulations/published.json', import.meta.url).pathname;
    const told = JSON.parse(execFileSync(env.program, ['simulate', published, '--id', 'broni-sad', '--against-id', 'dairago-sad', '--data', env.data, '--service', 'SAD', '--from', period.from, '--to', period.to, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    const { against, draft, service, from, to, ...first } = told;
    const { draft: otherDraft, ...second } = against;
    same(`${draft} ${otherDraft} ${service} ${from} ${to}`, `broni-sad dairago-sad SAD ${period.from} ${period.to}`, 'the question');
    same(JSON.stringify(shown.results), JSON.stringify([first, second]), 'figures of the page against those of the command');
    same(await page.locator('section[aria-labelledby=sim-effects] thead th').count(), 3, 'columns of the two drafts');
    // Reloaded, the report is still there.
    await page.reload();
    await page.waitForSelector('.headline-box');
    await page.context().close();
  });

  await results.test('simulation: a file with a hole is refused with the place of the hole', async () => {
    const page = await opened(env, 'head');
    const { regulations: texts } = JSON.parse(readFileSync(new URL('../../config/regulations/published.json', import.meta.url), 'utf8'));
    const text = structuredClone(texts.find((one) => one.id === 'dairago-sad'));
    text.formula.segments.splice(1, 1);
    await page.selectOption('#sim-draft', 'file');
    expect((await page.getAttribute('.go [type=submit]', 'aria-disabled')) === 'true', 'without a file it can be run');
    await page.setInputFiles('#sim-draft-file', { name: 'bozza.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(text)) });
    await page.waitForFunction(() => document.querySelector('.go [type=submit]').getAttribute('aria-disabled') === 'false');
    await page.click('.go [type=submit]');
    await page.waitForSelector('.problem');
    const said = await page.textContent('.problem');
    expect(said.includes('Nessuna fascia da') && said.includes('[http.draft_errors]'), said);
    await page.setInputFiles('#sim-draft-file', { name: 'bozza.json', mimeType: 'application/json', buffer: Buffer.from('{') });
    await page.waitForSelector('#sim-draft-help[role=alert]');
    await page.context().close();
  });

  await results.test('simulation: an empty period says so, and the export has every row', async () => {
    const page = await opened(env, 'manager');
    await page.selectOption('#sim-draft', 'text broni-sad');
    await run(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('.actions .btn:not(.wide-only)')]);
    const rows = readFileSync(await file.path(), 'utf8').trim().split('\r\n').length - 1;
    const { results: [result] } = await resultOf(page);
    same(rows, 1 + result.by_comune.length + result.by_decile.length + result.by_comune_and_decile.length + result.increases.length, 'rows of the file');
    await page.fill('#sim-from', '2019-01-01');
    await page.fill('#sim-to', '2019-12-31');
    await run(page);
    expect((await page.textContent('main')).includes('non c’è su che provare'), 'nothing says that there are no fees');
    await page.context().close();
  });

  await results.test('simulation: the printed report has its title, its question and no form', async () => {
    const page = await opened(env, 'manager');
    await page.selectOption('#sim-draft', await valueIn(page, '#sim-draft', 'broni-sad'));
    await run(page);
    await page.emulateMedia({ media: 'print' });
    expect(!(await page.isVisible('#sim-form')), 'the form is printed');
    expect(await page.isVisible('.report-title'), 'no title on paper');
    const sheet = await page.innerText('main');
    for (const part of ['dal 19/11/2025 al 19/11/2026', 'broni-sad', 'Comune di Broni', 'sotto 5', 'nulla è stato scritto']) expect(sheet.includes(part), `the sheet lacks: ${part}`);
    await page.context().close();
  });

  for (const [name, size] of [['1280', wide], ['360', phone]]) {
    await results.test(`page #/simulazioni with a report at ${name}`, async () => {
      const page = await opened(env, 'manager', size);
      await page.selectOption('#sim-draft', 'text broni-sad');
      await page.selectOption('#sim-against', 'text dairago-sad');
      await run(page);
      await page.waitForSelector('.headline-box');
      for (const summary of await page.locator('details summary').all()) await summary.click();
      await noSidewaysScroll(page);
      await axe(page);
      await bigTargets(page);
      await italianForms(page);
      await visibleFocus(page);
      await go(page, '#/privacy');
      await go(page, '#/simulazioni');
      await focusOnHeading(page);
      await axe(page);
      noFaults(page);
      await page.context().close();
    });
  }
}
