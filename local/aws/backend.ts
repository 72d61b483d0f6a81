import { AwsError } from './aws-error.ts';
import type { AwsApi, Backend, Engine } from './call.ts';
import { writeAnswer } from './wire.ts';

export type Engines = Readonly<Record<string, Engine>>;

const unsupported = (service: string, action: string, hasService: boolean): AwsError => {
  const what = hasService
    ? `the action ${action || '(none)'} of ${service}`
    : `the service ${service || '(none)'}`;
  const code = service === 'sns' ? 'InvalidAction' : 'UnknownOperationException';
  return new AwsError(code, `The local cloud does not have ${what}.`);
};

const actionOf = (engines: Engines, service: string, name: string): Engine[string] => {
  const engine = Object.hasOwn(engines, service) ? engines[service] : undefined;
  const action = engine && Object.hasOwn(engine, name) ? engine[name] : undefined;
  if (!action) throw unsupported(service, name, engine !== undefined);
  return action;
};

/** Answers from the engines of this process. */
export const engineBackend =
  (engines: Engines): Backend =>
  async (call) => {
    const action = actionOf(engines, call.service, call.action);
    return writeAnswer(call, await action(call.input, call.signal));
  };

export const engineApi =
  (engines: Engines): AwsApi =>
  async (service, action, input) =>
    actionOf(engines, service, action)(input);
