import type { LambdaFunction } from './lambda-function.ts';

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

export type ProcessEnvironmentOptions = {
  readonly region: string;
  readonly endpointUrl: string;
  readonly credentials: Credentials;
  /** Tells this environment's calls from those of the function's others. */
  readonly sessionToken: string;
};

/**
 * `process.env` of a function: what Lambda sets and what the template says, and nothing of the host's.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const processEnvironment = (
  fn: LambdaFunction,
  { region, endpointUrl, credentials, sessionToken }: ProcessEnvironmentOptions,
): Record<string, string> => ({
  ...fn.variables,
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL: endpointUrl,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
  // Else the SDK would look into the home folder of whoever runs this.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  LAMBDA_TASK_ROOT: fn.codePath,
  _HANDLER: fn.handler,
});
