/** The entries that one invocation works on at the same time. */
export type Company = {
  /** The step, in whose runs `meet` counts. */
  readonly joined: <Input extends unknown[], Result>(
    step: (...input: Input) => Promise<Result>,
  ) => (...input: Input) => Promise<Result>;
  /** Returns when all others of the company wait here too, or after a moment: some may wait for a carrier meanwhile. */
  readonly meet: () => Promise<void>;
};

type Meeting = { readonly promise: Promise<void>; readonly end: () => void; size: number };

/**
 * Tells calls that can be shared for whom to wait: the entries of a batch go the same way side by side. An entry that is
 * alone waits for nobody, and nobody waits for an entry that is done.
 * @param patienceMs how long the first to come waits for the others: as long as a call takes, unless given
 */
export const createCompany = (patienceMs = 10): Company => {
  /** Entries under way that are not at the meeting. */
  let elsewhere = 0;
  let meeting: Meeting | undefined;

  const open = (): Meeting => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      clearTimeout(timer);
      elsewhere += opened.size;
      meeting = undefined;
      resolve();
    };
    const timer = setTimeout(end, patienceMs);
    const opened: Meeting = { promise, end, size: 0 };
    return opened;
  };

  /** At the end of this turn of the event loop: by then, all entries of a batch have set out. */
  const endWhenComplete = (): void => {
    setImmediate(() => {
      if (elsewhere <= 0) meeting?.end();
    });
  };

  return {
    joined:
      (step) =>
      async (...input) => {
        elsewhere += 1;
        try {
          return await step(...input);
        } finally {
          elsewhere -= 1;
          endWhenComplete();
        }
      },
    meet: () => {
      meeting ??= open();
      meeting.size += 1;
      elsewhere -= 1;
      endWhenComplete();
      return meeting.promise;
    },
  };
};
