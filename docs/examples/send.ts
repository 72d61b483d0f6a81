import { createSmsClient, SmsPipelineError } from 'sms-pipeline/client';

const client = createSmsClient({ url: process.env.SMS_URL ?? '', apiKey: process.env.SMS_API_KEY ?? '' });

export const sendCode = async (to: string, code: string): Promise<string> => {
  try {
    const { messageId } = await client.send({ to, body: `Your code is ${code}.`, type: 'otp' });
    const { status } = await client.waitForFinal(messageId, { signal: AbortSignal.timeout(60_000) });
    return status;
  } catch (error) {
    if (error instanceof SmsPipelineError && error.code === 'invalid_request') return 'not a mobile number';
    throw error;
  }
};
