import type * as z from 'zod';
import { shownPrefix } from '../../../shared/api-keys/api-key.ts';
import type { InsertApiKeyRow } from './api-keys.statement.ts';
import { storedScopes, type apiKey } from './contract.ts';

export const presentKey = (row: InsertApiKeyRow): z.input<typeof apiKey> => ({
  ...row,
  prefix: shownPrefix(row.id),
  scopes: storedScopes.parse(row.scopes),
});
