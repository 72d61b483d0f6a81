import * as z from 'zod';

/** An id from an Indian operator's DLT portal. */
export const dltId = z
  .string()
  .regex(/^\d{6,25}$/, 'digits')
  .optional();

/** Whether a recipient is in India, whose networks take a text only with the ids of its registration. */
export const needsDlt = (recipient: string): boolean => recipient.startsWith('+91');
