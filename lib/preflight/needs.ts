import * as z from 'zod';

/** What a stage asks of an account and a region, read from its templates. */
export interface Needs {
  readonly stage: string;
  readonly stacks: readonly string[];
  /** Least version of the CDK's bootstrap stack. */
  readonly bootstrapVersion: number;
  readonly engineVersion: string;
  readonly clusterName: string;
  readonly databaseInstances: number;
  readonly vpcs: number;
  /** Concurrent executions of Lambda that are set aside for functions of the stage. */
  readonly reservedConcurrency: number;
  /** Of a Cognito domain, with the account's id in the place of `<account>`. */
  readonly domainPrefix: string | undefined;
}

/** As the CDK gives it. */
export interface SynthesizedStack {
  readonly stackName: string;
  readonly template: unknown;
}

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Rules: z.object({ CheckBootstrapVersion: z.unknown() }).partial().optional(),
});
const bootstrapRule = z.object({
  Assertions: z.tuple([
    z.object({
      Assert: z.object({
        'Fn::Not': z.tuple([z.object({ 'Fn::Contains': z.tuple([z.array(z.string()), z.unknown()]) })]),
      }),
    }),
  ]),
});
const clusterSchema = z.object({ EngineVersion: z.string(), DBClusterIdentifier: z.string() });
const functionSchema = z.object({ ReservedConcurrentExecutions: z.number().default(0) });
const ACCOUNT_AND_REGION: Readonly<Record<string, string>> = {
  'AWS::AccountId': '<account>',
  'AWS::Region': '<region>',
};
const textSchema = z.union([
  z.string(),
  z.object({ Ref: z.string() }).transform(({ Ref }) => ACCOUNT_AND_REGION[Ref] ?? `<${Ref}>`),
]);
const domainSchema = z.object({
  Domain: z.union([
    textSchema,
    z
      .object({ 'Fn::Join': z.tuple([z.string(), z.array(textSchema)]) })
      .transform(({ 'Fn::Join': [separator, parts] }) => parts.join(separator)),
  ]),
  CustomDomainConfig: z.unknown().optional(),
});

/** @throws ZodError when the stacks are not those of a stage */
export function needsOf(stage: string, stacks: readonly SynthesizedStack[]): Needs {
  const templates = stacks.map(({ template }) => templateSchema.parse(template));
  const ofType = (type: string) =>
    templates.flatMap(({ Resources }) =>
      Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : [])),
    );
  const { EngineVersion: engineVersion, DBClusterIdentifier: clusterName } = clusterSchema.parse(
    ofType('AWS::RDS::DBCluster')[0],
  );
  const prefixes = ofType('AWS::Cognito::UserPoolDomain')
    .map((properties) => domainSchema.parse(properties))
    .filter(({ CustomDomainConfig }) => CustomDomainConfig === undefined);
  return {
    stage,
    stacks: stacks.map(({ stackName }) => stackName),
    bootstrapVersion: Math.max(...templates.map(({ Rules }) => leastBootstrap(Rules?.CheckBootstrapVersion))),
    engineVersion,
    clusterName,
    databaseInstances: ofType('AWS::RDS::DBInstance').length,
    vpcs: ofType('AWS::EC2::VPC').length,
    reservedConcurrency: ofType('AWS::Lambda::Function').reduce(
      (sum, properties) => sum + functionSchema.parse(properties).ReservedConcurrentExecutions,
      0,
    ),
    domainPrefix: prefixes[0]?.Domain,
  };
}

/** The rule lists the versions that are too old. */
function leastBootstrap(rule: unknown): number {
  if (rule === undefined) return 0;
  const [{ Assert }] = bootstrapRule.parse(rule).Assertions;
  const [tooOld] = Assert['Fn::Not'][0]['Fn::Contains'];
  return Math.max(...tooOld.map(Number)) + 1;
}
