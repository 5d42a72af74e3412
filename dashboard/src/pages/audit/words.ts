import type { listAuditLog } from '../../../../lambdas/reports/audit-log/contract.ts';
import { inWords, readableWords } from '../../../../shared/shown/names.ts';
import type { ResultOf } from '../../shared/api/operation.ts';

export type Entry = ResultOf<typeof listAuditLog>['entries'][number];

/** What people do most, to choose from; the address may name any other. */
const known: Readonly<Record<string, string>> = {
  view_analytics: 'Read',
  export_data: 'Exported a file',
  delete_data: 'Erased data',
  'organization.created': 'Created the organization',
  'organization.updated': 'Changed the settings',
  'member.put': 'Added or changed a member',
  'member.deleted': 'Removed a member',
  'api_key.created': 'Made an API key',
  'api_key.revoked': 'Revoked an API key',
  'producer.put': 'Added or changed a producer',
  'producer.deleted': 'Removed a producer',
  'baseline.created': 'Set a baseline',
  'baseline.ended': 'Ended a baseline',
  'price.created': 'Entered a price',
  'price.corrected': 'Corrected a price',
  'price.correction_tried': 'Tried out the correction of a price',
  'price_factor.created': 'Entered a factor',
  'price_factor.corrected': 'Corrected a factor',
  'anomaly.reviewed': 'Reviewed a flag',
  'execution.voided': 'Voided tasks',
  'execution.void_tried': 'Tried out a void of tasks',
  'execution.restored': 'Restored tasks',
};

export const actions: readonly string[] = Object.keys(known);

/** What was done, as people say it. */
export function actionWords(action: string): string {
  const words = known[action];
  if (words !== undefined) return words;
  const [noun = '', verb = ''] = action.split('.');
  return `${readableWords(noun)} ${inWords(verb)}`.trim();
}

/** Who did it. The id of a key is long; the list of keys begins with the same characters. */
export function actorWords(actor: string): string {
  const [kind, id] = actor.split(':');
  if (kind === 'api-key' && id !== undefined) return `API key ${id.slice(0, 8)}…`;
  return actor.startsWith('payback-') ? `Payback (${actor.slice('payback-'.length)})` : actor;
}

/** An operation of the API, such as getSavingsSummary: get savings summary. */
export const operationWords = (operation: string): string =>
  operation.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What was read (of an operation, what its name has after the verb) or changed. */
export function resourceWords({ action, resource_type: type, resource_id: id }: Entry): string {
  if (action === 'view_analytics') return operationWords(id).replace(/^(?:get|list|create|explain) /, '');
  return type === null ? 'unknown' : inWords(type);
}

/** What else there is to say: the details, each as a text, and what asked. */
export function factsOf({ details, user_agent: agent }: Entry): readonly (readonly [string, string])[] {
  const facts = Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [readableWords(name), written(value)] as const);
  return agent === null ? facts : [...facts, ['Program', agent]];
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
