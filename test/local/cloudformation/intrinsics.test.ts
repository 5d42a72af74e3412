import { describe, expect, test } from '@jest/globals';
import { createResolver } from '../../../local/cloudformation/intrinsics.ts';
import { readStack } from '../../../local/cloudformation/template.ts';

const data = readStack('Data', {
  Resources: { Key: { Type: 'AWS::SecretsManager::Secret' } },
  Outputs: {
    KeyArn: {
      Value: { 'Fn::GetAtt': ['Key', 'Arn'] },
      Export: { Name: { 'Fn::Sub': '${AWS::Region}-Key' } },
    },
  },
});
const service = readStack('Service', { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
const resolve = createResolver([data, service], { 'AWS::Region': 'here' }, (resource, attribute) =>
  attribute === undefined ? resource.logicalId : `${resource.stack}/${resource.logicalId}/${attribute}`,
);

describe('intrinsic functions', () => {
  const cases: [string, unknown, unknown][] = [
    ['Ref of a resource', { Ref: 'Queue' }, 'Queue'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'here'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Service/Queue/Arn'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Queue.Nested.Name' }, 'Service/Queue/Nested.Name'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Queue' }, 3]] }, 'a-Queue-3'],
    ['Sub', { 'Fn::Sub': '${AWS::Region}/${Queue.Arn}/${!Literal}' }, 'here/Service/Queue/Arn/${Literal}'],
    ['Sub with variables', { 'Fn::Sub': ['${x}-${Queue}', { x: { Ref: 'AWS::Region' } }] }, 'here-Queue'],
    [
      'Select of a Split',
      { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] },
      'Queue',
    ],
    ['ImportValue of another stack', { 'Fn::ImportValue': 'here-Key' }, 'Data/Key/Arn'],
    ['values inside objects and lists', { a: [{ Ref: 'Queue' }, 1], b: null }, { a: ['Queue', 1], b: null }],
  ];
  test.each(cases)('%s', (_name, value, expected) => {
    expect(resolve(value, 'Service')).toEqual(expected);
  });

  const failures: [string, unknown, RegExp][] = [
    ['an unknown resource', { Ref: 'Missing' }, /Service has no resource Missing/],
    ['an unknown export', { 'Fn::ImportValue': 'nothing' }, /No stack exports nothing/],
    [
      'a function without a local meaning',
      { 'Fn::Cidr': ['10.0.0.0/16', 6] },
      /Fn::Cidr has no local meaning/,
    ],
  ];
  test.each(failures)('%s is named', (_name, value, message) => {
    expect(() => resolve(value, 'Service')).toThrow(message);
  });
});
