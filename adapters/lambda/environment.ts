import type { z } from 'zod';
import { Fault } from '../../core/fault.ts';

/** Reads a function's environment at module load. @throws Fault that names each variable which is missing or wrong. */
export const readEnvironment = <S extends z.ZodType>(schema: S): z.output<S> => {
  const parsed = schema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`);
  throw new Fault(`environment variables are missing or wrong: ${names.join(', ')}`);
};
