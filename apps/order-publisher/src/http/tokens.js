/** Injects a {@link SetHeader}. */
export const HTTP_HEADERS = Symbol('HTTP_HEADERS');
/** Injects a {@link SetStatus}. */
export const HTTP_STATUS = Symbol('HTTP_STATUS');
