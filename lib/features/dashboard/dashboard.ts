import { Aws, Duration } from 'aws-cdk-lib';
import type { HttpApi, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { API_SCOPE } from '../../../shared/http/authorization-contract.ts';
import { EDGE_HEADER } from '../../../shared/http/edge-contract.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { edgeMark } from '../../constructs/edge-mark.ts';
import { globalName } from '../../constructs/global-name.ts';
import type { Platform } from '../../constructs/platform.ts';
import { PAGE, startHash } from './page.ts';
import { pageRewrite } from './page-rewrite.ts';
import { apiHeaders, securityHeaders } from './security-headers.ts';
import { SiteFiles } from './site-files.ts';

export interface DashboardProps {
  readonly platform: Platform;
  /** Holds the build that `buildDashboard` wrote. */
  readonly directory: string;
  readonly api: HttpApi;
  /** Where executions are sent: the dashboard shows how. */
  readonly queue: Queue;
  /** Where the API sends for files that are too large for an answer. */
  readonly filesOrigin: string;
  /** Tells when figures change. */
  readonly sockets: WebSocketApi | undefined;
}

/**
 * Errors that CloudFront keeps for ten seconds, for everybody, unless it is told not to, the API's among them: what is not there yet, or
 * one failure of the origin.
 */
const CACHED_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];

const PROTOCOLS = {
  'TLSv1.2_2021': SecurityPolicyProtocol.TLS_V1_2_2021,
  'TLSv1.2_2025': SecurityPolicyProtocol.TLS_V1_2_2025,
  'TLSv1.3_2025': SecurityPolicyProtocol.TLS_V1_3_2025,
};

/** The dashboard and, at the same address, the API: to a browser both are one origin, so CORS has no part in it. */
export class Dashboard extends Construct {
  readonly url: string;
  /** Where the record in DNS of a name of one's own has to point. */
  readonly domainTarget: string | undefined;
  /** The dashboard in a browser: no secret, authorization code with PKCE. */
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { platform, directory, api, queue } = props;
    const { userPool, domain, providers } = platform.data.identity;
    const page = readFileSync(path.join(directory, PAGE), 'utf8');
    const files = new SiteFiles(this, 'Files', platform.stage);
    const { domain: { dashboard: own, minimumTls } = {}, firewall } = platform.stage;
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Payback ${platform.stage.name}`,
      ...(own && {
        domainNames: [own.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', own.certificateArn),
        minimumProtocolVersion: PROTOCOLS[minimumTls ?? 'TLSv1.2_2021'],
      }),
      ...(firewall && { webAclId: firewall.webAclArn }),
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      errorResponses: CACHED_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files.bucket, {
          originAccessControl: new S3OriginAccessControl(this, 'Access', {
            originAccessControlName: globalName(this, 'files'),
          }),
          // Without the right to list, S3 answers 403 instead of 404 for what is not there.
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: securityHeaders(this, 'Headers', startHash(page), [
          `${domain.baseUrl()}/`,
          props.filesOrigin,
          ...(props.sockets === undefined ? [] : [props.sockets.apiEndpoint]),
        ]),
        functionAssociations: [pageRewrite(this, 'PageRewrite')],
      },
      additionalBehaviors: {
        '/api/*': {
          origin: new HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
            customHeaders: { [EDGE_HEADER]: edgeMark(platform.data) },
          }),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy: apiHeaders(this, 'ApiHeaders'),
        },
      },
    });
    acknowledge(distribution, {
      'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk':
        'The address of the list, /, is index.html: defaultRootObject.',
      'AwsSolutions-CFR1': 'Customers may be anywhere; who may see figures is decided by sign-in.',
      ...(firewall === undefined && {
        'AwsSolutions-CFR2':
          'The files are public and static; the API behind it is throttled and asks for a token.',
      }),
      'AwsSolutions-CFR3': "The API logs its requests itself; who loads public files is nobody's concern.",
      ...(own === undefined && {
        'AwsSolutions-CFR4':
          "Without a domain of one's own CloudFront uses its own certificate, and with that the minimum TLS version cannot be set.",
      }),
    });
    this.url = `https://${own?.name ?? distribution.domainName}`;
    this.domainTarget = own && distribution.domainName;
    this.client = new UserPoolClient(this, 'Client', {
      userPool,
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.custom(API_SCOPE.name)],
        callbackUrls: [`${this.url}/`],
        logoutUrls: [`${this.url}/signed-out`],
      },
      supportedIdentityProviders: [...providers],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(7),
    });
    // Written here rather than asked for: who signs in waits for each request more.
    files.deploy(directory, page, {
      issuer: userPool.userPoolProviderUrl,
      authorization_endpoint: `${domain.baseUrl()}/oauth2/authorize`,
      token_endpoint: `${domain.baseUrl()}/oauth2/token`,
      end_session_endpoint: `${domain.baseUrl()}/logout`,
      client_id: this.client.userPoolClientId,
      scope: `openid email ${API_SCOPE.name}`,
      queue_url: queue.queueUrl,
      live_updates: props.sockets === undefined ? 'off' : 'on',
    });
  }
}
