import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { Fault } from '../../core/fault.ts';
import type { Log } from '../../core/ports.ts';
import type { HttpClient } from '../http/http-client.ts';

/** What CloudFormation asks of a function behind a custom resource, as far as we read it. */
const Request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  /** Signed: whoever has it may answer in our place. Not for logs. */
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});
type Request = z.infer<typeof Request>;

/** Milliseconds of the invocation that are left for the answer, and how often it is tried. */
const answerMs = 5000;
const answerTries = 2;

const within = async (work: Promise<void>, ms: number): Promise<void> => {
  const { promise, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Fault('it took too long')), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};

/** The id is the same in every answer: another one would have CloudFormation replace the resource. */
const answerTo = (
  { StackId, RequestId, LogicalResourceId, PhysicalResourceId }: Request,
  failed: boolean,
) => ({
  Status: failed ? 'FAILED' : 'SUCCESS',
  // No more: whoever may look at the stack reads it.
  ...(failed && { Reason: `${LogicalResourceId} was not made: the log of its function says why.` }),
  PhysicalResourceId: PhysicalResourceId ?? LogicalResourceId,
  StackId,
  RequestId,
  LogicalResourceId,
});

/**
 * Runs `create` when the resource is made, and nothing when it changes or goes. CloudFormation is answered whatever
 * happens, else the stack would hang. Throws when nobody takes the answer: then Lambda repeats the whole invocation.
 */
export const customResourceHandler = (
  { create }: { readonly create: (stackId: string) => Promise<void> },
  http: Pick<HttpClient, 'send'>,
  log: Log,
) => {
  const answer = async (request: Request, failed: boolean): Promise<void> => {
    const body = JSON.stringify(answerTo(request, failed));
    for (let tries = 1; tries <= answerTries; tries += 1) {
      const result = await http.send({
        method: 'PUT',
        url: request.ResponseURL,
        // The signature of the URL is for a body without a type.
        headers: { 'content-type': '' },
        body,
        deadlineMs: answerMs / answerTries - 500,
      });
      if (result.kind === 'answered' && result.status < 300) return;
    }
    throw new Fault('CloudFormation did not take the answer');
  };

  return middy<unknown, void, Error, Context>().handler(async (event, context) => {
    const request = Request.parse(event);
    let failed = false;
    try {
      if (request.RequestType === 'Create')
        await within(create(request.StackId), context.getRemainingTimeInMillis() - answerMs);
    } catch (error) {
      failed = true;
      log.error('resource not made', { error });
    }
    await answer(request, failed);
  });
};
