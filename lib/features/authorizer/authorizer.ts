import { Duration } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { Platform } from '../../constructs/platform.ts';

/**
 * Says who asks the API, for tokens and keys alike. Outside of the network: it reads the issuer's keys, and nothing of
 * the database (docs/adr/0020-one-authorizer.md).
 */
export class Authorizer extends Construct {
  readonly ofRoutes: IHttpRouteAuthorizer;

  /** @param clients whose tokens count */
  constructor(scope: Construct, id: string, platform: Platform, clients: readonly IUserPoolClient[]) {
    super(scope, id);
    const authorizer = new PaybackFunction(this, 'Authorizer', {
      name: 'authorizer',
      platform,
      // API Gateway waits 10 s.
      timeout: Duration.seconds(8),
      memory: 512,
      environment: {
        ISSUER_URL: platform.data.identity.userPool.userPoolProviderUrl,
        CLIENT_IDS: clients.map((client) => client.userPoolClientId).join(' '),
      },
      failure: {
        severity: 'now',
        impact: 'Requests of people and programs fail with 500, whatever they ask for.',
        runbook: 'Nobody gets into the API',
      },
    });
    this.ofRoutes = new HttpLambdaAuthorizer('Bearer', authorizer.released(), {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // By the header, whole. What is kept of a token ends with it, and of a key only its hash is: that, and when a
      // token ends, is looked at in each request.
      resultsCacheTtl: Duration.minutes(1),
    });
  }
}
