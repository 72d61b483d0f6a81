import { type Check, type Finding, unseen } from './finding.ts';

/** A finding, and by which check it was made. */
export type Made = Finding & { readonly check: string };

export type Report = {
  readonly findings: readonly Made[];
  /** Whether texts should get through: no problem, and nothing that could not be looked at. */
  readonly healthy: boolean;
};

/** By the names that the services of AWS have for it. */
const isDenied = (name: string): boolean =>
  /AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized/.test(name);

/** Why a check could not be made, without the error's message: that may quote what nobody is to read. */
const notSeen = (error: unknown, needs: readonly string[]): Finding => {
  const name = error instanceof Error ? error.name : typeof error;
  if (isDenied(name)) {
    return unseen(
      'Your credentials may not look at this.',
      `Allow ${needs.join(', ')}, or ask somebody who may.`,
    );
  }
  if (/Credentials|ExpiredToken|UnrecognizedClient|InvalidClientTokenId/.test(name)) {
    return unseen('AWS does not know your credentials.', 'Log in, or set AWS_PROFILE and AWS_REGION.');
  }
  return unseen(
    `This could not be looked at: ${name}.`,
    'Is the region right, and is the network there? Try again.',
  );
};

/** Makes every check, at the same time: one that fails keeps no other from being made. */
export const createDoctor = (checks: readonly Check[]) => async (): Promise<Report> => {
  const made = checks.map(async ({ name, needs, look }) => {
    const found = await look().catch((error: unknown) => [notSeen(error, needs)]);
    return found.map((finding) => ({ check: name, ...finding }));
  });
  const findings = (await Promise.all(made)).flat();
  return { findings, healthy: findings.every(({ state }) => state === 'ok' || state === 'warning') };
};
