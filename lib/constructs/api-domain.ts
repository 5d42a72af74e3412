import {
  ApiMapping,
  DomainName,
  SecurityPolicy,
  type HttpApi,
  type HttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { StageSettings } from '../stage.ts';

/** A name of one's own for the API, which keeps the one that API Gateway gave it: the dashboard's distribution asks there. */
export class ApiDomain extends Construct {
  readonly url: string;
  /** Where the name's record in DNS has to point. */
  readonly target: string;

  constructor(
    scope: Construct,
    id: string,
    { name, certificateArn }: NonNullable<NonNullable<StageSettings['domain']>['api']>,
    api: HttpApi,
    stage: HttpStage,
  ) {
    super(scope, id);
    const domainName = new DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      // The least that API Gateway offers for HTTP APIs, and the most.
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, domainName, stage });
    this.url = `https://${name}`;
    this.target = domainName.regionalDomainName;
  }
}
