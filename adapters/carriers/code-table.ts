/** Looks codes up in a table. A code that is missing or new to us has no row, whatever its name. */
export const codeTable =
  <Row>(rows: Readonly<Record<string, Row>>) =>
  (code: string | undefined): Row | undefined =>
    code !== undefined && Object.hasOwn(rows, code) ? rows[code] : undefined;
