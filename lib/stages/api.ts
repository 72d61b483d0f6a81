import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PipelineAlarm } from '../blocks/pipeline-alarm.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { corsPreflight } from '../cors-preflight.ts';

export interface ApiProps {
  /** Origins whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[];

  /** How the access log and the function log. */
  readonly logs: LogSettings;
}

/** The one public door: applications come in by it, and so do the carriers' webhooks. */
export class Api extends Construct {
  /** `https://…`, without a slash at the end. */
  readonly url: string;
  private readonly httpApi: HttpApi;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      description: 'Accepts text messages, and receipts from carriers',
      createDefaultStage: false,
      ...(props.corsOrigins.length > 0 && { corsPreflight: corsPreflight(props.corsOrigins) }),
    });
    this.url = this.httpApi.apiEndpoint;

    new HttpStage(this, 'Stage', {
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
      metric: this.httpApi.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 5,
      periods: 2,
    });

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
    });
  }
}

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
