// `npm run doctor`: looks at the AWS account and the carriers, before and after a deploy, and says what to do.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Command } from 'commander';
import { createHttpClient } from '../adapters/http/node-http-client.ts';
import { openSecretsManagerStore } from '../adapters/secrets/secrets-manager.ts';
import product from '../package.json' with { type: 'json' };
import { checksOf } from './doctor/checks-of.ts';
import { readDeployment } from './doctor/deployment.ts';
import { createDoctor } from './doctor/doctor.ts';
import { reportText } from './doctor/report-text.ts';
import { UsageError } from './usage-error.ts';

type Options = { readonly outputs: string; readonly stack: string; readonly json?: true };

const examine = async ({ outputs, stack, json }: Options): Promise<void> => {
  const now = () => new Date();
  const http = createHttpClient();
  const deps = {
    sns: new SNSClient(),
    endUserMessaging: new PinpointSMSVoiceV2Client(),
    sqs: new SQSClient(),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient()),
    secrets: openSecretsManagerStore(now),
    ...{ http, now, version: product.version },
  };
  const report = await createDoctor(await checksOf(deps, readDeployment(outputs, stack)))();
  http.close();
  process.stdout.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : reportText(report));
  process.exitCode = report.healthy ? 0 : 1;
};

try {
  await new Command('doctor')
    .description('Looks at the AWS account and the carriers, before and after a deploy, and says what to do.')
    .option('--outputs <file>', 'what cdk deploy --outputs-file wrote', 'cdk.out/outputs.json')
    .option('--stack <name>', 'the stack in it', 'SmsPipeline')
    .option('--json', 'print the report as JSON')
    .action(examine)
    .parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
