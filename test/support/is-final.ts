import { canMove, Status } from '../../core/status.ts';

/** The pipeline does nothing more with a message in this status: only a receipt may still settle an unknown one. */
export const isFinal = (status: Status): boolean =>
  status === 'unknown' || !Status.options.some((next) => canMove(status, next));
