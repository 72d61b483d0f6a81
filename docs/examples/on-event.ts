import { parseEvent } from 'sms-pipeline/events';

export const handler = async (event: unknown): Promise<void> => {
  const sms = parseEvent(event);
  switch (sms.type) {
    case 'sms.message.delivered':
      console.info(sms.data.messageId, 'arrived, says the', sms.data.evidence);
      break;
    case 'sms.message.undelivered':
    case 'sms.message.failed':
      console.info(sms.data.messageId, 'did not arrive:', sms.data.error?.code);
      break;
  }
};
