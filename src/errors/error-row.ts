/** One row of the error table: HTTP status, WebSocket close code, and one sentence that says what to do next. */
export type ErrorRow = { readonly http: number; readonly close: number; readonly text: string };
