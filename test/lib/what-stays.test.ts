import { expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { templatesOf } from './synthesized.ts';

const resources = z.record(
  z.string(),
  z.object({ Type: z.string(), DeletionPolicy: z.string().default('Delete') }),
);
const PROTECTED = [
  'AWS::Cognito::UserPool',
  'AWS::Logs::LogGroup',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBCluster',
  'AWS::SecretsManager::Secret',
];

function stayingOf(template: Template): string[] {
  return Object.values(resources.parse(template.toJSON()['Resources']))
    .filter(({ DeletionPolicy: policy }) => policy !== 'Delete')
    .map(({ Type: type }) => type)
    .toSorted();
}

/** The table of "Tear down" in docs/deploy.md. */
test.each([
  ['dev', {}, []],
  ['prod', {}, PROTECTED],
  ['prod', { protected: false }, []],
] as const)(
  'of a destroyed %s with %j what is documented stays, and nothing else',
  async (stage, settings, more) => {
    const { data, service } = await templatesOf(stage, settings);
    expect(stayingOf(data)).toEqual([...Array<string>(3).fill('AWS::S3::Bucket'), ...more].toSorted());
    expect(stayingOf(service)).toEqual([
      'AWS::ApiGateway::Account',
      'AWS::IAM::Role',
      'AWS::S3::Bucket',
      'AWS::S3::Bucket',
    ]);
  },
);
