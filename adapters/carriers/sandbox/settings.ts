import * as z from 'zod';

/** The sandbox has nothing to set. */
export const SandboxSettings = z.strictObject({}).meta({ id: 'SandboxSettings' });
export type SandboxSettings = z.infer<typeof SandboxSettings>;
