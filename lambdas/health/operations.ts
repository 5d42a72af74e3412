import * as z from 'zod';
import openApi from '../../docs/openapi.json' with { type: 'json' };
import type { Database } from '../../shared/database/database.ts';
import { operation, type Operations } from '../../shared/http/operation.ts';
import { getOpenApi, type routes } from './contract.ts';
import { healthOperation } from './health.ts';

const LONGEST_WAIT = 2_000;

const document = z.looseObject({ info: z.object({ version: z.string() }) }).parse(openApi);

export function healthOperations(database: Database): Operations<typeof routes> {
  return {
    getHealth: healthOperation(database, document.info.version, LONGEST_WAIT),
    getOpenApi: operation(getOpenApi, () => Promise.resolve(document)),
  };
}
