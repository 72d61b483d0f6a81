import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { type Check, ok, problem } from '../finding.ts';

/** The oldest bootstrap stack that the CDK's templates take: they check it themselves, in the middle of a deploy. */
export const oldestBootstrap = 6;

/** Where the CDK's bootstrap stack tells its version. */
export const bootstrapParameter = (qualifier: string): string => `/cdk-bootstrap/${qualifier}/version`;

const remedy = 'npx cdk bootstrap';

/** Undefined: there is none. */
const versionIn = async (client: Pick<SSMClient, 'send'>, Name: string): Promise<number | undefined> => {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return Number(Parameter?.Value);
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
};

/** Whether the CDK can deploy here: it puts the functions' code into a bucket of its bootstrap stack. */
export const bootstrap = (client: Pick<SSMClient, 'send'>, qualifier: string): Check => ({
  name: 'CDK bootstrap',
  needs: [`ssm:GetParameter on ${bootstrapParameter(qualifier)}`],
  look: async () => {
    const version = await versionIn(client, bootstrapParameter(qualifier));
    if (version === undefined) {
      return [problem(`This account and region have no bootstrap stack of qualifier ${qualifier}.`, remedy)];
    }
    return version >= oldestBootstrap
      ? [ok(`The account and region are bootstrapped, in version ${version}.`)]
      : [problem(`The bootstrap stack has version ${version}, and ${oldestBootstrap} is needed.`, remedy)];
  },
});
