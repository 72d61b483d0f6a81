import * as z from 'zod';
import { originHeader } from '../../core/origin-header.ts';

export type CheckOriginDeps = {
  /** What CloudFront says of itself. */
  readonly readSecret: () => Promise<string>;
  readonly isSame: (left: string, right: string) => boolean;
};

const AuthorizerEvent = z.object({ headers: z.record(z.string(), z.string()) });

/** Answers whether a request came by CloudFront, as the gateway asks before each route. */
export const createCheckOrigin =
  ({ readSecret, isSame }: CheckOriginDeps) =>
  async (event: unknown): Promise<{ readonly isAuthorized: boolean }> => {
    const { headers } = AuthorizerEvent.parse(event);
    return { isAuthorized: isSame(headers[originHeader] ?? '', await readSecret()) };
  };
