import type * as z from 'zod';
import { fieldErrors, invalidFields } from './field-errors.ts';

/** Reads the body of a call. @throws ProblemError that names each field which is missing, unknown or wrong. */
export const parseBody = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalidFields(fieldErrors(parsed.error));
};
