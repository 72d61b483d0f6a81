/** Why a sender was refused, each with a sentence for the caller. The sentences never repeat the sender. */
export const senderProblems = {
  empty: 'The sender is empty.',
  not_gsm7: 'The sender name has characters that are not in the GSM 7-bit alphabet.',
  name_too_long: 'The sender name is longer than 11 characters of the GSM 7-bit alphabet.',
  no_names: 'The networks of this country show no sender names: use a number.',
  short_code_length: 'The short code has too few or too many digits for this country.',
  not_a_sender: 'The sender is neither a name with a letter, nor a short code, nor a possible phone number.',
} as const satisfies Record<string, string>;

export type SenderProblemCode = keyof typeof senderProblems;

export type SenderProblem = { readonly code: SenderProblemCode; readonly message: string };

export const senderProblem = (
  code: SenderProblemCode,
): { readonly ok: false; readonly problem: SenderProblem } => ({
  ok: false,
  problem: { code, message: senderProblems[code] },
});
