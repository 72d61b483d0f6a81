import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Engine } from '../call.ts';
import { readInput } from '../input.ts';
import type { Secret, Secrets } from './secrets.ts';

const ById = z.object({ SecretId: z.string() });
const Get = ById.extend({ VersionId: z.string().optional(), VersionStage: z.string().optional() });
const Put = ById.extend({ SecretString: z.string(), ClientRequestToken: z.string().optional() });
const Create = z.object({ Name: z.string(), SecretString: z.string() });
const code = 'InvalidParameterException';

const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message);

/** What functions and tools ask of Secrets Manager; secrets themselves come from the template. */
export const createSecretsEngine = (secrets: Secrets): Engine => {
  const secretOf = (id: string): Secret => {
    const secret = secrets.find(id);
    if (!secret) throw notFound("Secrets Manager can't find the specified secret.");
    return secret;
  };

  return {
    CreateSecret: (input) => {
      const { Name, SecretString } = readInput(Create, input, code);
      if (secrets.find(Name)) {
        const message = `The operation failed because the secret ${Name} already exists.`;
        throw new AwsError('ResourceExistsException', message);
      }
      const { arn } = secrets.create(Name);
      return { ARN: arn, Name, VersionId: secrets.put(Name, SecretString) };
    },
    GetSecretValue: (input) => {
      const { SecretId, VersionId, VersionStage } = readInput(Get, input, code);
      const { name, arn } = secretOf(SecretId);
      const stage = VersionStage ?? (VersionId === undefined ? 'AWSCURRENT' : undefined);
      const version = secrets
        .versions(name)
        .find(
          (v) =>
            (VersionId === undefined || v.versionId === VersionId) &&
            (stage === undefined || v.stage === stage),
        );
      if (!version) {
        const which = VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`;
        throw notFound(`Secrets Manager can't find the specified secret value for ${which}`);
      }
      return {
        ARN: arn,
        Name: name,
        VersionId: version.versionId,
        SecretString: version.value,
        VersionStages: version.stage === null ? [] : [version.stage],
        CreatedDate: version.createdAt / 1000,
      };
    },
    PutSecretValue: (input) => {
      const { SecretId, SecretString, ClientRequestToken } = readInput(Put, input, code);
      const { name, arn } = secretOf(SecretId);
      const earlier = secrets.versions(name).find(({ versionId }) => versionId === ClientRequestToken);
      if (earlier && earlier.value !== SecretString) {
        const message = `You can't modify an existing version, you can only create a new version.`;
        throw new AwsError('ResourceExistsException', message);
      }
      // The SDK sends one token with all tries of a call.
      const VersionId = earlier?.versionId ?? secrets.put(name, SecretString, ClientRequestToken);
      return { ARN: arn, Name: name, VersionId, VersionStages: ['AWSCURRENT'] };
    },
    DescribeSecret: (input) => {
      const { name, arn, createdAt } = secretOf(readInput(ById, input, code).SecretId);
      const staged = secrets
        .versions(name)
        .flatMap(({ versionId, stage }) => (stage === null ? [] : [[versionId, [stage]]]));
      return {
        ARN: arn,
        Name: name,
        CreatedDate: createdAt / 1000,
        VersionIdsToStages: Object.fromEntries(staged),
      };
    },
  };
};
