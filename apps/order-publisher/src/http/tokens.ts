/** Sets a header on a response, whichever server stands behind it (Fastify, or a Lambda event). */
export type SetHeader = (response: unknown, name: string, value: string) => void;

/** Sets the status of a response, whichever server stands behind it. */
export type SetStatus = (response: unknown, status: number) => void;

/** Injects a {@link SetHeader}. */
export const HTTP_HEADERS = Symbol('HTTP_HEADERS');

/** Injects a {@link SetStatus}. */
export const HTTP_STATUS = Symbol('HTTP_STATUS');
