import { receiptHandleIsInvalid } from '../errors.ts';

/** What a receipt handle says: which message of which queue, and which of its receives. */
export interface Receipt {
  readonly queue: string;
  readonly messageId: string;
  readonly receipt: number;
}

/** An opaque handle for one receive of one message. */
export function formatReceiptHandle(receipt: Receipt): string {
  return Buffer.from(`${receipt.queue} ${receipt.messageId} ${receipt.receipt}`).toString('base64');
}

/** @throws ReceiptHandleIsInvalid when `handle` was never handed out by the queue named `queue`. */
export function parseReceiptHandle(handle: string, queue: string): Receipt {
  const [name, messageId, receipt, ...rest] = Buffer.from(handle, 'base64').toString().split(' ');
  if (name !== queue || messageId === undefined || !/^\d+$/.test(receipt ?? '') || rest.length > 0) {
    throw receiptHandleIsInvalid(handle);
  }
  return { queue, messageId, receipt: Number(receipt) };
}
