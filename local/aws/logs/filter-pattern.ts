/**
 * CloudWatch Logs' patterns for unstructured text: every term must be in the message, none of those after `-`, and
 * of those after `?` any one. The forms for JSON, columns and regular expressions are refused.
 */
export const readFilterPattern = (pattern: string): ((message: string) => boolean) => {
  if (/^\s*[{[]|%/.test(pattern))
    throw new Error(`the filter pattern ${pattern} is not supported by the local cloud`);
  const terms = [...pattern.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    text: quoted ?? bare ?? '',
  }));
  const all = terms.filter(({ sign }) => sign === '');
  const none = terms.filter(({ sign }) => sign === '-');
  // AWS ignores the optional terms where there are others.
  const some = all.length + none.length > 0 ? [] : terms;
  return (message) =>
    all.every(({ text }) => message.includes(text)) &&
    !none.some(({ text }) => message.includes(text)) &&
    (some.length === 0 || some.some(({ text }) => message.includes(text)));
};
