import * as z from 'zod';
import type { ResourceHandler } from '../../resource.ts';
import { cfnJson, cfnNumber, noLocalEffect, physicalName, readProperties } from '../properties.ts';
import { busName } from './engine.ts';
import type { EventsParts } from './parts.ts';

const Archive = z.strictObject({
  ArchiveName: z.string().optional(),
  Description: noLocalEffect,
  SourceArn: z.string(),
  EventPattern: cfnJson.optional(),
  RetentionDays: cfnNumber.default(0),
  KmsKeyIdentifier: noLocalEffect,
});

/** AWS::Events::Archive. */
export const archiveHandler =
  ({ accountId, region, bus }: EventsParts): ResourceHandler =>
  async (resource) => {
    const { ArchiveName, SourceArn, EventPattern, RetentionDays } = readProperties(Archive, resource);
    const name = ArchiveName ?? physicalName(resource.logicalId, 48);
    bus.archives.create({
      name,
      bus: busName(SourceArn),
      pattern: EventPattern,
      retentionDays: RetentionDays,
    });
    return {
      ref: name,
      attributes: { Arn: `arn:aws:events:${region}:${accountId}:archive/${name}`, ArchiveName: name },
    };
  };
