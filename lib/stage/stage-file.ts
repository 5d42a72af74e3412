import * as z from 'zod';
import {
  capacityUnits,
  certificateArn,
  domainName,
  edgeCertificateArn,
  edgeWebAclArn,
  emailAddress,
  flag,
  httpsUrl,
  listOf,
  nonEmptyText,
  objectUrl,
  oneOf,
  providerName,
  roleArn,
  routeTableId,
  secretArn,
  section,
  subnetId,
  vpcId,
  whole,
  wholeOrNull,
  zoneName,
} from './values.ts';

const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const perSubject = section({
  person: whole(1, 1_000_000).exactOptional(),
  organization: whole(1, 1_000_000).exactOptional(),
});

const database = section({
  capacity: section({ min: capacityUnits(0), max: capacityUnits(1) })
    .refine(({ min, max }) => min <= max, { path: ['min'], error: 'must not be more than capacity.max' })
    .exactOptional()
    .describe(
      'Aurora capacity units, about 2 GiB of memory each. With a minimum of 0 an idle database pauses.',
    ),
  readers: whole(0, 15)
    .exactOptional()
    .describe('Further instances: they serve the read API, and the first takes over when the writer fails.'),
  proxy: flag
    .exactOptional()
    .describe(
      'RDS Proxy between functions and database: bounds connections whatever the number of functions.',
    ),
  storage: oneOf('aurora', 'aurora-iopt1')
    .exactOptional()
    .describe(
      'aurora-iopt1 charges no I/O and more for the rest: cheaper where I/O is a quarter of the bill.',
    ),
  backupDays: whole(1, 35)
    .exactOptional()
    .describe('How far back the database can be restored to any second.'),
});

const existingVpc = section({
  id: vpcId,
  subnets: listOf(section({ id: subnetId, zone: zoneName, routeTable: routeTableId }))
    .min(2, { error: 'must have subnets of at least two zones' })
    .refine((subnets) => new Set(subnets.map(({ zone }) => zone)).size >= 2, {
      error: 'must have subnets of at least two zones',
    }),
  endpoints: oneOf('create', 'existing').describe(
    'Whether the ways to Secrets Manager (interface, with private DNS) and S3 (gateway) are to be made.',
  ),
}).describe('A network that is there already, instead of one of its own.');

const signIn = z
  .discriminatedUnion(
    'type',
    [
      section({
        type: z.literal('saml'),
        name: providerName,
        metadataUrl: httpsUrl,
        emailAttribute: nonEmptyText.exactOptional(),
        localAccounts: flag.exactOptional(),
      }),
      section({
        type: z.literal('oidc'),
        name: providerName,
        issuerUrl: httpsUrl,
        clientId: nonEmptyText,
        clientSecretArn: secretArn,
        localAccounts: flag.exactOptional(),
      }),
    ],
    { error: 'must be an object whose type is saml or oidc' },
  )
  .describe('Who signs people in. With localAccounts, accounts of the user pool can sign in as well.');

const ingest = section({
  batchSize: whole(10, 10_000).exactOptional().describe('Most messages that a call gets.'),
  windowSeconds: whole(1, 300)
    .exactOptional()
    .describe('How long a batch may gather: figures are later by as much, and calls are fewer.'),
  concurrency: whole(2, 1_000)
    .exactOptional()
    .describe('Most calls that read the queue at once; each holds up to three connections.'),
  reserved: wholeOrNull(2, 1_000)
    .exactOptional()
    .describe('Calls that the account keeps free for ingest, at least `concurrency`; null for none.'),
});

/** What an installation may set of a stage: a file in JSON, in which everything may be missing. */
export const stageFile = section({
  $schema: z.string().exactOptional(),
  protected: flag
    .exactOptional()
    .describe('Deletion protection, and what holds data or identities outlives its stack.'),
  database: database.exactOptional(),
  network: section({
    secretsEndpointZones: whole(1, 2)
      .exactOptional()
      .describe('Zones with an endpoint for Secrets Manager; each costs about 7.30 USD a month.'),
    vpc: existingVpc.exactOptional(),
  }).exactOptional(),
  domain: section({
    dashboard: section({ name: domainName, certificateArn: edgeCertificateArn }).exactOptional(),
    api: section({ name: domainName, certificateArn }).exactOptional(),
    minimumTls: oneOf('TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025')
      .exactOptional()
      .describe('Of the dashboard; that of the API is TLS 1.2.'),
  })
    .refine(({ dashboard, minimumTls }) => dashboard !== undefined || minimumTls === undefined, {
      path: ['minimumTls'],
      error: 'needs domain.dashboard: of its own name CloudFront decides itself',
    })
    .exactOptional(),
  firewall: section({ webAclArn: edgeWebAclArn })
    .exactOptional()
    .describe('A web ACL of AWS WAF in front of the dashboard and of the API by way of it.'),
  alarms: section({
    emails: listOf(emailAddress).exactOptional(),
    webhooks: listOf(httpsUrl).exactOptional(),
  })
    .exactOptional()
    .describe('Who is told of alarms. Each address has to confirm once.'),
  producers: section({
    roleArns: listOf(roleArn).exactOptional().describe('Roles that may send executions to the queue.'),
    enforced: flag
      .exactOptional()
      .describe('New organizations take executions of registered producers alone; else from their first on.'),
  }).exactOptional(),
  signIn: signIn.exactOptional(),
  ingest: ingest.exactOptional(),
  liveUpdates: flag
    .exactOptional()
    .describe('Dashboards are told when figures change; without, they ask every 30 seconds.'),
  canary: flag
    .exactOptional()
    .describe('New code gets a tenth of the calls for ten minutes, and goes when alarms are raised.'),
  tracing: flag.exactOptional().describe('X-Ray.'),
  detailedMetrics: flag
    .exactOptional()
    .describe('Metrics of each route of the API: about 300 of them, at 0.30 USD a month each.'),
  limits: section({
    requests: perSubject.exactOptional(),
    requests_per_minute: perSubject.exactOptional(),
    what_ifs: perSubject.exactOptional(),
    exports: perSubject.exactOptional(),
  })
    .exactOptional()
    .describe(
      'What a person (or an API key) and an organization may have running at once and ask in a minute.',
    ),
  throttle: section({
    requestsPerSecond: whole(1, 10_000).exactOptional(),
    burst: whole(1, 5_000).exactOptional(),
  })
    .exactOptional()
    .describe('Of all requests together.'),
  logDays: z
    .literal(RETENTION_DAYS, { error: `must be one of ${RETENTION_DAYS.join(', ')}` })
    .exactOptional()
    .describe('How long logs are kept.'),
  auditLogDays: whole(366, 36_500).exactOptional().describe('How long an entry of the audit log is kept.'),
  userHashSecretArn: secretArn
    .exactOptional()
    .describe(
      'Of a cell: the secret of user hashes of the stage that organizations move from, so that their users stay who they are. Only before the first deployment.',
    ),
  priceFeedUrl: objectUrl
    .exactOptional()
    .describe('List prices in the JSON of genai-prices, version 2; else those of the package.'),
  priceListUrl: objectUrl.exactOptional().describe("A second source: LiteLLM's list."),
});

export type StageFile = z.infer<typeof stageFile>;
