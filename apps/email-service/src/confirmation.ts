import type { OrderPlaced } from '@phaseline/contracts';

/** A confirmation, ready to send. */
export interface Confirmation {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes the confirmation of an order, as text and as HTML with everything from outside escaped. */
export function confirmationOf(event: OrderPlaced): Confirmation {
  const greeting = event.customer.name === undefined ? 'Hello' : `Hello ${event.customer.name}`;
  const intro = 'thank you for your order. This is what we have noted:';
  const total = money(event.total, event.currency);
  return {
    subject: `Your order ${event.orderId}`,
    text: [
      `${greeting},`,
      '',
      intro,
      '',
      ...event.lines.map(
        (line) =>
          `${line.quantity} x ${line.name} (${line.sku}): ${money(line.quantity * line.unitPrice, event.currency)}`,
      ),
      '',
      `Total: ${total}`,
      `Order: ${event.orderId}`,
      '',
    ].join('\n'),
    html: htmlOf(event, greeting, intro, total),
  };
}

function htmlOf(event: OrderPlaced, greeting: string, intro: string, total: string): string {
  const cell = 'style="padding:4px 12px 4px 0"';
  const rows = event.lines.map((line) => {
    const amount = money(line.quantity * line.unitPrice, event.currency);
    return `<tr><td ${cell}>${line.quantity} &times;</td><td ${cell}>${escapeHtml(line.name)} <small>${escapeHtml(line.sku)}</small></td><td align="right">${escapeHtml(amount)}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><body style="font-family:system-ui,sans-serif;color:#1b2230">
<p>${escapeHtml(greeting)},</p>
<p>${escapeHtml(intro)}</p>
<table style="border-collapse:collapse">${rows.join('')}
<tr><td></td><td ${cell}><b>Total</b></td><td align="right"><b>${escapeHtml(total)}</b></td></tr></table>
<p><small>Order ${escapeHtml(event.orderId)}</small></p>
</body></html>
`;
}

/** Cents as `67.00 USD`. Whole-number arithmetic: no amount passes through a fraction. */
function money(cents: number, currency: string): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')} ${currency}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
