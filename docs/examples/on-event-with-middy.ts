import middy from '@middy/core';
import { type SmsEvent, smsEvents } from 'sms-pipeline/events';

export const handler = middy<SmsEvent>()
  .use(smsEvents())
  .handler(async (sms) => {
    console.info(sms.type, sms.id);
  });
