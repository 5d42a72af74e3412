import path from 'node:path';
import { DEMO_SUBJECT } from './demo/organization.ts';
import type { Demo } from './demo/start-demo.ts';
import type { LocalEndpoints } from './endpoints.ts';
import { sampleMessage } from './sqs/sample-message.ts';

type ShownDemo = Pick<Demo, 'organizationId' | 'firstDay'>;

/** What to know once everything runs, and the first commands to try. */
export function summary(
  endpoints: LocalEndpoints,
  dataDirectory: string,
  demo: ShownDemo | undefined,
): string {
  const relative = path.relative('', dataDirectory);
  const shown = relative.startsWith('..') ? dataDirectory : relative || '.';
  const dataDir = shown === '.payback' ? '' : ` --data-dir ${shown}`;
  const demoLine =
    demo &&
    `  Demo          organization ${demo.organizationId}, to which a simulated routing service keeps sending\n`;
  return `
Payback runs. Ctrl-C stops it; the data stays in ${shown}.

  Dashboard     ${endpoints.dashboard_url}
  API           ${endpoints.api_url}/api/v1   (described by ${endpoints.api_url}/api/v1/openapi.json)
  Queue         ${endpoints.queue_url}
  Dead letters  ${endpoints.dead_letter_queue_url}
  Database      ${endpoints.database_url}
  Logs          ${path.join(shown, 'logs')}
${demoLine ?? ''}
${demo ? demoSteps(endpoints, dataDir, demo) : firstSteps(endpoints, dataDir)}`;
}

const AUTHORIZED = 'curl -sH "authorization: Bearer $TOKEN"';

function demoSteps(
  endpoints: LocalEndpoints,
  dataDir: string,
  { organizationId, firstDay }: ShownDemo,
): string {
  const query = `organization_id=${organizationId}&start_date=${firstDay}&period=month`;
  return `In another terminal, what the demo organization has saved, and one more message of it:

  TOKEN=$(npm run --silent token -- --subject ${DEMO_SUBJECT}${dataDir})
  ${AUTHORIZED} "${endpoints.api_url}/api/v1/analytics/savings/summary?${query}"
  ${sendCommand(endpoints, organizationId)}
`;
}

function firstSteps(endpoints: LocalEndpoints, dataDir: string): string {
  const api = `${endpoints.api_url}/api/v1`;
  const json = "-H 'content-type: application/json'";
  return `In another terminal, an organization, its first member, a message of it and what it has saved:

  TOKEN=$(npm run --silent token -- --subject alice --operator${dataDir})
  ${AUTHORIZED} ${json} -d '{"name":"First","baseline":{"provider":"openai_codex","model":"gpt-5-codex"}}' ${api}/organizations
  ORGANIZATION=  # the id of the answer
  ${AUTHORIZED} ${json} -X PUT -d '{"role":"viewer"}' ${api}/organizations/$ORGANIZATION/members/alice
  ${sendCommand(endpoints, `'"$ORGANIZATION"'`)}
  ${AUTHORIZED} "${api}/analytics/savings/summary?organization_id=$ORGANIZATION"
`;
}

/** SQS as it is on the wire, for want of a client that every machine has. @param organization as the shell sees it */
function sendCommand(endpoints: LocalEndpoints, organization: string): string {
  const MessageBody = sampleMessage('ORGANIZATION', new Date());
  const body = JSON.stringify({ QueueUrl: endpoints.queue_url, MessageBody }).replace(
    'ORGANIZATION',
    organization,
  );
  const headers = `-H 'content-type: application/x-amz-json-1.0' -H 'x-amz-target: AmazonSQS.SendMessage'`;
  return `curl -s ${endpoints.sqs_endpoint} ${headers} -d '${body}'`;
}
