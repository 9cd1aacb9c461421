// SPDX-License-Identifier: EUPL-1.2
// What every page must pass, at both widths: axe without violations, no sideways scroll, targets of
// 44 px, focus on the heading after a change of page, a visible focus at each Tab stop, a clean
// console. Dialogs and empty states are pages too.
import { axe, bigTargets, focusOnHeading, get, go, italianForms, noFaults, noSidewaysScroll, openPage, phone, settled, signIn, visibleFocus, wide } from './support.mjs';

async function inspect(page) {
  await noSidewaysScroll(page);
  await axe(page);
  await bigTargets(page);
}

async function addresses(page, role) {
  if (role === 'social_worker' || role === 'head') {
    const { items } = await get(page, '/api/v1/cases?limit=50&scope=unit');
    const own = (await get(page, '/api/v1/cases?limit=50')).items;
    const list = own.length > 0 ? own : items;
    let fee;
    for (const one of list) {
      fee = (await get(page, `/api/v1/cases/${one.case_id}`)).services.find((each) => each.fee)?.fee.fee_id;
      if (fee) break;
    }
    const worker = ['#/oggi', '#/famiglie', `#/famiglie/${list[0].case_id}`, ...(fee ? [`#/quote/${fee}`] : []), '#/accessibilita', '#/privacy', '#/non-esiste'];
    return role === 'head' ? [worker[2], '#/leps', '#/carichi', '#/contabilita'] : worker;
  }
  if (role === 'auditor') {
    const { items } = await get(page, '/api/v1/cases?limit=1');
    return ['#/caso', `#/caso/${items[0].case_id}`, '#/integrita'];
  }
  if (role === 'manager') {
    const { indicators } = await get(page, '/api/v1/leps');
    const { comuni } = await get(page, '/api/v1/caseload');
    const code = (indicators.find((one) => one.events > 0) ?? indicators[0]).code;
    return ['#/leps', `#/leps/${code}`, '#/leps?al=1990-01-01', '#/carichi', `#/carichi/elenco?comune=${comuni[0].key}`, '#/carichi?al=1990-01-01', '#/tariffe', '#/tariffe?al=1990-01-01', '#/viste'];
  }
  return ['#/utenti', '#/viste', '#/integrita'];
}
const nameOf = (hash) => hash.replace(/[0-9a-f]{32}/g, '…');

export async function pageTests(results, env) {
  for (const [name, size] of [['1280', wide], ['360', phone]]) {
    await results.test(`sign-in page at ${name}`, async () => {
      const page = await openPage(env, size);
      await page.waitForSelector('h1');
      await inspect(page);
      await visibleFocus(page);
      noFaults(page);
      await page.context().close();
    });
    for (const role of ['social_worker', 'head', 'manager', 'auditor', 'administrator']) {
      if (results.only && !'page dialog'.includes(results.only) && !results.only.startsWith('page')) continue;
      const page = await signIn(env, role, size);
      for (const hash of await addresses(page, role)) {
        await results.test(`page ${nameOf(hash)} of ${role} at ${name}`, async () => {
          page.faults.length = 0;
          await go(page, '#/privacy');
          await go(page, hash);
          if (hash !== '#/privacy') await focusOnHeading(page);
          await inspect(page);
          await italianForms(page);
          await visibleFocus(page);
          noFaults(page);
        });
      }
      await page.context().close();
    }
    await results.test(`dialogs at ${name}`, async () => {
      const page = await signIn(env, 'social_worker', size);
      const { items } = await get(page, '/api/v1/cases?limit=1');
      await settled(page);
      await page.keyboard.press('n');
      await page.waitForSelector('#register-family');
      await inspect(page);
      await page.keyboard.type('zzqx');
      await page.waitForSelector('.combo .panel:not([hidden])');
      await axe(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await go(page, `#/famiglie/${items[0].case_id}`);
      await page.waitForFunction(() => document.querySelector('.marks .mark'));
      await page.keyboard.press('n');
      await page.waitForSelector('.people .chip');
      await page.keyboard.press('Control+Enter'); // Nothing written: an error state.
      await page.waitForSelector('dialog [role=alert]');
      await page.locator('dialog .check input').check();
      await inspect(page);
      await visibleFocus(page);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      await page.keyboard.press('?');
      await page.waitForSelector('dialog[open]');
      await inspect(page);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      await page.locator('.fact .linkbtn').first().click();
      await page.waitForSelector('#correct-reason');
      await inspect(page);
      noFaults(page);
      await page.context().close();
    });
  }
  await results.test('page at 640 px, as with 200 % zoom of 1280, does not scroll sideways', async () => {
    const page = await signIn(env, 'manager', { width: 640, height: 400 });
    for (const hash of ['#/leps', '#/carichi', '#/tariffe']) {
      await go(page, hash);
      await noSidewaysScroll(page);
    }
    await page.context().close();
  });
  await results.test('page at 320 px does not scroll sideways', async () => {
    const page = await signIn(env, 'social_worker', { width: 320, height: 640 });
    const { items } = await get(page, '/api/v1/cases?limit=1');
    for (const hash of ['#/oggi', '#/famiglie', `#/famiglie/${items[0].case_id}`]) {
      await go(page, hash);
      await noSidewaysScroll(page);
    }
    await page.context().close();
  });
}
