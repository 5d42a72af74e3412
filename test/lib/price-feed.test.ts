import { test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { addChecks } from '../../lib/checks/checks.ts';
import { DataStack } from '../../lib/data-stack.ts';
import { stageSettings } from '../../lib/stage.ts';

test.each([undefined, 'https://prices.s3.eu-west-1.amazonaws.com/prices.json'])(
  'of all that is out there, only objects of the account can be reached; feed: %s',
  (priceFeedUrl) => {
    const app = new App();
    addChecks(app);
    new DataStack(app, 'Data', {
      ...stageSettings('prod'),
      ...(priceFeedUrl === undefined ? {} : { priceFeedUrl }),
    });
    const template = Template.fromJSON(app.synth().getStackByName('Data').template);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      RouteTableIds: [{ Ref: Match.anyValue() }, { Ref: Match.anyValue() }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              's3:GetObject',
              's3:PutObject',
              's3:AbortMultipartUpload',
              's3:ListBucket',
              's3:DeleteObject',
            ],
            Condition: { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  },
);
