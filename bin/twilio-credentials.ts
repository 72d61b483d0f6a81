// `npm run twilio-credentials`: an account SID and an auth token for Twilio's SDK.
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { createKeyStore } from '../adapters/api-keys/key-store.ts';
import { issueTwilioCredentials } from '../adapters/twilio-api/issue-credentials.ts';
import { Tenant } from '../core/tenant.ts';

const usage = `Issues the credentials of a tenant for Twilio's SDK; the auth token that it had before ends.

  npm run twilio-credentials -- --tenant NAME --table NAME --key-arn ARN [--test]

  --table NAME     the stack's output ApiKeysTable, in the account of your AWS credentials
  --key-arn ARN    the stack's output AccountTokenKeyArn
  --test           test credentials: they reach nobody, and know Twilio's magic numbers
`;

const Options = z.object({
  tenant: Tenant,
  table: z.string().min(1),
  'key-arn': z.string().min(1),
  test: z.boolean().default(false),
});

const readOptions = () => {
  try {
    const option = { type: 'string' } as const;
    const test = { type: 'boolean' } as const;
    const { values } = parseArgs({ options: { tenant: option, table: option, 'key-arn': option, test } });
    return Options.safeParse(values).data;
  } catch {
    return undefined;
  }
};

const options = readOptions();
if (options) {
  const secret = new GetSecretValueCommand({ SecretId: options['key-arn'] });
  const { SecretString: key } = await new SecretsManagerClient().send(secret);
  if (key === undefined) throw new Error(`${options['key-arn']} holds no text`);
  const { tenant, table } = options;
  const keys = createKeyStore(DynamoDBDocumentClient.from(new DynamoDBClient()), table);
  const { accountSid, authToken } = await issueTwilioCredentials(keys, key, {
    tenant,
    kind: options.test ? 'test' : 'live',
    now: new Date(),
  });
  process.stdout.write(`account SID  ${accountSid}\nauth token   ${authToken}\n`);
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
