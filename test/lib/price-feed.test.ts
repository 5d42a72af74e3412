import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { addChecks } from '../../lib/checks.ts';
import { DataStack } from '../../lib/data-stack.ts';
import { stageSettings } from '../../lib/stage.ts';
import { templatesOf } from './synthesized.ts';

test('a feed in S3 opens a way to read from S3, and nothing else', () => {
  const app = new App();
  addChecks(app);
  const priceFeedUrl = 'https://prices.s3.eu-west-1.amazonaws.com/prices.json';
  new DataStack(app, 'Data', { ...stageSettings('prod'), priceFeedUrl });
  const template = Template.fromJSON(app.synth().getStackByName('Data').template);
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Gateway',
    RouteTableIds: [{ Ref: Match.anyValue() }, { Ref: Match.anyValue() }],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Condition: { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
  });
  template.resourceCountIs('AWS::EC2::InternetGateway', 0);
  template.resourceCountIs('AWS::EC2::NatGateway', 0);
});

test('without one there is none', async () => {
  const { data } = await templatesOf('prod');
  const gateways = data.findResources('AWS::EC2::VPCEndpoint', {
    Properties: { VpcEndpointType: 'Gateway' },
  });
  expect(gateways).toEqual({});
});
