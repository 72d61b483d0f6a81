import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';

/** Under `exactOptionalPropertyTypes`, CDK's own `Secret` is not an `ISecret`. */
export type AnySecret = ISecret | Secret;

/** Lets the grantee read the secret's value and no more, where `ISecret.grantRead` also lets it describe the secret. */
export const grantSecretValue = (secret: AnySecret, grantee: IGrantable): Grant => {
  const grant = Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    // Secrets Manager ends an ARN with a hyphen and six characters, which an ARN made from a name lacks.
    resourceArns: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  });
  secret.encryptionKey?.grantDecrypt(grantee);
  return grant;
};
