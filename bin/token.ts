import path from 'node:path';
import { parseArgs } from 'node:util';
import { readEndpoints } from '../local/endpoints.ts';
import { endWithUsage, helpIfAsked } from '../local/help.ts';
import { requestToken } from '../local/identity/token.ts';

const USAGE = 'Usage: npm run --silent token -- --subject <name> [--operator] [--data-dir .payback]';
helpIfAsked(USAGE);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        subject: { type: 'string' },
        operator: { type: 'boolean', default: false },
        'data-dir': { type: 'string', default: '.payback' },
      },
    });
    const { subject, operator, 'data-dir': dataDirectory } = values;
    if (!subject) throw new Error('--subject is required: whom the token is for.');
    return { subject, operator, dataDirectory: path.resolve(dataDirectory) };
  } catch (error) {
    return endWithUsage(error, USAGE);
  }
}

const { subject, operator, dataDirectory } = readOptions();
try {
  const endpoints = await readEndpoints(dataDirectory);
  console.log(await requestToken(endpoints.issuer_url, subject, operator ? ['operators'] : []));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
