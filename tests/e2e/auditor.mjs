// SPDX-License-Identifier: EUPL-1.2
// The auditor: pseudonyms until a reason is given, two dates compared, the log verified.
import { readFileSync } from 'node:fs';
import { api, expect, get, go, newKey, noFaults, same, settled, signIn } from './support.mjs';

// An earlier verification may still be on the page: waits for this one.
export async function verify(page) {
  const started = page.waitForResponse((response) => response.url().endsWith('/verifications'));
  await page.click('#verify-now');
  await started;
  await page.waitForSelector('#verify-now[aria-disabled=false]', { timeout: 180_000 });
}

export async function auditorTests(results, env) {
  await results.test('a case is covered until it is opened with a reason', async () => {
    const page = await signIn(env, 'auditor');
    await settled(page);
    await page.locator('tbody[data-list] a').first().click();
    await page.waitForSelector('h2#differences');
    const covered = await page.textContent('main');
    expect(/P-\d\d/.test(covered), 'no pseudonym on the page');
    await page.locator('.note .btn').click();
    await page.locator('dialog .btn.main').click();
    await page.waitForFunction(() => /«.+»/.test(document.querySelector('.note')?.textContent ?? ''));
    await settled(page);
    const open = await page.locator('section[aria-labelledby=differences]').textContent();
    expect(!/P-\d\d/.test(open), 'pseudonyms stay after opening');
    noFaults(page);
    await page.context().close();
  });

  await results.test('two dates show differences first and count what is equal', async () => {
    const page = await signIn(env, 'auditor');
    const { items } = await get(page, '/api/v1/cases?limit=1');
    const { today } = await get(page, '/api/v1/session');
    const id = items[0].case_id;
    const { since } = await get(page, `/api/v1/cases/${id}`);
    await go(page, `#/caso/${id}?a=${today}&an=${since}&b=${today}&bn=${today}`);
    await page.waitForSelector('h2#differences');
    const number = Number(/\d+/.exec(await page.textContent('h2#differences'))[0]);
    same(await page.locator('section[aria-labelledby=differences] tr.amber').count(), Math.min(number, 100), 'rows of differences');
    const late = await get(page, `/api/v1/cases/${id}/timeline?on=${today}&limit=1`);
    const early = await api(page, `/api/v1/cases/${id}/timeline?on=${today}&known=${since}&limit=1`);
    // 404: on that day the case was not known at all.
    expect(number >= late.counts.all - (early.body.counts?.all ?? 0), 'fewer differences than facts learned in between');
    await page.context().close();
  });

  await results.test('an auditor cannot write', async () => {
    const page = await signIn(env, 'auditor');
    const { items } = await get(page, '/api/v1/cases?limit=1');
    const { status } = await api(page, `/api/v1/cases/${items[0].case_id}/interventions`, { method: 'POST', key: newKey(), body: { kind: 'note', on: '2026-01-01', text: 'x', participants: [] } });
    same(status, 403, 'status of a note by an auditor');
    await page.context().close();
  });

  await results.test('the whole log is verified and found intact', async () => {
    const page = await signIn(env, 'auditor');
    await go(page, '#/integrita');
    await verify(page);
    same(await page.getAttribute('.shield', 'data-state'), 'intact', 'outcome');
    expect((await page.textContent('.shield')).includes('intatto'), 'the word is missing');
    noFaults(page);
    await page.context().close();
  });

  await results.test('a proof and the signed head can be taken away', async () => {
    const page = await signIn(env, 'auditor');
    await go(page, '#/integrita');
    const { checkpoint, signed_size: size } = await get(page, '/api/v1/integrity');
    expect(checkpoint.includes(`\n${size}\n`), 'the head does not say its size');
    await page.fill('#proof-position', '0');
    const file = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const proof = readFileSync(await (await file).path(), 'utf8');
    expect(proof.startsWith('c2sp.org/tlog-proof@v1\n'), `not a proof: ${proof.slice(0, 60)}`);
    await page.fill('#proof-position', String(size));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#proof-wrong')?.textContent !== '');
    await page.context().close();
  });
}
