import { setImmediate } from 'node:timers/promises';
import type { KeyedHashes } from '../../shared/users/keyed-hashes.ts';
import type { OrganizationsOf } from './known-organizations.ts';
import {
  isExecution,
  isRejection,
  parseMessage,
  type Execution,
  type Message,
  type Parsed,
} from './parse-message.ts';
import { producerNotAllowed, unknownOrganization, untimely } from './refusal.ts';
import type { Refusal, Rejection } from './rejection.ts';
import type { AllowedSenders, Sending } from './senders/allowed-senders.ts';
import { storeParameters, type StoreParameters } from './store-parameters.ts';

/** Messages that are ready to be stored: all work is done that needs no database. */
export interface Chunk {
  readonly messages: readonly Message[];
  /** No two with one id. */
  readonly executions: readonly Execution[];
  /** The parameters of store.sql for the executions. */
  readonly parameters: StoreParameters;
  readonly rejections: readonly Rejection[];
  /** Those whose id an earlier one of the chunk has: repeated or in conflict, which only the stored one can tell. */
  readonly later: readonly Execution[];
  /** Those of a sender or a time that is not allowed, unless they were stored when it was. */
  readonly unwelcome: readonly { readonly execution: Execution; readonly refusal: Refusal }[];
}

export interface PrepareOptions {
  readonly organizationsOf: OrganizationsOf;
  readonly allowedSenders: AllowedSenders;
  readonly hashes: KeyedHashes;
  /** The current time in epoch milliseconds. */
  readonly now: () => number;
}

export async function prepareChunk(messages: readonly Message[], options: PrepareOptions): Promise<Chunk> {
  const parsed = await parseAll(messages, options.hashes);
  const rejections = parsed.filter(isRejection);
  const valid = parsed.filter(isExecution);
  const organizations = await options.organizationsOf(new Set(valid.map(({ data }) => data.organization_id)));
  const isAllowed = await options.allowedSenders(valid.map(sendingOf));

  const first = new Map<string, Execution>();
  const later: Execution[] = [];
  const unwelcome: { execution: Execution; refusal: Refusal }[] = [];
  for (const execution of valid) {
    const key = execution.data.organization_id + execution.id;
    const organization = organizations.get(execution.data.organization_id);
    if (organization === undefined) {
      rejections.push(execution.reject(unknownOrganization(execution)));
      continue;
    }
    const refusal = isAllowed(sendingOf(execution))
      ? untimely(execution, organization, options.now())
      : producerNotAllowed(execution);
    if (refusal) unwelcome.push({ execution, refusal });
    else if (first.has(key)) later.push(execution);
    else first.set(key, execution);
  }
  const executions = [...first.values()];
  return {
    messages,
    executions,
    parameters: storeParameters(executions, { organizations, hashes: options.hashes }),
    rejections,
    later,
    unwelcome,
  };
}

const sendingOf = ({ data, producer }: Execution): Sending => ({
  organizationId: data.organization_id,
  principal: producer,
});

/** Between slices the event loop turns, so that the chunk before this one goes on being stored. */
const SLICE = 50;

async function parseAll(messages: readonly Message[], hashes: KeyedHashes): Promise<Parsed[]> {
  const parsed: Parsed[] = [];
  for (let start = 0; start < messages.length; start += SLICE) {
    for (const message of messages.slice(start, start + SLICE)) parsed.push(parseMessage(message, hashes));
    await setImmediate();
  }
  return parsed;
}
