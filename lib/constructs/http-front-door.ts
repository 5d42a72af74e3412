import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { Routes } from '../../shared/http/route.ts';
import { acknowledge } from '../checks/acknowledge.ts';
import { Alarm } from './alarm.ts';
import { ApiObjectives } from './api-objectives.ts';
import { ApiDomain } from './api-domain.ts';
import { edgeMark } from './edge-mark.ts';
import type { PaybackFunction } from './payback-function.ts';
import type { Platform } from './platform.ts';

/** The HTTPS API: one route per operation of a contract, each asking who comes unless it is public. */
export class HttpFrontDoor extends Construct {
  readonly api: HttpApi;
  /** Where programs ask. */
  readonly url: string;
  readonly domain: ApiDomain | undefined;
  private authorizer: IHttpRouteAuthorizer | undefined;
  private readonly serverErrors: Alarm;
  private readonly edgeMark: string;
  private readonly limits: string;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { stage, data, alarmTopic } = platform;
    this.edgeMark = edgeMark(data);
    this.limits = JSON.stringify(stage.limits);
    this.api = new HttpApi(this, 'Api', {
      apiName: `payback-${stage.name}`,
      createDefaultStage: false,
    });
    const apiStage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.requestsPerSecond, burstLimit: stage.throttle.burst },
      detailedMetricsEnabled: stage.detailedMetrics,
      accessLogSettings: {
        destination: new LogGroupLogDestination(data.accessLogs.api),
        // Neither query strings nor tokens: an organization's id is not for whoever reads logs.
        format: AccessLogFormat.custom(
          JSON.stringify({
            time: '$context.requestTime',
            requestId: '$context.requestId',
            route: '$context.routeKey',
            status: '$context.status',
            latencyMs: '$context.responseLatency',
            ip: '$context.identity.sourceIp',
            authorizerError: '$context.authorizer.error',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    const own = stage.domain?.api;
    this.domain = own && new ApiDomain(this, 'Domain', own, this.api, apiStage);
    this.url = this.domain?.url ?? this.api.apiEndpoint;
    this.serverErrors = new Alarm(this, 'ServerErrors', {
      topic: alarmTopic,
      metric: apiStage.metricServerError({ period: Duration.minutes(5) }),
      threshold: 5,
      // Takes new code back; people are told by the rates of the objectives.
      isPart: true,
      severity: 'now',
      impact: 'Requests of people and programs fail with a status of 500 and above.',
      runbook: 'The API answers with errors',
    });
    new ApiObjectives(this, 'Objectives', apiStage, platform);
  }

  /** Whom the routes that are served from here on ask. */
  askWith(authorizer: IHttpRouteAuthorizer): void {
    this.authorizer = authorizer;
  }

  /**
   * Addresses that are none of the contracts' are answered by a function as well, one without anything of an organization: what API
   * Gateway answers itself is no problem details and has no security headers.
   */
  private answerOthers(integration: HttpLambdaIntegration): void {
    const route = new HttpRoute(this, 'Others', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration,
    });
    acknowledge(route, { 'AwsSolutions-APIG4': 'There is nothing at these addresses: the answer is 404.' });
  }

  /** Routes a slice's operations to its function. */
  serve(target: PaybackFunction, routes: Routes): void {
    const { authorizer } = this;
    if (authorizer === undefined) throw new Error('Routes would be open to everybody: askWith comes first.');
    target.function.addEnvironment('EDGE_MARK', this.edgeMark);
    const integration = new HttpLambdaIntegration(target.node.id, target.released(this.serverErrors), {
      // One permission for the API instead of one a route: those would outgrow the function's policy.
      scopePermissionToRoute: false,
    });
    target.function.addEnvironment('REQUEST_LIMITS', this.limits);
    if (Object.values(routes).every((route) => route.public)) this.answerOthers(integration);
    for (const route of Object.values(routes)) {
      const [created] = this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration,
        ...(route.public ? {} : { authorizer }),
      });
      if (route.public && created) {
        acknowledge(created, {
          'AwsSolutions-APIG4': `Public by its contract: ${route.summary}. It reads nothing of any organization.`,
        });
      }
    }
  }
}
