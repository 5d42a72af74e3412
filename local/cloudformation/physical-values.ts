import * as z from 'zod';
import { ACCOUNT_ID, arn, REGION } from './aws-names.ts';
import type { Resolve, ValueOf } from './intrinsics.ts';
import type { Resource } from './template.ts';

/** Where the servers behind the resources listen. */
export interface Endpoints {
  readonly sqsEndpoint: string;
  readonly databaseHost: string;
  readonly databasePort: number;
  readonly issuerUrl: string;
  /** Host and port at which a browser finds the dashboard. */
  readonly dashboardHost: string;
}

export const QUEUE = 'AWS::SQS::Queue';
export const BUCKET = 'AWS::S3::Bucket';
export const FUNCTION = 'AWS::Lambda::Function';
export const SECRET = 'AWS::SecretsManager::Secret';
const SECRET_ATTACHMENT = 'AWS::SecretsManager::SecretTargetAttachment';

/** The name that the template gives a resource, or one made of its stack and id, as CloudFormation does. */
export function physicalName(resource: Resource, property: string): string {
  const given = z.string().safeParse(resource.properties[property]);
  return given.success ? given.data : `${resource.stack}-${resource.logicalId}`.slice(0, 80);
}

/** @param resolve for values that are themselves made of others (it may call back) */
export function physicalValues(endpoints: Endpoints, resolve: () => Resolve): ValueOf {
  return (resource, attribute) => {
    const value = known(resource, attribute);
    if (value !== undefined) return value;
    if (attribute === undefined) return resource.logicalId;
    // Roles, log groups and the like: never called here, only named.
    if (attribute === 'Arn') return arn('local', resource.logicalId);
    throw new Error(`${attribute} of ${resource.logicalId} (${resource.type}) has no local value.`);
  };

  function known(resource: Resource, attribute: string | undefined): string | undefined {
    switch (resource.type) {
      case QUEUE: {
        const name = physicalName(resource, 'QueueName');
        if (attribute === 'Arn') return arn('sqs', name);
        return attribute === 'QueueName' ? name : queueUrl(endpoints.sqsEndpoint, name);
      }
      case FUNCTION: {
        const name = physicalName(resource, 'FunctionName');
        return attribute === 'Arn' ? arn('lambda', `function:${name}`) : name;
      }
      case SECRET:
        return arn('secretsmanager', `secret:${resource.stack}-${resource.logicalId}`);
      case SECRET_ATTACHMENT:
        return z.string().parse(resolve()(resource.properties['SecretId'], resource.stack));
      case 'AWS::RDS::DBCluster':
      case 'AWS::RDS::DBProxy':
      case 'AWS::RDS::DBProxyEndpoint':
        if (attribute?.endsWith('Port')) return String(endpoints.databasePort);
        return attribute?.includes('Endpoint') ? endpoints.databaseHost : undefined;
      case 'AWS::Cognito::UserPool':
        if (attribute === undefined) return `${REGION}_${resource.logicalId}`;
        return attribute === 'ProviderURL' ? endpoints.issuerUrl : undefined;
      case 'AWS::ApiGatewayV2::Api':
        return attribute === 'ApiEndpoint' ? socketEndpoint(resource, endpoints) : undefined;
      case 'AWS::CloudFront::Distribution':
        return attribute === 'DomainName' ? endpoints.dashboardHost : undefined;
      case 'AWS::CloudFront::Function':
      case 'AWS::CloudFront::OriginAccessControl':
        // Only ever compared with each other.
        return attribute === 'Arn' ? undefined : resource.logicalId;
      case BUCKET: {
        if (attribute === 'Arn') return undefined;
        const given = resource.properties['BucketName'];
        // Without a name no function uses it: it is only ever compared.
        return given === undefined ? resource.logicalId : z.string().parse(resolve()(given, resource.stack));
      }
      default:
        return undefined;
    }
  }
}

/** The endpoint of the WebSocket API is where the dashboard is. Nothing here asks for that of the HTTP API. */
const socketEndpoint = (resource: Resource, { dashboardHost }: Endpoints) =>
  resource.properties['ProtocolType'] === 'WEBSOCKET' ? `ws://${dashboardHost}` : undefined;
const queueUrl = (endpoint: string, name: string) => `${endpoint}/${ACCOUNT_ID}/${name}`;
