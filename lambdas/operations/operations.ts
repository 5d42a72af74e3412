import type { Database, Transaction } from '../../shared/database/database.ts';
import { cancel } from './cancel.statement.ts';
import type { operationsEvent } from './contract.ts';
import { counts, days } from './counts.statement.ts';
import { locks } from './locks.statement.ts';
import { look } from './look.ts';
import { readStatus } from './read-status.ts';
import { rejections } from './rejections.statement.ts';
import { rejected, stored } from './stored.statement.ts';
import { trace } from './trace.statement.ts';
import type * as z from 'zod';

type Event = z.output<typeof operationsEvent>;
type InOne = Exclude<Event, { command: 'status' }>;
type Answers = {
  readonly [Command in InOne['command']]: (event: Extract<InOne, { command: Command }>) => Promise<unknown>;
};

/** Answers an operator. @param now epoch milliseconds */
export function answer(database: Database, event: Event, now: number): Promise<unknown> {
  if (event.command === 'status') return readStatus(database);
  return database.transaction((transaction) => answerTo(event, answersOf(transaction, now)));
}

function answersOf(transaction: Transaction, now: number): Answers {
  return {
    locks: ({ longer_than: longerThan }) => locks.run(transaction, { longerThan }),
    cancel: async ({ pid, terminate }) => (await cancel.run(transaction, { pid, terminate }))[0] ?? null,
    async days({ organization_id: organizationId, first_day: firstDay, last_day: lastDay }) {
      const range = { organizationId, firstDay, lastDay };
      return {
        counts: await counts.one(transaction, range),
        days: await days.run(transaction, { ...range, now: new Date(now).toISOString() }),
      };
    },
    trace: async ({ id }) => ({
      executions: await trace.run(transaction, { id }),
      rejections: await rejections.run(transaction, { id }),
    }),
    look: ({ topic }) => look(transaction, topic),
    async outcomes({ executions, since }) {
      const organizations = executions.map(({ organization_id: organizationId }) => organizationId);
      const asked = { organizations, ids: executions.map(({ id }) => id) };
      return {
        stored: await stored.run(transaction, asked),
        rejected: await rejected.run(transaction, { ...asked, since }),
      };
    },
  };
}

function answerTo(event: InOne, answers: Answers): Promise<unknown> {
  if (event.command === 'locks') return answers.locks(event);
  if (event.command === 'cancel') return answers.cancel(event);
  if (event.command === 'days') return answers.days(event);
  if (event.command === 'look') return answers.look(event);
  return event.command === 'trace' ? answers.trace(event) : answers.outcomes(event);
}
