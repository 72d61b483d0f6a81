import { AwsError } from './aws-error.ts';
import type { AwsAnswer, AwsCall, Backend } from './call.ts';

/**
 * What every call of a function passes before its service answers: the one place to check permissions, to count
 * and to inject faults. A gate may refuse (throw an `AwsError`), change the call, call `next` and change the answer,
 * or call `next` and then keep the answer to itself.
 */
export type Gate = (call: AwsCall, next: Backend) => Promise<AwsAnswer>;

export const throughGates = (gates: readonly Gate[], backend: Backend): Backend =>
  gates.reduceRight<Backend>((next, gate) => (call) => gate(call, next), backend);

const queryErrors = new Set(['sns', 'sqs']);

/** AWS names the refusal by the age of the service. */
const unknownKey = (service: string): AwsError =>
  new AwsError(
    queryErrors.has(service) ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    { status: 403 },
  );

/** The access key says which function calls; the signature itself is not checked: nobody else is on the loopback. */
export const refuseStrangers: Gate = async (call, next) => {
  if (!call.signed) {
    const code = queryErrors.has(call.service)
      ? 'MissingAuthenticationToken'
      : 'MissingAuthenticationTokenException';
    throw new AwsError(code, 'Request is missing Authentication Token', { status: 403 });
  }
  if (call.caller === undefined) throw unknownKey(call.service);
  return next(call);
};
