import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Command } from 'commander';
import { createKeyStore } from '../../../adapters/api-keys/key-store.ts';
import { type NoFirstKey, takeFirstKey } from '../../../adapters/api-keys/take-first-key.ts';
import { keyResource } from '../../../core/api/key-resource.ts';
import { CommandFailed } from '../exit-code.ts';
import { openDocuments, outputOf } from '../open-aws.ts';
import { type CommonOptions, withCommonOptions, withExamples } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { resolveTarget } from '../target.ts';

const whyNone = (none: NoFirstKey): string => {
  if (none.why === 'taken') return `The first key was shown at ${none.at}, once.`;
  if (none.why === 'revoked') return 'The first key was revoked before anybody took it.';
  return 'The stack made no first key: it found an admin key when it was made.';
};

const another = 'This makes another: sms keys create --tenant NAME --scopes send,read,admin';

export const firstCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('first')
    .description('Prints the admin key that the first deploy made: once.')
    .action(async (options: CommonOptions) => {
      const target = resolveTarget(options, surroundings);
      const SecretId = outputOf(target, 'FirstKeySecretArn');
      const secrets = new SecretsManagerClient(target.aws());
      const { SecretString: kept = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
      const store = createKeyStore(openDocuments(target), outputOf(target, 'ApiKeysTable'));
      const environment = target.isLocal ? 'local' : 'live';
      const taken = await takeFirstKey(store, kept, { environment, now: now() });
      if ('why' in taken) throw new CommandFailed(`${whyNone(taken)}\n${another}`);
      const { apiKey, record } = taken;
      if (options.json) terminal.printJson({ ...keyResource(record), apiKey });
      else terminal.print(apiKey);
      terminal.say(`It is a key of ${record.tenant}, and will not be shown again.`);
    });
  return withExamples(withCommonOptions(command), [
    ['sms keys first --outputs cdk.out/outputs.json', 'after the first deploy'],
  ]);
};
