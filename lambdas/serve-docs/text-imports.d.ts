/** esbuild puts the text of these files into the bundle: `import text from '…' with { type: 'text' }`. */
declare module '*.html' {
  const text: string;
  export default text;
}
declare module 'openapi-explorer/dist/browser/openapi-explorer.min.js' {
  const text: string;
  export default text;
}
