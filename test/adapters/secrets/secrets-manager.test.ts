import { expect, test } from 'vitest';
import { createSecretsManagerStore } from '../../../adapters/secrets/secrets-manager.ts';

const setUp = () => {
  let time = 0;
  let calls = 0;
  let broken = false;
  const client = {
    send: async () => {
      calls += 1;
      if (broken) throw new Error('throttled');
      return { SecretString: `version ${calls}` };
    },
  };
  return {
    store: createSecretsManagerStore({ client, now: () => new Date(time) }),
    calls: () => calls,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
    setBroken: (value: boolean) => {
      broken = value;
    },
  };
};

test('reads a secret once for all who ask at the same time, and for five minutes', async () => {
  const { store, calls, pass } = setUp();
  expect(await Promise.all([store.read('a'), store.read('a'), store.read('a')])).toEqual(
    Array(3).fill('version 1'),
  );
  pass(299);
  expect(await store.read('a')).toBe('version 1');
  pass(1);
  expect(await store.read('a')).toBe('version 2');
  expect(calls()).toBe(2);
});

test('keeps secrets apart', async () => {
  const { store } = setUp();
  expect(await store.read('a')).not.toBe(await store.read('b'));
});

test('reads a forgotten secret again', async () => {
  const { store, pass } = setUp();
  await store.read('a');
  pass(10);
  store.forget('a');
  expect(await store.read('a')).toBe('version 2');
});

test('does not forget what it has just read, so that forgeries cost no calls', async () => {
  const { store, calls } = setUp();
  for (let i = 0; i < 100; i += 1) {
    await store.read('a');
    store.forget('a');
  }
  expect(calls()).toBe(1);
});

test('does not keep a read that failed', async () => {
  const { store, setBroken } = setUp();
  setBroken(true);
  await expect(store.read('a')).rejects.toThrow('throttled');
  setBroken(false);
  expect(await store.read('a')).toBe('version 2');
});
