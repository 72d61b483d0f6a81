import { createSmsClient } from 'sms-pipeline/client';

const client = createSmsClient({ url: process.env.SMS_URL ?? '', apiKey: process.env.SMS_API_KEY ?? '' });

export const lastFailures = async (to: string): Promise<string[]> => {
  const failures: string[] = [];
  for await (const { createdAt, error } of client.list({ to, status: 'failed' })) {
    failures.push(`${createdAt} ${error?.detail ?? ''}`);
    if (failures.length === 10) break;
  }
  return failures;
};
