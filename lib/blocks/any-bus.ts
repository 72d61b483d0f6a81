import type { EventBus, IEventBus } from 'aws-cdk-lib/aws-events';

/** Under `exactOptionalPropertyTypes`, CDK's own `EventBus` is not an `IEventBus`. */
export type AnyBus = IEventBus | EventBus;
