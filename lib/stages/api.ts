import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { AaaaRecord, ARecord, type IAliasRecordTarget, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties, CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Domain } from '../blocks/domain.ts';
import { PipelineAlarm } from '../blocks/pipeline-alarm.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { corsPreflight } from '../cors-preflight.ts';
import { Edge, type EdgeSettings } from './edge.ts';

export interface ApiProps {
  /** Origins whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[];

  /** A name of your own for it. */
  readonly domain?: Domain;

  /** What stands in front of it. */
  readonly edge?: EdgeSettings;

  /** How the access log and the function log. */
  readonly logs: LogSettings;
}

/** The one public door: applications come in by it, and so do the carriers' webhooks. */
export class Api extends Construct {
  /** `https://…`, without a slash at the end. */
  readonly url: string;

  /** What a domain has to point to that is in no hosted zone of yours. */
  readonly domainTarget?: string;
  private readonly httpApi: HttpApi;
  private readonly authorizer?: IHttpRouteAuthorizer;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      description: 'Accepts text messages, and receipts from carriers',
      createDefaultStage: false,
      // Carriers sign the URL that they post to: there is one.
      ...(props.domain && !props.edge && { disableExecuteApiEndpoint: true }),
      ...(props.corsOrigins.length > 0 && { corsPreflight: corsPreflight(props.corsOrigins) }),
    });
    const { httpApi } = this;

    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', {
            retention: props.logs.retention,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: accessLogFormat,
      },
    });

    new PipelineAlarm(this, 'ServerErrors', {
      says: 'The API answers with 5xx: applications and carriers have to come again.',
      runbook: 'the-api-answers-with-5xx',
      metric: httpApi.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 5,
      periods: 2,
    });
    const { domain, logs } = props;
    this.url = domain ? `https://${domain.name}` : httpApi.apiEndpoint;
    if (props.edge) {
      const edge = new Edge(this, 'Edge', { ...props.edge, httpApi, ...(domain && { domain }), logs });
      this.authorizer = edge.authorizer;
      this.domainTarget = edge.distribution.distributionDomainName;
      if (!domain) this.url = `https://${this.domainTarget}`;
      if (domain) pointTo(this, domain, new CloudFrontTarget(edge.distribution));
    } else if (domain) {
      const { name: domainName, certificate } = domain;
      const own = new DomainName(this, 'DomainName', { domainName, certificate });
      new ApiMapping(this, 'Mapping', { api: httpApi, domainName: own, stage });
      this.domainTarget = own.regionalDomainName;
      pointTo(
        this,
        domain,
        new ApiGatewayv2DomainProperties(own.regionalDomainName, own.regionalHostedZoneId),
      );
    }

    // Without a route of last resort the gateway answers in its own words instead of problem+json.
    this.route(
      HttpRouteKey.DEFAULT,
      new PipelineFunction(this, 'AnswerUnrouted', {
        name: 'answer-unrouted',
        description: 'Answers what no route takes: 404 or 405',
        environment: {},
        logs: props.logs,
      }),
    );
  }

  /** Sends the requests of one method and path to the function. */
  on(method: HttpMethod, path: string, handler: IFunction): void {
    this.route(HttpRouteKey.with(path, method), handler);
  }

  /** Requests that were answered with 5xx. */
  metricServerError(options?: MetricOptions): Metric {
    return this.httpApi.metricServerError(options);
  }

  /** Milliseconds that a request takes. */
  metricLatency(options?: MetricOptions): Metric {
    return this.httpApi.metricLatency(options);
  }

  private route(routeKey: HttpRouteKey, handler: IFunction): void {
    new HttpRoute(this, routeKey.key, {
      httpApi: this.httpApi,
      routeKey,
      integration: new HttpLambdaIntegration('Integration', handler),
      ...(this.authorizer && { authorizer: this.authorizer }),
    });
  }
}

const pointTo = (scope: Construct, { name, hostedZone }: Domain, target: IAliasRecordTarget): void => {
  if (!hostedZone) return;
  const record = { zone: hostedZone, recordName: `${name}.`, target: RecordTarget.fromAlias(target) };
  new ARecord(scope, 'Address', record);
  new AaaaRecord(scope, 'AddressV6', record);
};

/** The route instead of the path, and no query: those may hold a webhook's token or a phone number. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    method: AccessLogField.contextHttpMethod(),
    routeKey: AccessLogField.contextRouteKey(),
    status: AccessLogField.contextStatus(),
    latencyMs: AccessLogField.contextResponseLatency(),
  }),
);
