import * as z from 'zod';
import { route, type Routes } from '../../shared/http/route.ts';

const tag = 'Service';

export const health = z.object({
  status: z.literal('ok'),
  version: z.string().meta({ example: '0.1.0' }),
  database: z.literal('ok'),
  schema: z.string().meta({ description: 'The latest migration applied.', example: '0006_access' }),
});

export const getHealth = route({
  method: 'GET',
  path: '/api/v1/health',
  operationId: 'getHealth',
  summary: 'Whether the service can answer',
  description: '503 while the database cannot be reached within two seconds.',
  tag,
  public: true,
  status: 200,
  result: health,
});

export const getOpenApi = route({
  method: 'GET',
  path: '/api/v1/openapi.json',
  operationId: 'getOpenApi',
  summary: 'This description of the API, OpenAPI 3.1',
  tag,
  public: true,
  status: 200,
  result: z.record(z.string(), z.unknown()),
});

export const routes = { getHealth, getOpenApi } satisfies Routes;
