import { columnsOf, type PersonalColumn } from './personal-column.ts';

const erased = { export: 'copied', erasure: 'removed', retention: 'execution', archive: 'left_out' } as const;

/** What messages bring of the people whose work they are about. */
export const ofExecutions: readonly PersonalColumn[] = [
  ...columnsOf('task_executions', erased, {
    user_id: 'who ran it: the first half of the keyed hash of the external id',
    task_id: 'may be made of a name or a ticket',
    task_description: 'free text, where the organization keeps it',
    error_message: 'its class, or free text where the organization keeps it',
    request_id: "the provider's id of the request: finds it in the provider's logs",
    session_id: 'ties the work of one sitting together',
    labels: 'may name a person: user, owner, author, e-mail and the like',
    notes: 'what ingest cut or left out of a message',
  }),
  ...columnsOf('routing_decisions', erased, { reasoning: 'free text' }),
  ...columnsOf('execution_flags', erased, { note: 'free text about the work of a person' }),
  ...columnsOf(
    'execution_flags',
    { ...erased, erasure: 'kept' },
    {
      reviewed_by: 'the account of whoever looked at it: evidence that it was looked at',
    },
  ),
  ...columnsOf(
    'users',
    { ...erased, retention: 'execution' },
    {
      id: 'the first half of the keyed hash of the external id, or a random id after an erasure',
    },
  ),
  ...columnsOf(
    'users',
    { ...erased, export: 'left_out' },
    {
      keyed_hash: 'HMAC of the external id, which says nothing without the key',
    },
  ),
  ...columnsOf(
    'daily_active_users',
    { ...erased, erasure: 'replaced', retention: 'kept' },
    {
      user_id: 'who was active on a day; a random id in its place keeps the number of people',
    },
  ),
  ...columnsOf(
    'execution_keys',
    { ...erased, export: 'left_out', erasure: 'kept' },
    {
      content_hash:
        'keyed hash of a whole message: without it a message that comes again would be stored again',
    },
  ),
  ...columnsOf(
    'ingest_rejections',
    { ...erased, export: 'left_out', retention: 'rejection' },
    {
      execution_id: 'of a refused message: finds what was stored of the same id',
      structure: 'names of the fields of a refused message',
      body_hash: 'keyed hash of a refused message',
    },
  ),
  ...columnsOf(
    'erased_users',
    { ...erased, export: 'left_out', erasure: 'kept', retention: 'kept' },
    {
      user_id: 'the first half of the keyed hash: without it a late message would bring the person back',
      later_user_id: 'who works under the same external id after an erasure',
    },
  ),
  ...columnsOf(
    'erasure_people',
    { ...erased, export: 'left_out', retention: 'hours' },
    { user_id: 'who is being erased; the row goes when it is done' },
  ),
];
