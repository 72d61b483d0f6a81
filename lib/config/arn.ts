import * as z from 'zod';

/** The ARN of something that is there already. */
export const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:.+`), `give an ARN: arn:aws:${service}:…`);
