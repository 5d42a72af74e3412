import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { cursor, mustBe, nextCursor, pageSize, text, timestamp, uuid } from '../../../shared/http/schemas.ts';

const tag = 'Producers';

const PRINCIPAL = 'the unique id of an IAM role or user, such as AROAEXAMPLE1234567890';
/** What SQS attests as the sender of a message, without the session's name. */
const principal = z
  .string(mustBe(PRINCIPAL))
  .regex(/^A[A-Z]{3}[A-Z0-9]{12,124}$/, mustBe(`${PRINCIPAL}: neither an ARN nor a session's name`))
  .meta({
    description:
      'The unique id of the role or user that sends, without the name of a session: `aws iam get-role --role-name … --query ' +
      'Role.RoleId`, or the `SenderId` of a message, or what a rejection `producer_not_allowed` names.',
    example: 'AROAEXAMPLE1234567890',
  });

const described = {
  principal: z.string(),
  name: z.string().nullable().meta({ description: 'What people call it.', example: 'router eu-1' }),
  created_by: z.string(),
  created_at: timestamp,
};
const producer = z.object(described);

const byId = z.object({ id: uuid });
const byPrincipal = z.object({ principal });
const ofOrganization = z.object({ id: uuid, principal });
const page = z.strictObject({ limit: pageSize, cursor: cursor.optional() });
const named = z.strictObject({
  name: text(1, 200).nullable().default(null).meta({ description: 'What people call it.' }),
});

export const listProducers = route({
  method: 'GET',
  path: '/api/v1/organizations/{id}/producers',
  operationId: 'listProducers',
  summary: 'Who may send executions of an organization, and who has (members and operators)',
  description:
    'Those that an admin or an operator has registered, and those that have sent while nobody was. As long as ' +
    '`enforced` is false, everybody who may send to the queue may send for this organization.',
  tag,
  pathParameters: byId,
  query: page,
  status: 200,
  result: z.object({
    enforced: z.boolean().meta({ description: 'Whether only the registered may send.' }),
    producers: z.array(
      z.object({
        ...described,
        created_by: z.string().nullable().meta({ description: 'Null where it is not registered.' }),
        created_at: timestamp.nullable().meta({ description: 'Null where it is not registered.' }),
        registered: z.enum(['organization', 'everywhere']).nullable().meta({
          description: 'By the organization, or by an operator for all of them; null: not.',
        }),
        executions: z.int().nullable().meta({
          description: 'Stored from it, since senders are known; null for operators who are no members.',
        }),
        last_received_at: timestamp.nullable().meta({
          description: 'When the last of them was stored; null for operators who are no members.',
        }),
      }),
    ),
    next_cursor: nextCursor,
  }),
});

export const putProducer = route({
  method: 'PUT',
  path: '/api/v1/organizations/{id}/producers/{principal}',
  operationId: 'putProducer',
  summary: 'Let a principal send executions of an organization, or rename it (admins, and operators)',
  description:
    'Holds at once. With the first one, and for good, the organization takes executions of its producers and of those ' +
    'of all organizations alone, within 60 seconds; others are rejected as `producer_not_allowed`.',
  tag,
  pathParameters: ofOrganization,
  body: named,
  status: 200,
  result: producer.extend({ organization_id: uuid }),
});

export const deleteProducer = route({
  method: 'DELETE',
  path: '/api/v1/organizations/{id}/producers/{principal}',
  operationId: 'deleteProducer',
  summary: 'Stop a principal from sending executions of an organization (admins, and operators)',
  description: 'Within 60 seconds. What it has sent stays.',
  tag,
  pathParameters: ofOrganization,
  status: 204,
});

export const listSharedProducers = route({
  method: 'GET',
  path: '/api/v1/producers',
  operationId: 'listSharedProducers',
  summary: 'Who may send executions of all organizations (operators)',
  tag,
  query: page,
  status: 200,
  result: z.object({ producers: z.array(producer), next_cursor: nextCursor }),
});

export const getSharedProducer = route({
  method: 'GET',
  path: '/api/v1/producers/{principal}',
  operationId: 'getSharedProducer',
  summary: 'One of those who may send executions of all organizations (operators)',
  tag,
  pathParameters: byPrincipal,
  status: 200,
  result: producer,
});

export const putSharedProducer = route({
  method: 'PUT',
  path: '/api/v1/producers/{principal}',
  operationId: 'putSharedProducer',
  summary: 'Let a principal send executions of all organizations, or rename it (operators)',
  description: 'For a router that serves them all. It opens or closes no organization to others.',
  tag,
  pathParameters: byPrincipal,
  body: named,
  status: 200,
  result: producer,
});

export const deleteSharedProducer = route({
  method: 'DELETE',
  path: '/api/v1/producers/{principal}',
  operationId: 'deleteSharedProducer',
  summary: 'Stop a principal from sending executions of all organizations (operators)',
  description: 'Within 60 seconds. It goes on for the organizations that have registered it themselves.',
  tag,
  pathParameters: byPrincipal,
  status: 204,
});

export const producerRoutes = {
  listProducers,
  putProducer,
  deleteProducer,
  listSharedProducers,
  getSharedProducer,
  putSharedProducer,
  deleteSharedProducer,
};
