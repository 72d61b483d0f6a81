/** What makes a carrier ill, and for how long it is spared. The documentation has them in a table: docs/health.md. */
export const thresholds = {
  /** How far back submits count. */
  submitWindowSeconds: 60,
  /** Fewer submits than that in the window prove nothing. */
  fewestSubmits: 20,
  /** The part of the submits that failed by the carrier, definitely or not. */
  failedShare: 0.5,
  /** The same with those that were too fast for it: who takes one of ten is only slow. */
  throttledShare: 0.9,
  /** The part of which nobody knows whether they were taken: each may end as a text too few, or one too many. */
  ambiguousShare: 0.3,
  /** How long an open breaker spares its carrier: twice as long each time that the probe fails. */
  firstPauseSeconds: 5,
  longestPauseSeconds: 60,
  /** A probe that has told nothing by then is taken for lost, and another one goes. */
  probeSeconds: 15,
  /** A breaker that was closed for so long begins with the first pause again. */
  forgivenAfterSeconds: 600,

  /** How far back deliveries count. */
  deliveryWindowSeconds: 900,
  fewestDeliveries: 20,
  /** A delivery that takes longer is slow. */
  slowAfterSeconds: 300,
  /** The part of the deliveries that may be slow. */
  slowShare: 0.15,
  /** What a slow carrier loses at a time, and what it gets back, in percent of its configured weight. */
  weightStep: 10,
  lowestWeight: 10,
  lowerEverySeconds: 300,
  raiseEverySeconds: 900,
  /** The part of its weight by which a carrier that is on probation is drawn. */
  probationShare: 0.2,
} as const;
