import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas';
import { Construct } from 'constructs';
import * as z from 'zod';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { eventSource } from '../../core/events.ts';

/** The whole event as EventBridge hands it on; the registry takes JSON Schema in draft 4. */
const contentOf = (type: string, detail: z.ZodType): string => {
  const event = z.object({
    version: z.string(),
    id: z.string(),
    source: z.literal(eventSource),
    'detail-type': z.literal(type),
    account: z.string(),
    time: z.iso.datetime(),
    region: z.string(),
    resources: z.array(z.string()),
    detail,
  });
  return JSON.stringify({ title: type, ...z.toJSONSchema(event, { target: 'draft-04' }) });
};

/** The events in a registry of EventBridge, for code bindings and for whoever looks for them in the console. */
export class EventSchemas extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const registry = new CfnRegistry(this, 'Registry', { description: 'Events of the SMS pipeline' });
    for (const [type, { description, schema }] of Object.entries(eventCatalogue)) {
      new CfnSchema(this, type, {
        registryName: registry.attrRegistryName,
        // As EventBridge names the schemas that it finds by itself.
        schemaName: `${eventSource}@${type}`,
        type: 'JSONSchemaDraft4',
        description,
        content: contentOf(type, schema),
      });
    }
  }
}
