import type { z } from 'zod';
import { AwsError } from './aws-error.ts';
import type { Members } from './call.ts';

/** Reads an action's input, or refuses it under the service's own code for a bad parameter. */
export const readInput = <S extends z.ZodType>(schema: S, input: Members, code: string): z.output<S> => {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AwsError(code, `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not valid'}`);
};
