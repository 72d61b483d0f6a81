/** Writes what an invocation counted when it ends: afterwards Lambda may freeze the function for good. */
export const flushing =
  <Arguments extends unknown[], Result>(
    metrics: { flush(): void },
    handler: (...event: Arguments) => Promise<Result>,
  ) =>
  async (...event: Arguments): Promise<Result> => {
    try {
      return await handler(...event);
    } finally {
      metrics.flush();
    }
  };
