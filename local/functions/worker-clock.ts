/**
 * Lets `Date` of this thread run ahead of the machine's clock, by the milliseconds in `ahead`. Timers keep real time: a
 * function's deadlines are those of real work.
 */
export const followClock = (ahead: SharedArrayBuffer): void => {
  const leaps = new BigInt64Array(ahead);
  const machineNow = Date.now;
  const now = (): number => machineNow() + Number(Atomics.load(leaps, 0));
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
};
