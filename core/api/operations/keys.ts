import * as z from 'zod';
import { KeyRequest, RotationRequest } from '../key-request.ts';
import { KeyPage, KeyResource, MadeKeyResource } from '../key-resource.ts';
import type { Operation } from '../operation.ts';

const key = {
  keyId: '8vTnW2cQpX4d',
  tenant: 'acme',
  kind: 'live',
  scopes: ['send', 'read'],
  name: 'shop',
  countries: ['GB', 'IE'],
  createdAt: '2026-11-22T09:30:00.000Z',
};
const apiKey = 'sms_live_8vTnW2cQpX4d_…';
const newer = { ...key, keyId: 'Zk3mB7sRyL1a', createdAt: '2027-02-01T08:00:00.000Z', replaces: key.keyId };
const oldExpiresAt = '2027-02-02T08:00:00.000Z';

const pathParameters = z.object({ keyId: z.string().meta({ description: 'The third part of a key.' }) });

export const createKey: Operation = {
  tag: 'Keys',
  summary: 'Make an API key',
  description:
    'The answer is the only time that the key is shown. A live key sends, a team key sends to the numbers in ' +
    '`recipients` only, and what a test key sends goes through the whole pipeline and to nobody.',
  access: 'admin',
  body: {
    schema: KeyRequest,
    examples: {
      shop: { name: 'shop', countries: ['GB', 'IE'] },
      team: { kind: 'team', recipients: ['+447700900001'], scopes: ['send'] },
      test: { kind: 'test', name: 'continuous integration' },
    },
  },
  answers: {
    201: {
      description: 'The key.',
      schema: MadeKeyResource,
      examples: { made: { ...key, apiKey } },
    },
  },
  problems: ['invalid_request'],
};

export const listKeys: Operation = {
  tag: 'Keys',
  summary: 'List API keys',
  description: 'Those of the tenant, newest first, revoked and expired ones too.',
  access: 'admin',
  query: z.object({
    limit: z.int().min(1).max(100).default(50).meta({ description: 'Keys a page.' }),
    cursor: z.string().optional().meta({ description: 'The `nextCursor` of the page before.' }),
  }),
  answers: {
    200: {
      description: 'A page of keys.',
      schema: KeyPage,
      examples: { page: { keys: [{ ...key, lastUsedAt: '2026-11-22T10:00:00.000Z' }] } },
    },
  },
  problems: ['invalid_request'],
};

export const rotateKey: Operation = {
  tag: 'Keys',
  summary: 'Rotate an API key',
  description:
    'Makes a key with the same rights, limits and lifetime. The old one is taken until the overlap ends; at most two ' +
    'of a family are live.',
  access: 'admin',
  pathParameters,
  body: { schema: RotationRequest, examples: { day: { overlapSeconds: 86_400 } } },
  answers: {
    201: {
      description: 'The new key, and when the old one ends.',
      schema: MadeKeyResource,
      examples: { rotated: { ...newer, apiKey: 'sms_live_Zk3mB7sRyL1a_…', oldExpiresAt } },
    },
  },
  problems: ['invalid_request', 'not_found', 'key_not_rotatable'],
};

export const revokeKey: Operation = {
  tag: 'Keys',
  summary: 'Revoke an API key',
  description: 'Every function refuses it within 10 seconds.',
  access: 'admin',
  pathParameters,
  answers: {
    200: {
      description: 'The key, now revoked.',
      schema: KeyResource,
      examples: { revoked: { ...key, revokedAt: '2026-11-23T07:15:00.000Z' } },
    },
  },
  problems: ['not_found'],
};
