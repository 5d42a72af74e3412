import { expect, test } from '@jest/globals';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { addChecks } from '../../lib/checks/checks.ts';
import type { StageName } from '../../lib/stage.ts';
import { appOf } from './synthesized.ts';

const checked = async (stage: StageName) => {
  const app = await appOf(stage);
  addChecks(app);
  return app;
};

test.each<StageName>(['dev', 'prod'])('%s passes cdk-nag and the strict validation', async (stage) => {
  const app = await checked(stage);
  expect(() => app.synth()).not.toThrow();
});

test('cdk-nag finds what is wrong', async () => {
  const app = await checked('dev');
  new Queue(new Stack(app, 'Careless'), 'WithoutTls');
  expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
});

test('the validation of CloudFormation finds what is wrong, if only a warning', async () => {
  const app = await checked('dev');
  const properties = { RetentionInDays: 8 };
  new CfnResource(new Stack(app, 'Careless'), 'NoSuchRetention', { type: 'AWS::Logs::LogGroup', properties });
  expect(() => app.synth()).toThrow('CloudFormation-Validate::W3030');
});
