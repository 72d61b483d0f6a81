import { lookup } from 'node:dns/promises';

/** All addresses of a name. Throws where it has none. */
export type ResolveHost = (name: string) => Promise<readonly string[]>;

/** By the operating system, as every connection of Node's does it. */
export const resolveHost: ResolveHost = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);
