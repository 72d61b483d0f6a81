import type http from 'node:http';
import type { Socket } from 'node:net';

/**
 * Knows since when each idle connection of an agent has been idle, by the wall clock: the agent's own timer stands
 * still while a Lambda environment is frozen, the peer's does not.
 */
export const trackIdleSockets = (agent: http.Agent, limitMs: number) => {
  const idleSince = new WeakMap<Socket, number>();
  agent.on('free', (socket: Socket) => idleSince.set(socket, Date.now()));
  return {
    /** Destroys those that the peer may already have given up. The agent does not hand out destroyed ones. */
    dropStale: (): void => {
      const oldest = Date.now() - limitMs;
      for (const socket of Object.values(agent.freeSockets).flat()) {
        if (socket && (idleSince.get(socket) ?? 0) < oldest) socket.destroy();
      }
    },
  };
};
