import type { IncomingHttpHeaders } from 'node:http';

/** Members of a request or an answer, as the API reference of the service names them. */
export type Members = Readonly<Record<string, unknown>>;

/** One AWS API call as it arrived at the endpoint. */
export type AwsCall = {
  readonly requestId: string;
  /** Whose access key signed it: a function's logical id, `operator`, …; undefined: a key that is not ours. */
  readonly caller: string | undefined;
  readonly signed: boolean;
  /** The signing name: `dynamodb`, `sqs`, `events`, `sns`, `sms-voice`, `secretsmanager`. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly input: Members;
  readonly headers: IncomingHttpHeaders;
  /** Fires when the caller hangs up. */
  readonly signal: AbortSignal;
};

/** What goes back on the wire. */
export type AwsAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Answers a call: an engine here, or another emulator. */
export type Backend = (call: AwsCall) => Promise<AwsAnswer>;

/** The actions of one service; each takes the request's members and gives the answer's. */
export type Engine = Readonly<
  Record<string, (input: Members, signal?: AbortSignal) => Members | Promise<Members>>
>;

/** How the parts of the local cloud call a service themselves: past the gates, since no function asks. */
export type AwsApi = (service: string, action: string, input: Members) => Promise<Members>;
