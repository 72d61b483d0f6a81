import type { Socket } from 'node:net';
import * as z from 'zod';
import { scriptOf } from '../../core/scripted-outcomes.ts';
import { answer, startWireServer } from '../support/wire-server.ts';

const Text = z.object({ to: z.string(), text: z.string() });

const play = (socket: Socket, to: string, count: number): void => {
  const { submit } = scriptOf(to);
  const take = (): void => answer(socket, 200, JSON.stringify({ id: `toy-${count}` }));
  if (submit.kind === 'accept') setTimeout(take, submit.answerAfterMs).unref();
  else if (submit.kind === 'reject') answer(socket, 400, JSON.stringify({ code: 'gone' }));
  else if (submit.kind === 'serverError') answer(socket, 500, '');
  else if (count <= submit.times) answer(socket, 429, '{}', { 'Retry-After': '1' });
  else take();
};

/** A toy of an API, with the simulator's outcomes by recipient. */
export const simulateToy = async () => {
  const texts: string[] = [];
  const submitsTo = (wanted: string): number => texts.filter((to) => to === wanted).length;
  const server = await startWireServer((socket, { body }) => {
    const { to } = Text.parse(JSON.parse(body));
    texts.push(to);
    play(socket, to, submitsTo(to));
  });
  return { url: server.url, submits: async (to: string) => submitsTo(to), stop: server.close };
};
