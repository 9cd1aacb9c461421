// SPDX-License-Identifier: EUPL-1.2
// Changing one's own password: refused with a sentence, done, and the new one opens the next session.
import { axe, bigTargets, expect, fillLogin, get, noFaults, openPage, same, settled, signIn, userOf } from './support.mjs';

async function openDialog(page) {
  await settled(page);
  await page.click('#account');
  await page.locator('#account-menu button').nth(1).click();
  await page.waitForSelector('dialog input[autocomplete=current-password]');
}
async function change(page, old, fresh, again = fresh) {
  await page.fill('dialog input[autocomplete=current-password]', old);
  const [first, second] = await page.locator('dialog input[autocomplete=new-password]').all();
  await first.fill(fresh);
  await second.fill(again);
  await page.keyboard.press('Enter');
}
const closed = (page) => page.waitForFunction(() => !document.querySelector('dialog[open]'));

export async function passwordTests(results, env) {
  await results.test('a password is changed from the account’s menu, and only with the old one', async () => {
    const user = userOf(env, 'administrator');
    const page = await signIn(env, 'administrator');
    const { password_change_due: due } = await get(page, '/api/v1/session');
    if (due === undefined) return page.context().close(); // A server before that operation.
    await openDialog(page);
    await axe(page);
    await bigTargets(page);
    const fresh = 'una frase lunga soltanto per la prova';
    await change(page, user.password, fresh, `${fresh} diversa`);
    await page.waitForFunction(() => document.querySelector('dialog [role=alert]')?.textContent.includes('diverse'));
    await change(page, 'non è questa, di proposito', fresh);
    const problem = await page.waitForSelector('dialog .problem');
    expect(/\[account\.[a-z_]+\]/.test(await problem.textContent()), 'the refusal has no code');
    await change(page, user.password, fresh);
    await closed(page);
    const again = await openPage(env);
    await fillLogin(again, { ...user, password: fresh });
    await again.waitForSelector('.top nav');
    await again.context().close();
    // Back to the one of the demonstration file, for the tests that follow.
    await openDialog(page);
    await change(page, fresh, user.password);
    await closed(page);
    same(await page.locator('.toast.ok').count() > 0, true, 'a message says that it is done');
    noFaults(page, /status of (401|403|422|429)/);
    await page.context().close();
  });
}
