import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/** Thrown inside of a function that calls out. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly code = 'ELOCALONLY';

  constructor(host: string) {
    super(`${host} is not on this machine: functions of the local cloud reach only the loopback`);
  }
}

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3})$/i;

export const isLoopback = (host: string): boolean => loopback.test(host);

/** The host of the many forms that `socket.connect` takes; a path means a local socket. */
const hostOf = (args: readonly unknown[]): string | undefined => {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined;
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
};

const refuseConnections = (): void => {
  const connect = Socket.prototype.connect;
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, args);
    // Like a failed connection, so that a client's own handling of errors is what runs.
    process.nextTick(() => this.destroy(new EgressError(host)));
    return this;
  };
  Object.defineProperty(Socket.prototype, 'connect', { value: guarded, writable: true, configurable: true });
};

const refuseDatagrams = (): void => {
  const refuse = (): never => {
    throw new EgressError('a datagram');
  };
  for (const name of ['send', 'connect'])
    Object.defineProperty(dgram.Socket.prototype, name, {
      value: refuse,
      writable: true,
      configurable: true,
    });
};

type Lookup = (...args: unknown[]) => unknown;

const refusedLookup = (host: string, callback: unknown): void => {
  if (typeof callback !== 'function') throw new EgressError(host);
  process.nextTick(() => Reflect.apply(callback, undefined, [new EgressError(host)]));
};

/** Name look-ups leave the machine, too. */
const refuseLookups = (): void => {
  const guard = (holder: object, refuse: (host: string, callback: unknown) => unknown): void => {
    for (const name of Object.getOwnPropertyNames(holder).filter((key) =>
      /^(lookup|resolve|reverse)/.test(key),
    )) {
      const original: unknown = Reflect.get(holder, name);
      if (typeof original !== 'function') continue;
      const guarded: Lookup = function (this: unknown, ...args) {
        const host = String(args[0]);
        return isLoopback(host) ? Reflect.apply(original, this, args) : refuse(host, args.at(-1));
      };
      Object.defineProperty(holder, name, { value: guarded, writable: true, configurable: true });
    }
  };
  for (const holder of [dns, dns.Resolver.prototype]) guard(holder, refusedLookup);
  for (const holder of [dns.promises, dns.promises.Resolver.prototype])
    guard(holder, async (host) => Promise.reject(new EgressError(host)));
};

/** From here on this thread reaches nothing but the loopback. A guard against mistakes, not against malice. */
export const refuseEgress = (): void => {
  refuseConnections();
  refuseDatagrams();
  refuseLookups();
  syncBuiltinESMExports();
};
