import type { FunctionInvoker } from '../../local/resource.ts';

export type Invocation = { readonly functionArn: string; readonly event: unknown };

/** Remembers what it is asked to invoke. */
export const createRecordingFunctions = (): FunctionInvoker & {
  readonly invocations: readonly Invocation[];
} => {
  const invocations: Invocation[] = [];
  return {
    invocations,
    invoke: async (functionArn, event) => void invocations.push({ functionArn, event }),
    invokeAsync: (functionArn, event) => void invocations.push({ functionArn, event }),
  };
};
