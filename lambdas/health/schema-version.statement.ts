// Generated from schema-version.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface SchemaVersionRow {
  readonly name: string;
}

export const schemaVersion = statement<SchemaVersionRow>()({
  name: 'lambdas/health/schema-version.sql schema_version',
  parameters: {},
  notNull: ['name'],
  text: `select name from schema_migrations order by id desc limit 1`,
});
