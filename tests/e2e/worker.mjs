// SPDX-License-Identifier: EUPL-1.2
// The social worker's jobs: log an intervention with six keys, never twice, never lost; read a
// family on a date; find out why a fee is what it is.
import { api, expect, fillLogin, get, go, newKey, noFaults, same, settled, signIn, userOf } from './support.mjs';

async function firstCase(page) {
  const { items } = await get(page, '/api/v1/cases?limit=20');
  expect(items.length > 0, 'this social worker has no case');
  return items[0];
}
const interventions = async (page, id, after) => (await get(page, `/api/v1/cases/${id}/timeline?limit=50${after ? `&after=${after}` : ''}`)).counts.intervention;
const count = (page, id) => interventions(page, id);

// Presses keys and counts them: letters of the text do not count.
function counter(page) {
  let keys = 0;
  return {
    async press(key) {
      keys += 1;
      await page.keyboard.press(key);
    },
    get keys() {
      return keys;
    },
  };
}
const lettersOf = (name) => name.normalize('NFC').split(/[^\p{L}]+/u).find((word) => word.length >= 3).slice(0, 3).toLowerCase();

async function openRegister(page, id) {
  await go(page, `#/famiglie/${id}`);
  await page.waitForSelector('h2#timeline');
  await page.waitForFunction(() => document.querySelector('.marks .mark'));
  await page.keyboard.press('n');
  await page.waitForSelector('#register-text');
}

export async function workerTests(results, env) {
  await results.test('a wrong password is refused with a sentence and a code', async () => {
    const page = await (await import('./support.mjs')).openPage(env);
    await fillLogin(page, { user: userOf(env, 'social_worker').user, password: 'sbagliata-di-proposito' });
    const alert = await page.waitForSelector('[role=alert]');
    expect(/\[[a-z_.]+\]/.test(await alert.textContent()), 'the refusal has no code');
    await page.context().close();
  });

  await results.test('six keys besides the text log an intervention, tied to the persons present, undone in ten seconds', async () => {
    const page = await signIn(env, 'social_worker');
    const { family_name: name } = await firstCase(page);
    const letters = lettersOf(name);
    const { body } = await api(page, '/api/v1/searches', { method: 'POST', body: { text: letters, limit: 8 } });
    const hit = body.items.find((one) => one.case_id && one.in_scope !== false);
    expect(hit, `nobody is found with three letters of a family's name`);
    const before = await count(page, hit.case_id);
    await go(page, '#/oggi');
    const hands = counter(page);
    await hands.press('n');
    await page.waitForFunction(() => document.activeElement?.id === 'register-family');
    for (const letter of letters) await hands.press(letter);
    await hands.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'register-text');
    const text = `Colloquio di prova ${newKey().slice(0, 8)}, però è andato bene.`;
    await page.keyboard.type(text);
    await hands.press('Control+Enter');
    await page.waitForSelector('.toast.ok .btn');
    same(hands.keys, 6, 'keys');
    same(await page.locator('dialog[open]').count(), 0, 'open dialogs');
    await go(page, `#/famiglie/${hit.case_id}`);
    await page.waitForFunction((wanted) => [...document.querySelectorAll('.fact .text')].some((one) => one.textContent === wanted), text);
    same(await count(page, hit.case_id), before + 1, 'interventions');
    const { items } = await get(page, `/api/v1/cases/${hit.case_id}/timeline?kind=intervention&limit=200`);
    const written = items.find((one) => one.text === text);
    const { household } = await get(page, `/api/v1/cases/${hit.case_id}?on=${written.on}`);
    const reading = ['de_facto', 'registry'].find((one) => household.members.some((member) => member[one]));
    same(written.participants?.length ?? 0, household.members.filter((one) => !reading || one[reading]).length, 'persons tied to the note');
    await page.locator('.toast.ok .btn').first().click();
    await page.waitForFunction((wanted) => [...document.querySelectorAll('.fact.voided .text')].some((one) => one.textContent === wanted), text);
    noFaults(page);
    await page.context().close();
  });

  await results.test('typing faster than the search still chooses the family and keeps the text', async () => {
    const page = await signIn(env, 'social_worker');
    const letters = lettersOf((await firstCase(page)).family_name);
    await page.keyboard.press('n');
    await page.waitForFunction(() => document.activeElement?.id === 'register-family');
    await page.keyboard.type(letters, { delay: 0 });
    await page.keyboard.press('Enter');
    const text = `Scritto di corsa ${newKey().slice(0, 8)}`;
    await page.keyboard.type(text, { delay: 0 });
    same(await page.inputValue('#register-text'), text, 'text');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.toast.ok .btn');
    await page.context().close();
  });

  await results.test('saving twice is one event', async () => {
    const page = await signIn(env, 'social_worker');
    const { case_id: id } = await firstCase(page);
    const before = await count(page, id);
    await openRegister(page, id);
    await page.fill('#register-text', 'Doppio salvataggio di prova');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.toast.ok');
    await page.waitForTimeout(500);
    same(await count(page, id), before + 1, 'interventions');
    const { today } = await get(page, '/api/v1/session');
    const key = newKey();
    const body = { kind: 'note', on: today, text: 'Stessa chiave', participants: [] };
    const path = `/api/v1/cases/${id}/interventions`;
    const first = await api(page, path, { method: 'POST', body, key });
    const again = await api(page, path, { method: 'POST', body, key });
    same(first.status, 201, `first (${JSON.stringify(first.body)})`);
    same(again.body.position, first.body.position, 'position of the repeated command');
    const other = await api(page, path, { method: 'POST', body: { ...body, text: 'Altro testo' }, key });
    same(other.status, 422, 'same key with another body');
    same(await interventions(page, id, first.body.position), before + 2, 'interventions');
    await page.context().close();
  });

  await results.test('a draft is saved within two seconds, sealed, and comes back', async () => {
    const page = await signIn(env, 'social_worker');
    const { case_id: id } = await firstCase(page);
    const text = `Bozza riservatissima ${newKey().slice(0, 8)}`;
    await openRegister(page, id);
    await page.keyboard.type(text);
    await page.waitForFunction(() => document.querySelector('.dialog-foot .good'), undefined, { timeout: 2_000 });
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    const stored = await page.evaluate(async () => {
      const db = await new Promise((resolve) => (indexedDB.open('telaio').onsuccess = (event) => resolve(event.target.result)));
      const rows = await new Promise((resolve) => (db.transaction('drafts').objectStore('drafts').getAll().onsuccess = (event) => resolve(event.target.result)));
      db.close();
      return rows.map((row) => `${JSON.stringify(row)} ${new TextDecoder('latin1').decode(row.sealed)}`).join('\n');
    });
    expect(stored.length > 50 && !stored.includes('riservatissima'), 'the draft can be read in the browser database');
    await go(page, '#/oggi');
    await page.locator('section[aria-labelledby=drafts] .row .btn').first().click();
    await page.waitForSelector('#register-text');
    same(await page.inputValue('#register-text'), text, 'text of the draft');
    await page.waitForFunction(() => document.querySelector('.dialog-head .mark'));
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.toast.ok .btn');
    await page.waitForFunction(() => !document.querySelector('section[aria-labelledby=drafts] .row'));
    noFaults(page);
    await page.context().close();
  });

  await results.test('without a network the text waits and is sent once', async () => {
    const page = await signIn(env, 'social_worker');
    const { case_id: id } = await firstCase(page);
    const before = await count(page, id);
    await openRegister(page, id);
    await page.waitForSelector('.people .chip');
    await page.context().setOffline(true);
    await page.fill('#register-text', 'Scritto senza rete');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.toast.warn');
    expect((await page.textContent('.line')).includes('1'), 'the header does not count what waits');
    await page.context().setOffline(false);
    await page.waitForFunction(() => !/1/.test(document.querySelector('.line').textContent), undefined, { timeout: 30_000 });
    same(await count(page, id), before + 1, 'interventions');
    await page.context().close();
  });

  await results.test('an expired session keeps the text and goes on after signing in', async () => {
    const page = await signIn(env, 'social_worker');
    const { case_id: id } = await firstCase(page);
    const before = await count(page, id);
    await openRegister(page, id);
    await page.waitForSelector('.people .chip');
    await page.fill('#register-text', 'Scritto prima della scadenza');
    await page.context().clearCookies();
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog[open] input[type=password]');
    await fillLogin(page, userOf(env, 'social_worker'));
    await page.waitForFunction(() => !document.querySelector('input[type=password]'));
    same(await page.inputValue('#register-text'), 'Scritto prima della scadenza', 'text');
    await page.locator('.dialog-foot .btn.main').click();
    await page.waitForSelector('.toast.ok .btn');
    same(await count(page, id), before + 1, 'interventions');
    await page.context().close();
  });

  await results.test('more than seven days late asks a reason, and the note says how late it is', async () => {
    const page = await signIn(env, 'social_worker');
    const { today } = await get(page, '/api/v1/session');
    const day = new Date(Date.parse(today) - 8 * 86_400_000).toISOString().slice(0, 10);
    // A case that was already open on that day.
    const { case_id: id } = (await get(page, '/api/v1/cases?limit=50')).items.find((one) => one.since <= day);
    await openRegister(page, id);
    const text = `Registrato tardi ${newKey().slice(0, 8)}`;
    await page.fill('#register-text', text);
    await page.fill('#register-date', day);
    await page.focus('#register-text');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog [role=alert]');
    await page.selectOption('#register-late', 'absence');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.toast.ok .btn');
    const fact = page.locator('.fact', { hasText: text });
    await fact.waitFor();
    expect((await fact.textContent()).includes('8 giorni dopo'), 'the timeline does not say how late');
    await page.context().close();
  });

  await results.test('a correction keeps the old text readable', async () => {
    const page = await signIn(env, 'social_worker');
    const { case_id: id } = await firstCase(page);
    await openRegister(page, id);
    const text = `Testo con un erore ${newKey().slice(0, 8)}`;
    await page.fill('#register-text', text);
    await page.keyboard.press('Control+Enter');
    await page.locator('.fact', { hasText: text }).getByRole('button').click();
    await page.fill('#correct-text', text.replace('erore', 'errore'));
    await page.locator('dialog .btn.main').click();
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.locator('.fact', { hasText: text.replace('erore', 'errore') }).first().waitFor();
    const shown = await page.locator('section[aria-labelledby=timeline]').textContent();
    expect(shown.includes(text), 'the old text is gone');
    await page.context().close();
  });

  await results.test('the household slider goes from change to change and shows the household of that day', async () => {
    const page = await signIn(env, 'social_worker');
    const { items } = await get(page, '/api/v1/cases?limit=50');
    let chosen;
    for (const one of items) {
      const detail = await get(page, `/api/v1/cases/${one.case_id}`);
      const past = detail.household.change_dates.filter((date) => date < detail.on);
      if (past.length > 0) chosen = { id: one.case_id, past };
      if (past.length > 1) break;
    }
    expect(chosen, 'no household has ever changed');
    await go(page, `#/famiglie/${chosen.id}`);
    await page.locator('input[type=range]').focus();
    await page.keyboard.press('ArrowLeft');
    const day = chosen.past.at(-1);
    same(await page.inputValue('#household-date'), day, 'date after one arrow');
    const { household } = await get(page, `/api/v1/cases/${chosen.id}?on=${day}`);
    await page.waitForFunction((rows) => document.querySelectorAll('section[aria-labelledby=household] tbody tr').length === rows, household.members.length);
    await page.keyboard.press('ArrowRight');
    expect((await page.inputValue('#household-date')) > day, 'the right arrow does not go forward');
    await page.context().close();
  });

  await results.test('a fee explains itself and says whose tariff it is', async () => {
    const page = await signIn(env, 'social_worker');
    const { items } = await get(page, '/api/v1/cases?limit=200');
    let fee;
    for (const one of items) {
      const detail = await get(page, `/api/v1/cases/${one.case_id}`);
      fee = detail.services.find((service) => service.fee)?.fee;
      if (fee) {
        await go(page, `#/famiglie/${one.case_id}`);
        break;
      }
    }
    expect(fee, 'no case of this worker has a fee');
    await page.locator('section[aria-labelledby=money] a').first().click();
    await page.waitForSelector('h2#steps');
    const whole = await get(page, `/api/v1/fees/${fee.fee_id}`);
    same(await page.locator('.steps li').count(), whole.steps.length, 'steps');
    expect((await page.textContent('main')).includes(whole.tariff.authority), 'the page does not name the authority');
    noFaults(page);
    await page.context().close();
  });

  await results.test('an exported list has as many rows as the page says', async () => {
    const page = await signIn(env, 'social_worker');
    await go(page, '#/famiglie');
    const { total } = await get(page, '/api/v1/cases?limit=1');
    const download = page.waitForEvent('download');
    await page.locator('.page-head .btn').first().click();
    const { readFileSync } = await import('node:fs');
    const lines = readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
    same(lines.length - 1, Math.min(total, 2000), 'rows of the file');
    await page.context().close();
  });

  await results.test('keys work: slash searches, g f opens the families, ? helps, Esc gives the focus back', async () => {
    const page = await signIn(env, 'social_worker');
    await settled(page);
    await page.keyboard.press('/');
    same(await page.evaluate(() => document.activeElement?.id), 'search', 'focus after /');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.waitForFunction(() => location.hash === '#/famiglie');
    await settled(page);
    await page.keyboard.press('j');
    const row = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(row?.startsWith('#/famiglie/'), `j does not reach the list (${row})`);
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    same(await page.evaluate(() => document.activeElement?.getAttribute('href')), row, 'focus after Esc');
    await page.context().close();
  });
}
