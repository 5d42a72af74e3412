import * as z from 'zod';
import { isReservedSubject } from '../../shared/http/authorization-contract.ts';
import { route, type Routes } from '../../shared/http/route.ts';
import {
  cursor,
  decimal,
  externalId,
  instant,
  model,
  mustBe,
  name,
  nextCursor,
  pageSize,
  provider,
  text,
  timestamp,
  uuid,
} from '../../shared/http/schemas.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys/contract.ts';
import { archive, getRetention, retentionDays } from './retention/contract.ts';
import { createBaseline, endBaseline, listBaselines, warnings } from './baselines/contract.ts';
import { producerRoutes } from './producers/contract.ts';
import { voidRoutes } from './voids/contract.ts';

const tag = 'Organizations';
const organizationName = name(1, 200).meta({ example: 'Initech' });

const timeZone = z
  .string(mustBe('a string'))
  .refine(isTimeZone, mustBe('an IANA time zone such as Europe/Berlin, or UTC'))
  .meta({ description: 'IANA time zone; its days are the reporting days.', example: 'Europe/Berlin' });

const reviewThreshold = z
  .string(mustBe('a decimal string such as "1.00"'))
  .regex(/^\d{1,8}(\.\d{1,12})?$/, mustBe('a decimal string, not negative: up to 8 digits and 12 decimals'))
  .meta({ description: 'An execution that costs more (in dollars) is flagged for review.', example: '1.00' });

const actualCostSource = z.enum(['price_book', 'provider'], mustBe('price_book or provider')).meta({
  description:
    'provider: where there is no price, what the provider reports in US dollars is the actual cost, and shown as such.',
});

const keepDescriptions = z.boolean(mustBe('true or false')).meta({
  description:
    'Whether descriptions of tasks are kept, redacted and without code. Holds for messages received from a minute later on.',
});
const keepErrorMessages = z.boolean(mustBe('true or false')).meta({
  description:
    'Whether error messages are kept, redacted and without code. Otherwise their class alone is: kind, HTTP status, exception. ' +
    'Holds for messages received from a minute later on.',
});
const figuresByPerson = z.boolean(mustBe('true or false')).meta({
  description:
    'Whether lists, explanations and exports of executions tell `user_id`, by which they can be put together by person. ' +
    'What somebody asks of their own data has it in any case.',
});

export const role = z.enum(['viewer', 'admin'], mustBe('viewer or admin')).meta({
  description: 'A viewer reads; an admin also manages the organization, its members and contracts.',
});

export const organization = z.object({
  id: uuid,
  name: z.string().meta({ example: 'Initech' }),
  time_zone: z.string(),
  currency: z.literal('USD'),
  retention_days: z.int(),
  review_threshold: decimal,
  actual_cost_source: actualCostSource,
  keep_descriptions: keepDescriptions,
  keep_error_messages: keepErrorMessages,
  figures_by_person: figuresByPerson,
  archive,
  baseline: z
    .object({
      provider,
      model: model.nullable(),
      effective_date: timestamp.nullable().meta({ description: 'Null: from the beginning.' }),
    })
    .meta({ description: 'What the organization would use without routing, the latest one.' }),
  role: role
    .nullable()
    .meta({ description: "The caller's own role; null for an operator who is not a member." }),
  created_at: timestamp,
  updated_at: timestamp,
});

const byId = z.object({ id: uuid });

export const createOrganization = route({
  method: 'POST',
  path: '/api/v1/organizations',
  operationId: 'createOrganization',
  summary: 'Create an organization (operators)',
  tag,
  body: z.strictObject({
    name: organizationName,
    time_zone: timeZone.default('UTC'),
    retention_days: retentionDays.default(90),
    review_threshold: reviewThreshold.default('1.00'),
    actual_cost_source: actualCostSource.default('price_book'),
    keep_descriptions: keepDescriptions.default(false),
    keep_error_messages: keepErrorMessages.default(false),
    figures_by_person: figuresByPerson.default(false),
    archive: archive.default('off'),
    baseline: z
      .strictObject({ provider, model: model.optional() })
      .meta({ description: 'Holds from the beginning of time until it is replaced.' }),
  }),
  status: 201,
  result: organization.extend({ warnings }),
});

export const listOrganizations = route({
  method: 'GET',
  path: '/api/v1/organizations',
  operationId: 'listOrganizations',
  summary: "The caller's organizations; all of them for an operator",
  tag,
  query: z.strictObject({ limit: pageSize, cursor: cursor.optional() }),
  status: 200,
  result: z.object({ organizations: z.array(organization), next_cursor: nextCursor }),
});

export const getOrganization = route({
  method: 'GET',
  path: '/api/v1/organizations/{id}',
  operationId: 'getOrganization',
  summary: 'One organization (members and operators)',
  tag,
  pathParameters: byId,
  status: 200,
  result: organization,
});

export const updateOrganization = route({
  method: 'PATCH',
  path: '/api/v1/organizations/{id}',
  operationId: 'updateOrganization',
  summary: 'Change an organization (its admins, and operators)',
  description:
    'Fields that are not given stay as they are. The time zone cannot change once there are executions, because ' +
    'their totals are kept by its days: that answers 409. A baseline that begins in the past re-prices what is stored ' +
    'from then on; `recalculation_id` names that work, of which `GET /api/v1/recalculations/{id}` tells more.',
  tag,
  pathParameters: byId,
  body: z
    .strictObject({
      name: organizationName.optional(),
      time_zone: timeZone.optional(),
      retention_days: retentionDays.optional(),
      review_threshold: reviewThreshold.optional(),
      actual_cost_source: actualCostSource.optional(),
      keep_descriptions: keepDescriptions.optional(),
      keep_error_messages: keepErrorMessages.optional(),
      figures_by_person: figuresByPerson.optional(),
      archive: archive.optional(),
      baseline: z
        .strictObject({
          provider,
          model: model.optional(),
          effective_date: instant.optional().meta({
            description: "When it takes effect: now if omitted; must be after the current baseline's start.",
            example: '2026-02-01',
          }),
        })
        .optional(),
    })
    .refine((changes) => Object.keys(changes).length > 0, {
      error:
        'must change at least one of name, time_zone, retention_days, review_threshold, actual_cost_source, ' +
        'keep_descriptions, keep_error_messages, figures_by_person, archive, baseline',
    }),
  status: 200,
  result: organization.extend({
    recalculation_id: uuid
      .nullable()
      .meta({ description: 'Null: nothing stored is priced or compared differently.' }),
    warnings,
  }),
});

const subject = text(1, 255).meta({ description: "The member's `sub` claim.", example: 'alice' });
const member = z.object({ id: uuid, subject });
/** Whoever is added is told from others by sight. */
const newMember = z.object({
  id: uuid,
  subject: name(1, 255)
    .refine(
      (value) => !isReservedSubject(value),
      mustBe('the subject of a person, not of an API key or a job'),
    )
    .meta({ description: "The member's `sub` claim.", example: 'alice' }),
});

const linkedUsers = z.int().meta({
  description: 'By how many external ids messages name the member, as far as an admin has said so.',
});

export const listMembers = route({
  method: 'GET',
  path: '/api/v1/organizations/{id}/members',
  operationId: 'listMembers',
  summary: 'Who is in an organization, by subject (members and operators)',
  tag,
  pathParameters: byId,
  query: z.strictObject({ limit: pageSize, cursor: cursor.optional() }),
  status: 200,
  result: z.object({
    members: z.array(
      z.object({
        subject,
        role,
        is_caller: z.boolean().meta({ description: 'Whether it is the caller.' }),
        created_by: z.string().meta({ description: 'The subject who added it.' }),
        created_at: timestamp,
        linked_users: linkedUsers,
      }),
    ),
    next_cursor: nextCursor,
  }),
});

export const putMember = route({
  method: 'PUT',
  path: '/api/v1/organizations/{id}/members/{subject}',
  operationId: 'putMember',
  summary: 'Add a member or change its role (admins, and operators; people only)',
  description:
    'Repeating it changes nothing. The last admin cannot become a viewer, except by an operator: 409. `user_id` links the ' +
    'member to what messages call them, so that they can export and erase their own data; those linked before stay, and ' +
    'null unlinks them all. Only its keyed hash is stored. An external id of another member answers 409.',
  tag,
  pathParameters: newMember,
  body: z.strictObject({ role, user_id: externalId.nullable().optional() }),
  status: 200,
  result: z.object({ organization_id: uuid, subject: z.string(), role, linked_users: linkedUsers }),
});

export const deleteMember = route({
  method: 'DELETE',
  path: '/api/v1/organizations/{id}/members/{subject}',
  operationId: 'deleteMember',
  summary: 'Remove a member (admins, and operators; people only)',
  description: 'The last admin can only be removed by an operator: 409.',
  tag,
  pathParameters: member,
  status: 204,
});

export const routes = {
  createOrganization,
  listOrganizations,
  getOrganization,
  updateOrganization,
  getRetention,
  listBaselines,
  createBaseline,
  endBaseline,
  listMembers,
  putMember,
  deleteMember,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  ...producerRoutes,
  ...voidRoutes,
} satisfies Routes;

/** Offsets and abbreviations are left out: JavaScript and PostgreSQL read them differently. */
function isTimeZone(zone: string): boolean {
  if (zone !== 'UTC' && !zone.includes('/')) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
