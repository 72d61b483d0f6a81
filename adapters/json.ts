/** The value that the text holds as JSON, or undefined: what comes from outside may be anything. */
export const readJson = (text: string | Uint8Array): unknown => {
  try {
    return JSON.parse(typeof text === 'string' ? text : new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
};
