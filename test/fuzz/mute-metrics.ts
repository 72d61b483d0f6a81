/** Functions print their metrics, one line each, as Lambda wants it. Here nobody reads them. */
export const muteMetrics = (): (() => void) => {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = (chunk: string | Uint8Array, ...rest: never[]) =>
    String(chunk).startsWith('{"_aws"') || write(chunk, ...rest);
  return () => {
    stdout.write = write;
  };
};
