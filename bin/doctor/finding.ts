/**
 * - `ok`: as it should be.
 * - `warning`: it works, but not for long or not for everybody.
 * - `problem`: texts do not get through.
 * - `unseen`: it could not be looked at.
 */
export type FindingState = 'ok' | 'warning' | 'problem' | 'unseen';

/** One thing that was looked at. No secret and no number is in it. */
export type Finding = {
  readonly state: FindingState;
  /** What is so, in a sentence. */
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
};

/** A thing to look at. What it throws becomes a finding. */
export type Check = {
  readonly name: string;
  /** What the credentials of whoever runs the doctor have to allow. */
  readonly needs: readonly string[];
  readonly look: () => Promise<readonly Finding[]>;
};

export const ok = (says: string): Finding => ({ state: 'ok', says });
export const warning = (says: string, todo: string): Finding => ({ state: 'warning', says, todo });
export const problem = (says: string, todo: string): Finding => ({ state: 'problem', says, todo });
export const unseen = (says: string, todo: string): Finding => ({ state: 'unseen', says, todo });
