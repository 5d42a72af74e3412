import type { Needs } from './needs.ts';

interface Quota {
  readonly used: number;
  readonly most: number;
}

/** What is asked of an account in one region. */
export interface Account {
  region(): Promise<string>;
  id(): Promise<string>;
  /** Undefined when there is none of that name. */
  stack(
    name: string,
  ): Promise<
    { readonly status: string; readonly outputs: Readonly<Record<string, string | undefined>> } | undefined
  >;
  /** In how many zones Aurora Serverless v2 runs that version; none where the region lacks it. */
  serverlessVersions(engineVersion: string): Promise<{ readonly zones: number }>;
  hasCluster(name: string): Promise<boolean>;
  databaseQuotas(): Promise<ReadonlyMap<string, Quota>>;
  vpcs(): Promise<Quota>;
  concurrency(): Promise<{ readonly most: number; readonly unreserved: number }>;
  hasDomain(prefix: string): Promise<boolean>;
}

export interface Finding {
  readonly check: string;
  /** `unknown`: the account did not answer, most often because the caller may not ask. */
  readonly status: 'ok' | 'wrong' | 'unknown';
  /** What is so, and, unless all is well, what to do. */
  readonly says: string;
}

type Said = Omit<Finding, 'check'>;
const ok = (says: string): Said => ({ status: 'ok', says });
const wrong = (says: string): Said => ({ status: 'wrong', says });

/** AWS keeps so many concurrent executions unreserved. */
const UNRESERVED = 100;
/** What cannot be deployed to; the CDK itself deletes what never came to be (ROLLBACK_COMPLETE). */
const STUCK = /^(?!REVIEW_).*_(?:IN_PROGRESS|FAILED)$/;
const BOOTSTRAP_STACK = 'CDKToolkit';

/** Whether a first deployment, or the next one, will find what it needs. */
export async function preflight(needs: Needs, account: Account): Promise<Finding[]> {
  // Without them nothing else is answered either.
  const credentials = await finding('credentials', async () =>
    ok(`account ${await account.id()}, region ${await account.region()}`),
  );
  if (credentials.status !== 'ok') return [credentials];
  const deployed = await Promise.all(needs.stacks.map((name) => account.stack(name).catch(() => undefined)));
  const [data] = deployed;
  const isFirst = data === undefined || data.status === 'ROLLBACK_COMPLETE';
  const checks: [string, () => Promise<Said>][] = [
    ['CDK bootstrap', () => bootstrap(needs, account)],
    ['stacks', () => stacks(needs, account)],
    ['PostgreSQL', () => postgres(needs, account)],
    ['Lambda concurrency', () => concurrency(needs, account, isFirst)],
    ...(isFirst
      ? ([
          ['database quota', () => databases(needs, account)],
          ['VPC quota', () => vpcs(needs, account)],
          ['database name', () => clusterName(needs, account)],
          ['sign-in domain', () => domain(needs, account)],
        ] satisfies [string, () => Promise<Said>][])
      : []),
  ];
  return [credentials, ...(await Promise.all(checks.map(([check, ask]) => finding(check, ask))))];
}

const finding = async (check: string, ask: () => Promise<Said>): Promise<Finding> => ({
  check,
  ...(await ask().catch(unknown)),
});

const unknown = (error: unknown): Said => ({
  status: 'unknown',
  says: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
});

async function bootstrap({ bootstrapVersion: least }: Needs, account: Account): Promise<Said> {
  const where = `aws://${await account.id()}/${await account.region()}`;
  const stack = await account.stack(BOOTSTRAP_STACK);
  if (stack === undefined) return wrong(`not bootstrapped: npx cdk bootstrap ${where}`);
  const version = Number(stack.outputs['BootstrapVersion'] ?? 0);
  if (version < least) {
    return wrong(`version ${version}, and at least ${least} is needed: npx cdk bootstrap ${where}`);
  }
  return ok(`version ${version}`);
}

async function stacks(needs: Needs, account: Account): Promise<Said> {
  const found = await Promise.all(
    needs.stacks.map(async (name) => ({ name, status: (await account.stack(name))?.status })),
  );
  const stuck = found.find(({ status = '' }) => STUCK.test(status));
  if (stuck) {
    return wrong(`${stuck.name} is ${stuck.status}: wait for it, or see its events in CloudFormation`);
  }
  return ok(found.map(({ name, status = 'not there yet' }) => `${name} ${status}`).join(', '));
}

async function postgres({ engineVersion }: Needs, account: Account): Promise<Said> {
  const { zones } = await account.serverlessVersions(engineVersion);
  if (zones === 0) {
    return wrong(
      `this region has no Aurora Serverless v2 with PostgreSQL ${engineVersion}: choose another region, or the version of lib/data/cluster.ts`,
    );
  }
  if (zones < 2) return wrong(`Aurora PostgreSQL ${engineVersion} in one zone only, two are needed`);
  return ok(`Aurora Serverless v2 with PostgreSQL ${engineVersion} in ${zones} zones`);
}

async function concurrency(
  { reservedConcurrency, stage }: Needs,
  account: Account,
  isFirst: boolean,
): Promise<Said> {
  const { most, unreserved } = await account.concurrency();
  const left = unreserved - (isFirst ? reservedConcurrency : 0);
  if (reservedConcurrency > 0 && left < UNRESERVED) {
    return wrong(
      `${most} at once, ${unreserved} unreserved; ${stage} reserves ${reservedConcurrency} and AWS keeps ${UNRESERVED}: ` +
        'ask AWS for more (Service Quotas, Lambda, concurrent executions), or set ingest.reserved to null in stages/<stage>.json',
    );
  }
  if (most < UNRESERVED) {
    return wrong(
      `${most} at once, as new accounts have: people at the dashboard would be refused; ask AWS for 1,000 (Service Quotas, Lambda, concurrent executions)`,
    );
  }
  return ok(`${most} at once, ${unreserved} unreserved, ${reservedConcurrency} of them for ${stage}`);
}

async function databases({ databaseInstances }: Needs, account: Account): Promise<Said> {
  const quotas = await account.databaseQuotas();
  const said = [
    { name: 'DBClusters', label: 'clusters', more: 1 },
    { name: 'DBInstances', label: 'instances', more: databaseInstances },
  ].map(({ name, label, more }) => {
    const { used, most } = quotas.get(name) ?? { used: 0, most: 0 };
    return { fits: used + more <= most, says: `${used} of ${most} ${label}, ${more} more` };
  });
  const says = said.map((one) => one.says).join('; ');
  return said.every(({ fits }) => fits)
    ? ok(says)
    : wrong(`${says}: ask AWS for more (Service Quotas, Amazon RDS)`);
}

async function vpcs({ vpcs: more }: Needs, account: Account): Promise<Said> {
  if (more === 0) return ok('an existing one is used');
  const { used, most } = await account.vpcs();
  const says = `${used} of ${most}, ${more} more`;
  return used + more <= most ? ok(says) : wrong(`${says}: ask AWS for more (Service Quotas, Amazon VPC)`);
}

async function clusterName({ clusterName: name }: Needs, account: Account): Promise<Said> {
  return (await account.hasCluster(name))
    ? wrong(`a cluster ${name} exists already, and is not of this stack: rename or delete it`)
    : ok(`${name} is free`);
}

async function domain({ domainPrefix }: Needs, account: Account): Promise<Said> {
  if (domainPrefix === undefined) return ok('a domain of its own');
  const prefix = domainPrefix
    .replace('<account>', await account.id())
    .replace('<region>', await account.region());
  return (await account.hasDomain(prefix))
    ? wrong(`${prefix} is taken, most likely by a user pool that outlived its stack: delete its domain`)
    : ok(`${prefix} is free`);
}
