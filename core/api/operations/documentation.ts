import * as z from 'zod';
import type { Answer, Operation } from '../operation.ts';

const headers = { ETag: 'Names these bytes, for `If-None-Match`.' };
const unchanged: Answer = { description: 'As it was.', headers };

export const getDocument: Operation = {
  tag: 'Service',
  summary: 'Get this document',
  description: 'The OpenAPI 3.1 description of the API.',
  access: 'public',
  answers: {
    200: { description: 'The document.', schema: z.record(z.string(), z.unknown()), headers },
    304: unchanged,
  },
  problems: [],
};

export const getReference: Operation = {
  tag: 'Service',
  summary: 'Read the reference',
  description: 'This document as a page on which every call can be tried. It loads nothing from elsewhere.',
  access: 'public',
  answers: { 200: { description: 'The page.', contentType: 'text/html', headers }, 304: unchanged },
  problems: [],
};

export const getExplorer: Operation = {
  tag: 'Service',
  summary: 'Get the script of the reference',
  description: 'What the page of the reference runs.',
  access: 'public',
  answers: { 200: { description: 'The script.', contentType: 'text/javascript', headers }, 304: unchanged },
  problems: [],
};
