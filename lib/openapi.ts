import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import * as z from 'zod';
import { API_SCOPE } from '../shared/http/authorization-contract.ts';
import type { Route } from '../shared/http/route.ts';
import packageJson from '../package.json' with { type: 'json' };
import { problemDetails } from '../shared/http/problem-contract.ts';
import { allRoutes } from './routes.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemDetails } },
});

const responses = {
  invalidRequest: problem('The request is not valid; `errors` names each invalid value and what is allowed.'),
  unauthorized: {
    description:
      'Nobody: the access token or API key is missing, has ended or does not count; `detail` says why. Without the header ' +
      'API Gateway answers itself, as `{"message":"Unauthorized"}`.',
    content: {
      'application/problem+json': { schema: problemDetails },
      'application/json': { schema: z.object({ message: z.literal('Unauthorized') }) },
    },
  },
  forbidden: problem('The caller may not do this.'),
  notFound: problem('There is no such thing, or the caller may not see it: the answer is the same.'),
  conflict: problem('Conflicts with the current state.'),
  tooLarge: problem('The body is larger than 1,000,000 bytes; it is not looked at.'),
  notJson: problem('The body is not declared as JSON.'),
  tooManyRequests: {
    description:
      'More at once, or more in this minute of the clock, than a person, an API key or an organization may ask; `detail` names ' +
      'the limit, `retry-after` says when to try again. Where all together ask more than the stage allows, API Gateway answers ' +
      'itself, as `{"message":"Too Many Requests"}` without `retry-after`.',
    headers: {
      'retry-after': { description: 'In so many seconds.', schema: { type: 'integer' as const, minimum: 1 } },
    },
    content: {
      'application/problem+json': { schema: problemDetails },
      'application/json': { schema: z.object({ message: z.literal('Too Many Requests') }) },
    },
  },
  internal: problem('Something went wrong; `instance` identifies the request in the logs.'),
  unavailable: problem('Not available at the moment; `retry-after` says when to try again.'),
};

const reference = (name: keyof typeof responses) => ({ $ref: `#/components/responses/${name}` as const });

/** The description of the API, OpenAPI 3.1, from the contracts that its functions validate with. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of allRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Payback',
      version: packageJson.version,
      description:
        'What AI coding work cost, and what routing it between providers saved. Dates are inclusive reporting days ' +
        'of the organization; amounts are in its currency.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            `A person's OAuth 2.0 access token with the scope ${API_SCOPE.name} (a JWT of the user pool; ID tokens do not count), or ` +
            "a program's API key of one organization (`pbk_…`, made by `POST /api/v1/organizations/{id}/api-keys`).",
        },
      },
      schemas: { Problem: problemDetails },
      responses,
    },
  });
}

function operation(route: Route): ZodOpenApiOperationObject {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    ...(route.public ? { security: [] } : {}),
    ...(route.pathParameters || route.query
      ? {
          requestParams: {
            ...(route.pathParameters ? { path: route.pathParameters } : {}),
            ...(route.query ? { query: route.query } : {}),
          },
        }
      : {}),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }
      : {}),
    responses: {
      [route.status]: {
        description: route.summary,
        ...(route.result || route.files ? { content: contentOf(route) } : {}),
      },
      ...(route.elsewhere === undefined ? {} : { 303: seeOther(route.elsewhere) }),
      ...(route.method === 'GET' && route.result
        ? { 304: { description: 'Unchanged since the ETag in `if-none-match`.' } }
        : {}),
      ...(route.public ? {} : tokenResponses(route)),
      ...(route.body ? { 413: reference('tooLarge'), 415: reference('notJson') } : {}),
      429: reference('tooManyRequests'),
      500: reference('internal'),
      503: reference('unavailable'),
    },
  };
}

const contentOf = ({ result, files = {} }: Route): ZodOpenApiContentObject => ({
  ...(result ? { 'application/json': { schema: result } } : {}),
  ...Object.fromEntries(
    Object.entries(files).map(([mediaType, description]) => [
      mediaType,
      { schema: { contentMediaType: mediaType, description } },
    ]),
  ),
});

const seeOther = (description: string) => ({
  description,
  headers: { location: { required: true, schema: { type: 'string' as const, format: 'uri' } } },
});

const tokenResponses = (route: Route) => ({
  400: reference('invalidRequest'),
  401: reference('unauthorized'),
  ...(route.method !== 'GET' || route.refuses?.includes('forbidden') ? { 403: reference('forbidden') } : {}),
  ...(route.method !== 'GET' || route.refuses?.includes('conflict') ? { 409: reference('conflict') } : {}),
  404: reference('notFound'),
});
