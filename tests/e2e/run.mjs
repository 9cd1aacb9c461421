// SPDX-License-Identifier: EUPL-1.2
// Browser tests against a running server.
//   node tests/e2e/run.mjs BASE_URL DEMO_USERS_JSON [PART_OF_A_TEST_NAME]
// BASE_URL: https://localhost:8443 · DEMO_USERS_JSON: DIR/demo-users.json as `telaio demo` writes it.
// Some compare with what the operators' program says of the same data (TELAIO_PROGRAM, or
// build/dev/telaio).
// Needs `npm ci --ignore-scripts` in tests/e2e and Chromium (TELAIO_CHROMIUM names another).
// Prints one line per test, then "N passed, N failed"; exit 0 only if none failed. They write notes
// into the demonstration data.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountTests } from './accounts.mjs';
import { auditorTests } from './auditor.mjs';
import { boardTests } from './boards.mjs';
import { effectTests } from './effects.mjs';
import { iseeTests } from './isee.mjs';
import { liveTests } from './live.mjs';
import { pageTests } from './pages.mjs';
import { passwordTests } from './password.mjs';
import { rankingTests } from './rankings.mjs';
import { readingTests } from './reading.mjs';
import { regulationTests } from './regulations.mjs';
import { safetyTests } from './safety.mjs';
import { serviceTests } from './services.mjs';
import { simulationTests } from './simulations.mjs';
import { expect, Results, start } from './support.mjs';
import { tariffTests } from './tariffs.mjs';
import { workerTests } from './worker.mjs';

const [base, usersFile, only] = process.argv.slice(2);
if (!base || !usersFile) {
  console.error('usage: node tests/e2e/run.mjs BASE_URL DEMO_USERS_JSON [PART_OF_A_TEST_NAME]');
  process.exit(2);
}
const env = await start(base, JSON.parse(readFileSync(usersFile, 'utf8')));
// The data behind the server and the program that reads them beside it (TELAIO_PROGRAM: another).
env.data = dirname(usersFile);
env.program = process.env.TELAIO_PROGRAM ?? fileURLToPath(new URL('../../build/dev/telaio', import.meta.url));
const results = new Results(only);
for (const suite of [workerTests, safetyTests, boardTests, simulationTests, tariffTests, rankingTests, regulationTests, readingTests, passwordTests, auditorTests, iseeTests, serviceTests, pageTests, effectTests, accountTests, liveTests]) {
  try {
    await suite(results, env);
  } catch (error) {
    results.failed += 1;
    console.log(`FAIL  ${suite.name} stopped: ${error.message}`);
  }
}
await results.test('every answer fits the description of the API', async () => {
  const wrong = await env.contract.outcome();
  expect(wrong.length === 0, `\n  ${wrong.join('\n  ')}`);
  expect(env.contract.answers > 0, 'no answer was seen');
});
await env.browser.close();
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed > 0 || results.passed === 0 ? 1 : 0);
