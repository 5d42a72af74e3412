/** What functions read of their environment as soon as they are loaded, of all of them together. */
export const functionEnvironment = (name: string): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'eu-west-1',
  POWERTOOLS_SERVICE_NAME: name,
  ARCHIVE_BUCKET: 'archive',
  AUDIT_LOG_DAYS: '400',
  CLIENT_IDS: 'dashboard',
  ISSUER_URL: 'https://issuer.example',
  TOMBSTONES_BUCKET: 'tombstones',
  PRODUCERS_ENFORCED: 'true',
  DASHBOARD_URL: 'https://dashboard.example',
  FILES_BUCKET: 'files',
  RECALCULATE_FUNCTION: 'recalculate',
  REGISTRY_FUNCTION: 'registry',
  WATCH_FUNCTION: 'watch',
  WEBSOCKET_URL: 'wss://live.example',
});
