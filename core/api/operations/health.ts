import { HealthResource } from '../health-resource.ts';
import type { Operation } from '../operation.ts';

const dependencies = {
  messages: 'ok',
  statuses: 'ok',
  otpQueue: 'ok',
  transactionalQueue: 'ok',
  promotionalQueue: 'ok',
  receiptsQueue: 'ok',
};

export const getHealth: Operation = {
  tag: 'Service',
  summary: 'Whether the service works',
  description: 'Asks every table and queue, and tells the deployed version.',
  access: 'public',
  answers: {
    200: {
      description: 'Everything answers.',
      schema: HealthResource,
      examples: { healthy: { status: 'ok', version: '0.1.0', dependencies } },
    },
    503: {
      description: 'Something does not answer.',
      schema: HealthResource,
      examples: {
        failing: {
          status: 'failing',
          version: '0.1.0',
          dependencies: { ...dependencies, otpQueue: 'failing' },
        },
      },
    },
  },
  problems: [],
};
