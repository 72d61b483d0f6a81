import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod, type CorsPreflightOptions } from 'aws-cdk-lib/aws-apigatewayv2';

/** Lets pages of these origins do what the client package does. @throws for what is no origin. */
export const corsPreflight = (origins: readonly string[]): CorsPreflightOptions => {
  const wrong = origins.filter((origin) => origin !== '*' && !/^https?:\/\/[^/*\s]+$/.test(origin));
  if (wrong.length > 0) {
    throw new Error(
      `corsOrigins has ${wrong.join(', ')}: give origins such as https://console.example.com, or *.`,
    );
  }
  return {
    allowOrigins: [...origins],
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.DELETE],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key'],
    exposeHeaders: ['idempotency-replayed', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after'],
    maxAge: Duration.hours(1),
  };
};
