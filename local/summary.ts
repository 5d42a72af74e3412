import path from 'node:path';
import { DEMO_SUBJECT } from './demo/organization.ts';
import type { Demo } from './demo/start-demo.ts';
import type { LocalEndpoints } from './endpoints.ts';

/** What to know once everything runs, and the first commands to try. */
export function summary(
  endpoints: LocalEndpoints,
  dataDirectory: string,
  demo: Pick<Demo, 'organizationId' | 'firstDay'> | undefined,
): string {
  const relative = path.relative('', dataDirectory);
  const shown = relative.startsWith('..') ? dataDirectory : relative || '.';
  const dataDir = shown === '.payback' ? '' : ` --data-dir ${shown}`;
  return `
Payback runs. Ctrl-C stops it; the data stays in ${shown}.

  API          ${endpoints.api_url}/api/v1   (described by ${endpoints.api_url}/api/v1/openapi.json)
  Queue        ${endpoints.queue_url}
  Dead letters ${endpoints.dead_letter_queue_url}
  Database     ${endpoints.database_url}
  Logs         ${path.join(shown, 'logs')}
${demo === undefined ? '' : demoSummary(endpoints, dataDir, demo)}
In another terminal, as an operator:

  TOKEN=$(npm run --silent token -- --subject alice --operator${dataDir})
  curl -H "authorization: Bearer $TOKEN" ${endpoints.api_url}/api/v1/organizations

Send a message (any SQS client will do, with any credentials):

  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws sqs send-message --region us-east-1 \\
    --endpoint-url ${endpoints.sqs_endpoint} --queue-url ${endpoints.queue_url} --message-body file://message.json
`;
}

function demoSummary(
  endpoints: LocalEndpoints,
  dataDir: string,
  { organizationId, firstDay }: Pick<Demo, 'organizationId' | 'firstDay'>,
): string {
  return `  Demo         organization ${organizationId}, to which a simulated routing service keeps sending

In another terminal, what the demo organization has saved:

  TOKEN=$(npm run --silent token -- --subject ${DEMO_SUBJECT}${dataDir})
  curl -H "authorization: Bearer $TOKEN" "${endpoints.api_url}/api/v1/analytics/savings/summary\
?organization_id=${organizationId}&start_date=${firstDay}&period=month"
`;
}
