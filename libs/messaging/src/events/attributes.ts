/** Message attribute that carries an event's type, e.g. for SNS filter policies. */
export const EVENT_TYPE = 'eventType';
/** Message attribute that carries an event's id. */
export const EVENT_ID = 'eventId';
/** Message attribute that carries the W3C trace context. */
export const TRACEPARENT = 'traceparent';
