/** The runbook's entries: each is a heading of docs/operations.md, and each is what some alarm links to. */
export type RunbookEntry =
  | 'work-waits-too-long'
  | 'entries-were-set-aside'
  | 'a-function-fails'
  | 'a-function-is-throttled'
  | 'the-api-answers-with-5xx'
  | 'a-carrier-is-unhealthy'
  | 'many-outcomes-are-unknown'
  | 'receipts-are-silent'
  | 'webhooks-are-forged'
  | 'the-clock-has-stopped'
  | 'the-spend-is-high';
