import { Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { originHeader } from '../../core/origin-header.ts';
import type { Domain } from '../blocks/domain.ts';
import { encryptionKeyOf } from '../blocks/encryption.ts';
import { grantSecretValue } from '../blocks/grant-secret-value.ts';
import { type LogSettings, PipelineFunction } from '../blocks/pipeline-function.ts';
import { Firewall } from './firewall.ts';

/** CloudFront and a firewall in front of the API. */
export interface EdgeSettings {
  /**
   * ARN of a web ACL of yours, of scope CLOUDFRONT.
   * @default - one is made, which takes a stack in us-east-1
   */
  readonly webAclArn?: string;

  /**
   * Requests that one address may make in five minutes; carriers' webhooks do not count.
   * @default 10_000
   */
  readonly requestsPerAddress?: number;
}

export interface EdgeProps extends EdgeSettings {
  readonly httpApi: HttpApi;
  readonly domain?: Domain;
  readonly logs: LogSettings;
}

/** The way in through CloudFront and a firewall, and the lock that leaves no way past them. */
export class Edge extends Construct {
  /** Lets a request through that came by the edge. */
  readonly authorizer: IHttpRouteAuthorizer;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { httpApi, domain } = props;
    const key = encryptionKeyOf(this);
    const originSecret = new Secret(this, 'OriginSecret', {
      description: 'What CloudFront shows the API, so that nobody comes past the firewall',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      ...(key && { encryptionKey: key }),
    });

    const checkOrigin = new PipelineFunction(this, 'CheckOrigin', {
      name: 'check-origin',
      description: 'Lets through what came by CloudFront',
      environment: { ORIGIN_SECRET_ARN: originSecret.secretArn },
      logs: props.logs,
    });
    grantSecretValue(originSecret, checkOrigin);
    this.authorizer = new HttpLambdaAuthorizer('Origin', checkOrigin, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // Without the header the gateway answers 401 by itself, and runs nothing.
      identitySource: [`$request.header.${originHeader}`],
      resultsCacheTtl: Duration.hours(1),
    });

    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'SMS pipeline',
      defaultBehavior: {
        origin: new HttpOrigin(Fn.select(2, Fn.split('/', httpApi.apiEndpoint)), {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          customHeaders: { [originHeader]: originSecret.secretValue.unsafeUnwrap() },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      webAclId: props.webAclArn ?? this.firewall(props.requestsPerAddress ?? 10_000).webAclArn,
      ...(domain && { domainNames: [domain.name], certificate: domain.certificate }),
    });
  }

  private firewall(requestsPerAddress: number): Firewall {
    const { region } = Stack.of(this);
    if (region !== 'us-east-1') {
      throw new Error(
        `The edge's firewall has to be in us-east-1, and the stack is in ${Token.isUnresolved(region) ? 'a region that is not known yet' : region}: ` +
          'deploy the stack there, saying its region, or give the ARN of a web ACL of yours as edge.webAclArn.',
      );
    }
    return new Firewall(this, 'Firewall', { requestsPerAddress });
  }
}
