/**
 * When the retention job runs, every day, UTC: first it decides which days are no longer kept, and half an hour later, when ingest
 * takes nothing for them any more, it deletes them.
 */
export const RETENTION_HOUR = 2;
export const RETENTION_MINUTES = { decides: 5, deletes: 35 } as const;
