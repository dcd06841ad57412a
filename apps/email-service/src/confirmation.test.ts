import { sampleOrderPlaced } from '@phaseline/contracts';
import { describe, expect, it } from 'vitest';
import { confirmationOf } from './confirmation.ts';

describe('confirmationOf', () => {
  it('tells order, lines and total in both forms', () => {
    const { subject, text, html } = confirmationOf(sampleOrderPlaced);
    expect(subject).toBe(`Your order ${sampleOrderPlaced.orderId}`);
    for (const part of [
      'Hello Ada Lovelace,',
      'Coffee beans, 1 kg',
      '49.00 USD',
      '67.00 USD',
      sampleOrderPlaced.orderId,
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
  });

  it('shows what is written by others as text, never as markup', () => {
    const name = `<script>alert("1")</script> & 'co'`;
    const { html } = confirmationOf({ ...sampleOrderPlaced, customer: { email: 'a@b.co', name } });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
  });

  it('greets a customer without a name, and pads cents', () => {
    const { customer, ...order } = sampleOrderPlaced;
    const { text } = confirmationOf({ ...order, customer: { email: customer.email }, total: 5 });
    expect(text).toContain('Hello,');
    expect(text).toContain('Total: 0.05 USD');
  });
});
