import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ArchivedTable } from '../../shared/archive/columns-contract.ts';
import type { Transaction } from '../../shared/database/database.ts';
import { decisionsPage, executionsPage, flagsPage } from './rows.statement.ts';

/** Some 5 MB, and a tenth of a second. */
const PAGE = 5_000;

export interface Span {
  readonly organizationId: string;
  readonly timeZone: string;
  /** Instants: the first of the day and the one after its last. */
  readonly starts: string;
  readonly ends: string;
}

type Page = Parameters<typeof decisionsPage.run>[1];
const pages = {
  task_executions: (transaction: Transaction, page: Page, timeZone: string) =>
    executionsPage.run(transaction, { ...page, timeZone }),
  routing_decisions: (transaction: Transaction, page: Page) => decisionsPage.run(transaction, page),
  execution_flags: (transaction: Transaction, page: Page) => flagsPage.run(transaction, page),
} as const;

/** Writes the rows of a span of time to a file, as compressed lines of JSON. @returns how many */
export async function readRows(
  transaction: Transaction,
  table: ArchivedTable,
  { timeZone, ...span }: Span,
  file: string,
): Promise<number> {
  // Ten million rows are 12 GB, a tenth of it compressed: the disk of a function has 10.
  const output = createGzip({ level: 1 });
  const isWritten = pipeline(output, createWriteStream(file));
  // Whoever awaits it is told; until then nobody may.
  isWritten.catch(() => undefined);
  let rows = 0;
  let after: { readonly id: string; readonly start_time: string } | undefined;
  for (;;) {
    const page = await pages[table](
      transaction,
      { ...span, afterTime: after?.start_time, afterId: after?.id, most: PAGE },
      timeZone,
    );
    rows += page.length;
    after = page.at(-1);
    const text = page.map(({ line }) => `${line}\n`).join('');
    if (text !== '' && !output.write(text)) await once(output, 'drain');
    if (page.length < PAGE) break;
  }
  output.end();
  await isWritten;
  return rows;
}
