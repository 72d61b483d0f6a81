import { isSameText } from '../../adapters/carriers/same-text.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { openSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { CheckOriginEnvironment } from '../../core/environment.ts';
import { createCheckOrigin } from './check-origin.ts';

const environment = readEnvironment(CheckOriginEnvironment);
const secrets = openSecretsManagerStore(() => new Date());

export const handler = createCheckOrigin({
  readSecret: () => secrets.read(environment.ORIGIN_SECRET_ARN),
  isSame: isSameText,
});
