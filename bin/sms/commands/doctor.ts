import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Command } from 'commander';
import { createHttpClient } from '../../../adapters/http/node-http-client.ts';
import { createSecretsManagerStore } from '../../../adapters/secrets/secrets-manager.ts';
import product from '../../../package.json' with { type: 'json' };
import { checksOf } from '../../doctor/checks-of.ts';
import { parseDeployment } from '../../doctor/deployment.ts';
import { createDoctor } from '../../doctor/doctor.ts';
import { findingLines } from '../../doctor/finding-lines.ts';
import { UsageError } from '../../usage-error.ts';
import { CommandFailed } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withExamples } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { type AwsAccess, resolveTarget } from '../target.ts';

type DoctorOptions = CommonOptions & { readonly account?: true; readonly qualifier: string };

const openDeps = (access: AwsAccess, qualifier: string, now: () => Date) => ({
  sts: new STSClient(access),
  ssm: new SSMClient(access),
  lambda: new LambdaClient(access),
  sns: new SNSClient(access),
  endUserMessaging: new PinpointSMSVoiceV2Client(access),
  sqs: new SQSClient(access),
  documents: DynamoDBDocumentClient.from(new DynamoDBClient(access)),
  secrets: createSecretsManagerStore({ client: new SecretsManagerClient(access), now }),
  http: createHttpClient(),
  now,
  version: product.version,
  qualifier,
});

/** The stack that is meant; none when the account alone is. */
const targetOf = (options: DoctorOptions, surroundings: Surroundings) => {
  if (options.account) return undefined;
  const target = resolveTarget(options, surroundings);
  if (!target.isLocal) return target;
  throw new UsageError(
    'A local run needs no doctor: name a deployed stack with --outputs FILE, or look at the account with --account.',
  );
};

export const doctorCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('doctor')
    .description('Looks at the AWS account and the carriers, and says what keeps texts from getting through.')
    .option('--account', 'the account alone: before the first deploy')
    .option('--qualifier <name>', 'with --account: that of your CDK bootstrap stack', 'hnb659fds')
    .action(async (options: DoctorOptions) => {
      const target = targetOf(options, surroundings);
      const deployment = target && parseDeployment(target.outputs());
      const deps = openDeps(target?.aws() ?? {}, options.qualifier, now);
      const { findings, healthy } = await createDoctor(await checksOf(deps, deployment))();
      deps.http.close();
      for (const finding of findings) {
        if (options.json) terminal.printJson(finding);
        else terminal.print(findingLines(finding));
      }
      if (!healthy) throw new CommandFailed('See to what is marked problem or unseen.');
      terminal.say('Nothing keeps texts from getting through.');
    });
  return withExamples(withCommonOptions(command), [
    ['sms doctor --account', 'before the first deploy'],
    ['sms doctor --outputs cdk.out/outputs.json', 'after one'],
  ]);
};
