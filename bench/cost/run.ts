// What Payback costs a month, from prices, templates and what was measured: npm run cost -- [--measure] [--write]
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { createProgress } from '../../local/progress.ts';
import { createTeardown } from '../../local/teardown.ts';
import { openWorkbench } from '../support/workbench.ts';
import { builtStages } from './cost.ts';
import { measure } from './measure.ts';
import { MEASURED_FILE, readMeasured } from './measured.ts';
import { priceList } from './prices.ts';
import { BEGIN, costTables, END } from './table.ts';

const DOCUMENT = new URL('../../docs/deploy.md', import.meta.url);
const teardown = createTeardown();

async function measureAgain(): Promise<void> {
  const progress = createProgress(console.log);
  const measured = await measure(await openWorkbench(progress, teardown), progress);
  await writeFile(MEASURED_FILE, `${JSON.stringify(measured, null, 2)}\n`);
}

async function writeTables(tables: string): Promise<void> {
  const document = await readFile(DOCUMENT, 'utf8');
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/deploy.md has lost its ${BEGIN}`);
  const options = await resolveConfig(DOCUMENT.pathname);
  const text = `${before}${BEGIN}\n\n${tables}\n\n${END}${after}`;
  await writeFile(DOCUMENT, await format(text, { ...options, parser: 'markdown' }));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void teardown.run().then(() => process.exit(130)));
}
const { values } = parseArgs({
  options: { measure: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});
try {
  if (values.measure) await measureAgain();
} finally {
  await teardown.run();
}
const stages = Object.fromEntries(await builtStages(['dev', 'prod']));
const tables = costTables(stages, readMeasured());
console.log(tables);
for (const { usd, of, page, seen } of priceList) {
  const where = seen.by === 'nobody' ? 'not compared' : `${seen.at}, as of ${seen.as}`;
  console.log(`${usd} USD a ${of}: ${page} (${where})`);
}
if (values.write) await writeTables(tables);
