import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { routesOfSlices } from '../../lib/routes.ts';
import { ref, resourcesOf, templatesOf } from './synthesized.ts';

const RELEASED = ['authorizer', 'ingest', ...Object.keys(routesOfSlices)].toSorted();
const join = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** Name of each function by its logical id. */
const namesOf = async (stage: 'dev' | 'prod') =>
  new Map(
    resourcesOf((await templatesOf(stage)).service, 'AWS::Lambda::Function', {
      FunctionName: z.string().optional(),
    }).map(([id, { FunctionName: name = '' }]) => [id, name.replace(`payback-${stage}-`, '')]),
  );

const aliases = async () => {
  const { service } = await templatesOf('prod');
  const names = await namesOf('prod');
  return new Map(
    resourcesOf(service, 'AWS::Lambda::Alias', {
      Name: z.literal('live'),
      FunctionName: ref,
      FunctionVersion: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Version')]) }),
    }).map(([id, { FunctionName }]) => [id, names.get(FunctionName.Ref) ?? '']),
  );
};

describe('in prod, new code of the API, of who asks it and of ingest', () => {
  test('gets a tenth of the calls first', async () => {
    const { service } = await templatesOf('prod');
    const released = await aliases();
    expect([...released.values()].toSorted()).toEqual(RELEASED);
    const policies = z
      .record(
        z.string(),
        z.object({
          UpdatePolicy: z.object({ CodeDeployLambdaAliasUpdate: z.object({ DeploymentGroupName: ref }) }),
        }),
      )
      .parse(service.findResources('AWS::Lambda::Alias'));
    const groups = new Set(
      Object.values(policies).map(
        (each) => each.UpdatePolicy.CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref,
      ),
    );
    expect(groups.size).toBe(RELEASED.length);
    service.allResourcesProperties('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
    });
  });

  test('is taken back by an alarm: its own errors, and those that the API answers with', async () => {
    const { service } = await templatesOf('prod');
    const groups = resourcesOf(service, 'AWS::CodeDeploy::DeploymentGroup', {
      AlarmConfiguration: z.object({ Enabled: z.literal(true), Alarms: z.array(z.object({ Name: ref })) }),
      AutoRollbackConfiguration: z.object({
        Enabled: z.literal(true),
        Events: z.array(z.string()),
      }),
    });
    for (const [id, { AlarmConfiguration, AutoRollbackConfiguration }] of groups) {
      expect(AutoRollbackConfiguration.Events).toEqual(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']);
      const names = AlarmConfiguration.Alarms.map(({ Name }) => Name.Ref);
      const [own, api, ...others] = names;
      expect(own).toMatch(/ErrorsAlarm/);
      if (/^(Ingest|Authorizer)/.test(id)) expect(api).toBeUndefined();
      else expect(api).toMatch(/^FrontDoorServerErrors/);
      expect(others).toEqual([]);
    }
  });

  test('is what is called: no integration, authorizer or queue goes past the alias', async () => {
    const { service } = await templatesOf('prod');
    const released = await aliases();
    const mapped = resourcesOf(service, 'AWS::Lambda::EventSourceMapping', { FunctionName: join });
    expect(mapped.map(([, { FunctionName }]) => JSON.stringify(FunctionName))).toEqual([
      expect.stringMatching(/"Ref":"IngestLive.*":live"/),
    ]);
    const authorizers = resourcesOf(service, 'AWS::ApiGatewayV2::Authorizer', { AuthorizerUri: join });
    const called = authorizers.map(([, { AuthorizerUri }]) => JSON.stringify(AuthorizerUri));
    expect(called).toEqual([expect.stringMatching(/"Ref":"AuthorizerLive/)]);
    const targets = resourcesOf(service, 'AWS::ApiGatewayV2::Integration', {
      ApiId: ref,
      IntegrationUri: z.unknown(),
    }).filter(([, { ApiId }]) => ApiId.Ref.startsWith('FrontDoor'));
    const integrated = targets.map(([, each]) => released.get(ref.parse(each.IntegrationUri).Ref));
    expect(new Set(integrated)).toEqual(new Set(Object.keys(routesOfSlices)));
  });

  test('may be called by API Gateway', async () => {
    const { service } = await templatesOf('prod');
    const released = await aliases();
    const allowed = resourcesOf(service, 'AWS::Lambda::Permission', {
      FunctionName: z.unknown(),
      Principal: z.string(),
    }).flatMap(([, { FunctionName, Principal }]) => {
      const alias = ref.safeParse(FunctionName).data?.Ref;
      return Principal === 'apigateway.amazonaws.com' && alias ? [released.get(alias)] : [];
    });
    expect(allowed).toEqual(expect.arrayContaining(RELEASED.filter((name) => name !== 'ingest')));
  });
});

test('in dev, and where a stage says so, it gets all calls at once', async () => {
  for (const { service } of [await templatesOf('dev'), await templatesOf('prod', { canary: false })]) {
    service.resourceCountIs('AWS::Lambda::Alias', 0);
    service.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  }
});
