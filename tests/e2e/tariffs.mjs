// SPDX-License-Identifier: EUPL-1.2
// The page on the uniformity of tariffs: its figures are those of the API and of `telaio uniformity`,
// its chart and its table say the same, and what cannot be compared says why.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { axe, bigTargets, expect, get, go, noFaults, noSidewaysScroll, phone, same, settled, signIn, wide } from './support.mjs';

const published = fileURLToPath(new URL('../../config/regulations/published.json', import.meta.url));
const italian = (amount) => amount.replace('.', ',').replace(/\B(?=(\d{3})+(?!\d))/g, '.');
const textOf = async (page, selector) => (await page.textContent(selector)).replace(/\s+/g, ' ').trim();

async function openTable(page) {
  await page.click('button[aria-controls=tariff-table]');
  await page.waitForSelector('#tariff-table');
}

export async function tariffTests(results, env) {
  await results.test('tariffs: the figures of the page are those of the API', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/tariffe?servizio=SAD');
    await page.waitForSelector('.measures');
    const board = await get(page, '/api/v1/uniformity?service=SAD');
    const box = await textOf(page, 'section[aria-labelledby=worst]');
    expect(box.includes(`${italian(board.worst.amount)} €`), `no D max in ${box}`);
    expect(box.includes(`ISEE ${italian(board.worst.isee)} €`), `no ISEE of D max in ${box}`);
    expect(box.includes(board.measures.u.share.replace('.', ',')), `no U in ${box}`);
    expect(box.includes(`${italian(board.measures.d_mean.amount)} €/ora`), `no mean in ${box}`);
    expect(box.includes(`${board.adopters} di ${board.comuni.length}`), `no adoption in ${box}`);
    const chart = await textOf(page, 'section[aria-labelledby=chart] svg');
    expect(chart.includes(`${italian(board.worst.amount)} €`), 'the worst difference is not marked on the chart');
    for (const one of board.comuni) expect(chart.includes(one.name), `${one.name} is not named on the chart`);
    noFaults(page);
    await page.context().close();
  });

  await results.test('tariffs: the same texts give the same figures to telaio uniformity', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/tariffe?servizio=SAD');
    const board = await get(page, '/api/v1/uniformity?service=SAD');
    const ids = board.comuni.flatMap((one) => ['--id', one.tariff.slug]);
    const told = JSON.parse(execFileSync(env.program, ['uniformity', published, ...ids, '--json'], { encoding: 'utf8' }));
    same(told.d_max.amount, board.worst.amount, 'D max');
    same(told.d_max.at_isee, board.worst.isee, 'ISEE of D max');
    same(told.d_mean_exact, board.measures.d_mean.exact, 'mean');
    same(told.same, board.measures.same.share, 'same');
    same(told.access, board.measures.access.share, 'access');
    same(told.u_exact, board.measures.u.exact, 'U');
    same(told.max_isee, board.max_isee, 'end of the grid');
    await page.context().close();
  });

  await results.test('tariffs: the table has every point of the chart, the worst one marked', async () => {
    const page = await signIn(env, 'head');
    await go(page, '#/tariffe?servizio=SAD');
    await openTable(page);
    const board = await get(page, '/api/v1/uniformity?service=SAD');
    const rows = await page.locator('#tariff-table tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
    same(rows.length, board.points.length, 'rows');
    for (const [i, point] of board.points.entries()) {
      same(rows[i][0], point.isee ? `${italian(point.isee)} €` : 'senza ISEE', `ISEE of row ${i}`);
      for (const [j, comune] of board.compared.entries()) {
        const fee = point.fees.find((one) => one.comune === comune)?.amount;
        same(rows[i][j + 1], fee ? `${italian(fee)} €` : 'nessuna quota', `fee of ${comune} in row ${i}`);
      }
    }
    same(await textOf(page, '#tariff-table tr.worst th'), `${italian(board.worst.isee)} €`, 'marked row');
    // Every end of a line is a row with that fee: what is drawn is what is written.
    for (const curve of board.curves) {
      for (const knot of curve.pieces.flatMap((piece) => [piece.from, piece.to])) {
        const point = board.points.find((one) => one.isee === knot.isee);
        same(point?.fees.find((one) => one.comune === curve.id)?.amount, knot.fee, `${curve.name} at ${knot.isee}`);
      }
    }
    noFaults(page);
    await page.context().close();
  });

  await results.test('tariffs: every dimension is shown, the different ones first', async () => {
    const page = await signIn(env, 'auditor');
    await go(page, '#/tariffe?servizio=SAD');
    await page.waitForSelector('section[aria-labelledby=rules] tbody tr');
    const board = await get(page, '/api/v1/uniformity?service=SAD');
    const verdicts = await page.locator('section[aria-labelledby=rules] td.verdict').allTextContents();
    same(verdicts.length, board.structure.length, 'dimensions');
    const different = verdicts.filter((one) => one.includes('≠')).length;
    same(different, board.different, 'different dimensions');
    expect(verdicts.slice(0, different).every((one) => one.includes('≠')), 'an equal row stands among the different ones');
    noFaults(page);
    await page.context().close();
  });

  await results.test('tariffs: one text in both Comuni has no difference, and says so', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/tariffe?servizio=TELESOCCORSO');
    await page.waitForSelector('.measures');
    const box = await textOf(page, 'section[aria-labelledby=worst]');
    expect(box.includes('Nessuna differenza'), box);
    expect(box.includes('2 di 2'), box);
    await page.context().close();
  });

  await results.test('tariffs: before the first regulation the page says that there is none', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/tariffe?servizio=SAD&al=1990-01-01');
    await page.waitForSelector('main .empty');
    expect((await textOf(page, 'main .empty')).includes('01/01/1990'), 'no date in the empty state');
    noFaults(page);
    await page.context().close();
  });

  await results.test('tariffs: a published text joins the chart and no figure', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/tariffe?servizio=SAD');
    await page.waitForSelector('.measures');
    const before = await textOf(page, '.measures');
    await page.click('details.compare summary');
    await page.getByLabel('Comune di Teramo').check();
    await page.waitForSelector('path.curve.published');
    await settled(page);
    same(await textOf(page, '.measures'), before, 'measures');
    noFaults(page);
    await page.context().close();
  });

  await results.test('tariffs: the exported table has a row for each point', async () => {
    const page = await signIn(env, 'manager');
    await go(page, '#/tariffe?servizio=SAD');
    await page.waitForSelector('.measures');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.page-head button', { hasText: 'Esporta CSV' }).click()]);
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
    const board = await get(page, '/api/v1/uniformity?service=SAD');
    same(lines.length, board.points.length + 1, 'lines');
    await page.context().close();
  });

  for (const [name, size] of [['1280', wide], ['360', phone]]) {
    await results.test(`tariffs: axe, targets and width at ${name}`, async () => {
      const page = await signIn(env, 'manager', size);
      await go(page, '#/tariffe?servizio=SAD&confronta=teramo-sad');
      await page.waitForSelector('section[aria-labelledby=rules]');
      await openTable(page);
      await axe(page);
      await noSidewaysScroll(page);
      if (size === phone) {
        await bigTargets(page);
        same(await page.locator('path.curve.published').count(), 0, 'comparison curves on a phone');
        expect((await page.locator('section[aria-labelledby=chart] svg').first().boundingBox()).height >= 290, 'the chart lost its height');
      }
      noFaults(page);
      await page.context().close();
    });
  }

  await results.test('tariffs: a social worker has no such page', async () => {
    const page = await signIn(env, 'social_worker');
    await go(page, '#/tariffe');
    expect((await textOf(page, 'h1')).includes('non trovata'), 'the page opened');
    await page.context().close();
  });
}
