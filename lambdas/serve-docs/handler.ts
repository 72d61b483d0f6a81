import explorer from 'openapi-explorer/dist/browser/openapi-explorer.min.js' with { type: 'text' };
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { httpHandler } from '../../adapters/lambda/http-handler.ts';
import { createLog } from '../../adapters/log/log.ts';
import { CommonEnvironment } from '../../core/environment.ts';
import document from '../../docs/openapi.json' with { type: 'json' };
import page from './page.html' with { type: 'text' };
import { createServeDocs } from './serve-docs.ts';

const environment = readEnvironment(CommonEnvironment);

const serveDocs = createServeDocs({ document, page, explorer });

export const handler = httpHandler(serveDocs, createLog(environment.LOG_LEVEL));
