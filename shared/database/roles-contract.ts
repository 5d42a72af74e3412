/** As whom functions log in. What each may do: sql/functions/99_rights.sql. */
export const LOGIN_ROLES = [
  'payback_api',
  'payback_ingest',
  'payback_rollup',
  'payback_pricing',
  'payback_feed',
  'payback_live',
  'payback_upkeep',
  'payback_operations',
] as const;

export type LoginRole = (typeof LOGIN_ROLES)[number];

/** The variable in which the migration finds the ARN of a role's secret: INGEST_SECRET_ARN of payback_ingest. */
export const secretVariable = (role: LoginRole): string =>
  `${role.replace('payback_', '').toUpperCase()}_SECRET_ARN`;
