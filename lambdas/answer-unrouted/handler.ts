import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { CommonEnvironment } from '../../core/environment.ts';
import { answerUnrouted } from './answer-unrouted.ts';

const environment = readEnvironment(CommonEnvironment);

export const handler = httpHandler(
  async (request) => answerUnrouted(request),
  createLog(environment.LOG_LEVEL),
);
