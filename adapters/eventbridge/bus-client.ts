import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientOptions } from '../aws/client-options.ts';

export const createBusClient = (): EventBridgeClient => new EventBridgeClient(clientOptions);
