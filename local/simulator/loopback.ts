const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The simulator calls back to the loopback only: nothing of a local run leaves the machine. */
export const isCallable = (url: string): boolean => {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && loopbackHost.test(parsed.hostname);
};
