import * as z from 'zod';
import { documentation, Flag, WholeNumber } from '../template/properties.ts';
import { CorsProperties } from './cors.ts';

/** What AWS would act on and we don't must not be listed here: strict objects refuse it by name. */
export const ApiProperties = z.strictObject({
  ...documentation,
  Name: z.string(),
  ProtocolType: z.literal('HTTP', 'the local cloud supports HTTP APIs only'),
  DisableExecuteApiEndpoint: Flag.pipe(z.literal(false)).optional(),
  CorsConfiguration: CorsProperties.optional(),
  RouteSelectionExpression: z.literal('$request.method $request.path').optional(),
});

export const IntegrationProperties = z.strictObject({
  ...documentation,
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  IntegrationMethod: z.literal('POST').optional(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: WholeNumber.pipe(z.int().min(50).max(30_000)).default(30_000),
});

export const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.literal('NONE').optional(),
  ApiKeyRequired: Flag.pipe(z.literal(false)).optional(),
  OperationName: z.unknown().optional(),
});

const Rate = z.union([z.number(), z.string().transform(Number)]);

export const StageProperties = z.strictObject({
  ...documentation,
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: Flag.pipe(z.literal(true)),
  DefaultRouteSettings: z
    .strictObject({
      ThrottlingRateLimit: Rate.optional(),
      ThrottlingBurstLimit: Rate.optional(),
      DetailedMetricsEnabled: z.unknown().optional(),
    })
    .default({}),
  // The function logs are what a laptop has; access logs are not written.
  AccessLogSettings: z.unknown().optional(),
});
