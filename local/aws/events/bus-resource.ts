import * as z from 'zod';
import type { ResourceHandler } from '../../resource.ts';
import { noLocalEffect, readProperties } from '../properties.ts';
import { type EventsParts, inMirror } from './parts.ts';

const Bus = z.strictObject({
  Name: z.string(),
  Description: noLocalEffect,
  KmsKeyIdentifier: noLocalEffect,
  LogConfig: noLocalEffect,
  Policy: noLocalEffect,
  Tags: noLocalEffect,
});

/** AWS::Events::EventBus. */
export const eventBusHandler =
  (parts: EventsParts): ResourceHandler =>
  async (resource) => {
    const { Name } = readProperties(Bus, resource);
    await inMirror(parts, 'CreateEventBus', { Name });
    parts.bus.createBus(Name);
    const Arn = `arn:aws:events:${parts.region}:${parts.accountId}:event-bus/${Name}`;
    return { ref: Name, attributes: { Arn, Name } };
  };
