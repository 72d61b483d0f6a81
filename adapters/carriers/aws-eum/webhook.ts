import * as z from 'zod';
import type { CarrierWebhook, WebhookVerdict } from '../../../core/carrier.ts';
import { Fault } from '../../../core/fault.ts';
import { readJson } from '../../json.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { inboundOf } from '../read-inbound.ts';
import { readDeliveryEvent } from './delivery-event.ts';
import type { AwsEumSettings } from './settings.ts';
import { snsHostOf, TopicMessage } from './topic-message.ts';
import { createTopicVerifier } from './topic-signature.ts';

const confirmDeadlineMs = 5000;

/** An incoming text, as a number's two-way topic has it. */
const TwoWayText = z.object({
  inboundMessageId: z.string(),
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
});

const unreadable = { kind: 'unreadable', reason: 'neither an event of a text nor an incoming one' } as const;

const readNotification = (text: string, receivedAt: Date): WebhookVerdict => {
  const content = readJson(Buffer.from(text));
  const receipt = readDeliveryEvent(content, receivedAt);
  if (receipt) return { kind: 'receipts', receipts: [receipt] };
  const twoWay = TwoWayText.safeParse(content);
  if (!twoWay.success) return unreadable;
  const { inboundMessageId, originationNumber, destinationNumber, messageBody } = twoWay.data;
  const read = inboundOf('aws-eum', {
    carrierMessageId: inboundMessageId,
    sender: originationNumber,
    recipient: destinationNumber,
    text: messageBody,
  });
  return read.ok && 'inbound' in read ? { kind: 'inbound', messages: [read.inbound] } : unreadable;
};

/**
 * Verifies and reads what the configured SNS topic posts: events of an event destination, and incoming texts of a
 * two-way number. Any account can have SNS sign for a topic of its own, so the topic has to be the one of the settings.
 */
export const openWebhook = ({ topicArn }: AwsEumSettings, { http, now }: CarrierDeps): CarrierWebhook => {
  const isSigned = createTopicVerifier(http, now);

  /** SNS posts to an endpoint only after it has asked for the URL that it was given. */
  const confirm = async ({ SubscribeURL: url = '', TopicArn }: TopicMessage): Promise<WebhookVerdict> => {
    if (!url.startsWith(`https://${snsHostOf(TopicArn)}/`)) return { kind: 'forged' };
    const result = await http.send({ method: 'GET', url, headers: {}, deadlineMs: confirmDeadlineMs });
    if (result.kind !== 'answered' || result.status !== 200) {
      throw new Fault('the subscription to the SNS topic could not be confirmed');
    }
    return { kind: 'receipts', receipts: [] };
  };

  return {
    receive: async ({ body, receivedAt }) => {
      const message = TopicMessage.safeParse(readJson(body)).data;
      if (!message || topicArn === undefined || message.TopicArn !== topicArn) return { kind: 'forged' };
      if (!(await isSigned(message))) return { kind: 'forged' };
      switch (message.Type) {
        case 'SubscriptionConfirmation':
          return confirm(message);
        case 'UnsubscribeConfirmation':
          return { kind: 'receipts', receipts: [] };
        case 'Notification':
          return readNotification(message.Message, receivedAt);
      }
    },
  };
};
