// SPDX-License-Identifier: EUPL-1.2
// Checks each answer that the pages receive against src/http/openapi.json: status, media type and
// body. What the tests do in the browser is thus also a contract test of the server.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Ajv = require('ajv/dist/2020').default;
const document = JSON.parse(readFileSync(new URL('../../src/http/openapi.json', import.meta.url), 'utf8'));

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, 'api');

const templates = Object.keys(document.paths).map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`) }));
const resolve = (node) => (node?.$ref ? node.$ref.split('/').slice(1).reduce((at, key) => at[key], document) : node);

export class Contract {
  answers = 0;
  wrong = new Map();
  waiting = [];

  watch(page) {
    page.on('response', (response) => this.waiting.push(this.check(response).catch(() => undefined)));
  }
  note(what) {
    this.wrong.set(what, (this.wrong.get(what) ?? 0) + 1);
  }

  async check(response) {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/') || pathname === '/api/openapi.json') return;
    const method = response.request().method().toLowerCase();
    const found = templates.find((one) => one.pattern.test(pathname));
    const operation = found && document.paths[found.path][method];
    if (!operation) return this.note(`${method} ${pathname.replace(/[0-9a-f]{32}/g, '…')}: not in the description`);
    this.answers += 1;
    const name = `${operation.operationId} ${response.status()}`;
    const described = resolve(operation.responses[response.status()]);
    if (!described) return this.note(`${name}: status not described`);
    if (!described.content) return;
    const [media, { schema }] = Object.entries(described.content)[0];
    const type = response.headers()['content-type'] ?? '';
    if (!type.startsWith(media)) return this.note(`${name}: ${type} instead of ${media}`);
    if (!media.includes('json')) return;
    const body = await response.json();
    const validate = schema.$ref ? ajv.getSchema(`api${schema.$ref}`) : ajv.compile(schema);
    if (validate(body)) return;
    for (const { instancePath, message, params } of validate.errors.slice(0, 8)) {
      this.note(`${name}: ${instancePath.replace(/\/\d+/g, '/*')} ${message} ${params.additionalProperty ?? ''}`.trim());
    }
  }

  async outcome() {
    await Promise.all(this.waiting);
    return [...this.wrong].map(([what, times]) => `${what} (${times}×)`);
  }
}
