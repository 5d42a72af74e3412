import { columnsOf, type PersonalColumn } from './personal-column.ts';

const account = { export: 'copied', erasure: 'kept', retention: 'membership', archive: 'left_out' } as const;
const log = { ...account, retention: 'log' } as const;
/** The history of settings: what the copy has of it are the entries of the audit log. */
const history = { ...account, export: 'left_out', retention: 'kept' } as const;
const WHO = 'the account of whoever did it: evidence of a decision about money';

/** What is stored of people because they sign in. It ends with their membership or with the log, not with their work. */
export const ofAccounts: readonly PersonalColumn[] = [
  ...columnsOf('memberships', account, {
    subject: 'the account of a member, who goes on being one',
    created_by: 'who added the member',
  }),
  ...columnsOf(
    'user_links',
    { ...account, export: 'left_out' },
    {
      subject: 'the account of a member, who can go on to ask for later data',
      keyed_hash: 'HMAC of an external id of the member',
      created_by: 'who linked them',
    },
  ),
  ...columnsOf(
    'live_connections',
    { ...account, retention: 'hours' },
    {
      connection_id: 'an open socket of the member',
      subject: 'whose socket it is',
    },
  ),
  ...columnsOf(
    'live_tickets',
    { ...account, export: 'left_out', retention: 'hours' },
    {
      subject: 'who asked for the ticket, which lives for a minute',
    },
  ),
  ...columnsOf('audit_log', log, {
    actor: 'the account of whoever did something: the law asks for a log that nobody can change',
    subject: 'what it was done to; may be an account',
    details: 'how; never an external id, its hash or a text of a message',
    address: 'from where',
    user_agent: 'with what program',
  }),
  ...columnsOf('refused_access', log, { subject: 'the account of whoever was refused' }),
  ...columnsOf('api_keys', history, { created_by: WHO, revoked_by: WHO }),
  ...columnsOf('organization_baselines', history, { created_by: WHO }),
  ...columnsOf('provider_pricing', history, {
    created_by: WHO,
    notes: 'free text of an admin about a price',
  }),
  ...columnsOf('price_factors', history, { created_by: WHO, notes: 'free text of an admin about a factor' }),
  ...columnsOf('price_sources', history, { set_by: 'the account of an operator' }),
  ...columnsOf('producers', history, { created_by: WHO }),
  ...columnsOf('recalculations', history, { created_by: WHO, reason: 'free text of an admin about a price' }),
  ...columnsOf('voids', history, { created_by: WHO, reason: 'free text of an admin about executions' }),
  ...columnsOf('erasures', history, {
    requested_by: 'the account of whoever asked for an erasure: may go on to ask how far it is',
  }),
];
