/** A time as SMPP receipts write it, YYMMDDhhmm, read as UTC. */
export const doneDate = (raw: string | undefined): Date | undefined => {
  const [, year, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(raw ?? '') ?? [];
  const time = new Date(`20${year}-${month}-${day}T${hour}:${minute}:00Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/** A time as JSON writes it, ISO 8601. */
export const isoTime = (text: string | undefined): Date | undefined => {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
};
