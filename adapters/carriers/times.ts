/** A time as SMPP receipts write it, YYMMDDhhmm, read as UTC. */
export const doneDate = (raw: string | undefined): Date | undefined => {
  const [, year, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(raw ?? '') ?? [];
  const time = new Date(`20${year}-${month}-${day}T${hour}:${minute}:00Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
};

/** A time as JSON writes it, ISO 8601, since 1970. JavaScript reads a year into almost anything else. */
export const isoTime = (text: string | undefined): Date | undefined => {
  const time = new Date(text !== undefined && /^\d{4}-\d\d-\d\d/.test(text) ? text : '');
  return time.getTime() >= 0 ? time : undefined;
};

/** The same, or seconds or milliseconds since 1970. */
export const anyTime = (text: string | undefined): Date | undefined => {
  if (text === undefined || !/^\d{9,13}$/.test(text)) return isoTime(text);
  return new Date(Number(text) * (text.length < 12 ? 1000 : 1));
};
