import path from 'node:path';
import { parseArgs } from 'node:util';
import { readEndpoints } from '../local/endpoints.ts';
import { requestToken } from '../local/identity/token.ts';

const USAGE = 'Usage: npm run --silent token -- --subject <name> [--operator] [--data-dir .payback]';

try {
  const { values } = parseArgs({
    options: {
      subject: { type: 'string' },
      operator: { type: 'boolean', default: false },
      'data-dir': { type: 'string', default: '.payback' },
    },
  });
  if (!values.subject) throw new Error(`--subject is required: whom the token is for.\n${USAGE}`);
  const endpoints = await readEndpoints(path.resolve(values['data-dir']));
  const groups = values.operator ? ['operators'] : [];
  console.log(await requestToken(endpoints.issuer_url, values.subject, groups));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
