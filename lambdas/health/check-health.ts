import type { HttpAnswer } from '../../adapters/lambda/http.ts';
import type { HealthResource } from '../../core/api/health-resource.ts';

/** Asks one dependency something small; throws when it does not answer. */
export type Probe = () => Promise<void>;

type Verdict = HealthResource['status'];

/** The longest that a dependency may take to count as answering, in milliseconds. */
const patienceMs = 2_500;

const ask = async (probe: Probe): Promise<Verdict> => {
  const tooLate = new Promise<Verdict>((resolve) => {
    setTimeout(resolve, patienceMs, 'failing').unref();
  });
  const answered = probe().then(
    (): Verdict => 'ok',
    (): Verdict => 'failing',
  );
  return Promise.race([answered, tooLate]);
};

/** The deployed version, and whether each dependency answers: 200 when all do, else 503. */
export const createCheckHealth =
  (version: string, probes: Readonly<Record<string, Probe>>) => async (): Promise<HttpAnswer> => {
    const verdicts = await Promise.all(
      Object.entries(probes).map(async ([name, probe]) => [name, await ask(probe)] as const),
    );
    const healthy = verdicts.every(([, verdict]) => verdict === 'ok');
    const body: HealthResource = {
      status: healthy ? 'ok' : 'failing',
      version,
      dependencies: Object.fromEntries(verdicts),
    };
    return { status: healthy ? 200 : 503, body };
  };
