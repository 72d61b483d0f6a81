/**
 * What the bundles get for `node:http`. Imported as an ES module, it looks at all its exports, and one of them is all of
 * undici: 15 milliseconds of every cold start, for names that nobody uses.
 */
const http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;
export default http;
