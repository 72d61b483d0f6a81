import type * as z from 'zod';
import type { ProblemCode } from '../problem.ts';

/**
 * Who may call: whoever has an API key with the scope, carriers by their signature, or anybody. The operations that
 * need no key are the only ones that need none.
 */
export type Access = 'send' | 'read' | 'admin' | 'carrier' | 'public';

export const needsKey = (access: Access): boolean => access !== 'public' && access !== 'carrier';

/** By name; each must fit the schema beside it. */
export type Examples = Readonly<Record<string, unknown>>;

export type Answer = {
  readonly description: string;
  /** Of the JSON body. */
  readonly schema?: z.ZodType;
  readonly examples?: Examples;
  /** Where the body is not JSON. */
  readonly contentType?: string;
  /** Names to what they say. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** What one call of the API takes and answers. */
export type Operation = {
  readonly tag: 'Messages' | 'Opt-outs' | 'Keys' | 'Carriers' | 'Service';
  readonly summary: string;
  readonly description: string;
  readonly access: Access;
  readonly pathParameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Names in the form in which the documentation shows them. */
  readonly headers?: z.ZodObject;
  /** The JSON body. The refusals of a body that cannot be read need no mention. */
  readonly body?: { readonly schema: z.ZodType; readonly examples: Examples };
  /** By HTTP status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** The refusals of its own: those of every call, of a missing key and of an unreadable body need no mention. */
  readonly problems: readonly ProblemCode[];
};
