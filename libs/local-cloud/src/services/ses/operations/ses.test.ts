import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure, startClients } from '../../sqs/testing/cloud.ts';
import type { StoredEmail } from '../index.ts';

describe('SES v2', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  beforeAll(async () => {
    aws = await startClients();
    await aws.ses.createEmailIdentity({ EmailIdentity: 'shop.example', Tags: [{ Key: 'a', Value: 'b' }] });
  });
  afterAll(() => aws.stop());

  const email = (FromEmailAddress: string, to: string, Html = '<p>hi</p>') => ({
    FromEmailAddress,
    Destination: { ToAddresses: [to] },
    Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'hi' }, Html: { Data: Html } } } },
  });
  const inbox = async (query = '') => {
    const response = await fetch(`${aws.cloud.url}/_cloud/inbox.json${query}`);
    return ((await response.json()) as { messages: StoredEmail[] }).messages;
  };

  it('creates, shows, lists and deletes identities', async () => {
    const created = await aws.ses.createEmailIdentity({ EmailIdentity: 'me@other.example' });
    expect(created).toMatchObject({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: true });
    const again = aws.ses.createEmailIdentity({ EmailIdentity: 'me@other.example' });
    expect(await failure(again)).toMatchObject({ name: 'AlreadyExistsException', status: 400 });
    expect(await aws.ses.getEmailIdentity({ EmailIdentity: 'shop.example' })).toMatchObject({
      IdentityType: 'DOMAIN',
      VerificationStatus: 'SUCCESS',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const { EmailIdentities } = await aws.ses.listEmailIdentities({});
    expect(EmailIdentities?.map((identity) => identity.IdentityName)).toEqual([
      'me@other.example',
      'shop.example',
    ]);
    await aws.ses.deleteEmailIdentity({ EmailIdentity: 'me@other.example' });
    expect(await failure(aws.ses.getEmailIdentity({ EmailIdentity: 'me@other.example' }))).toMatchObject({
      name: 'NotFoundException',
      status: 404,
    });
  });

  it('tags identities', async () => {
    const ResourceArn = `arn:aws:ses:${aws.cloud.region}:${aws.cloud.account}:identity/shop.example`;
    await aws.ses.tagResource({ ResourceArn, Tags: [{ Key: 'c', Value: 'd' }] });
    await aws.ses.untagResource({ ResourceArn, TagKeys: ['c'] });
    expect((await aws.ses.listTagsForResource({ ResourceArn })).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  });

  it('keeps what is sent, and shows it by recipient', async () => {
    const { MessageId } = await aws.ses.sendEmail({
      ...email('Shop <orders@shop.example>', 'Ann <Ann@mail.example>'),
      EmailTags: [{ Name: 'order', Value: '1' }],
    });
    await aws.ses.sendEmail(email('orders@eu.shop.example', 'bob@mail.example'));
    expect(await inbox('?to=ann@mail.example')).toMatchObject([
      {
        id: MessageId,
        from: 'Shop <orders@shop.example>',
        to: ['Ann <Ann@mail.example>'],
        subject: 'Hello',
        text: 'hi',
        html: '<p>hi</p>',
        tags: { order: '1' },
      },
    ]);
    expect(await inbox()).toHaveLength(2);
    expect((await aws.ses.getAccount({})).SendQuota?.SentLast24Hours).toBe(2);
  });

  it('rejects senders that nobody verified', async () => {
    expect(await failure(aws.ses.sendEmail(email('me@notshop.example', 'a@b.example')))).toMatchObject({
      name: 'MessageRejected',
      status: 400,
      message:
        'Email address is not verified. The following identities failed the check in region US-EAST-1: me@notshop.example',
    });
  });

  it.each([
    [{ Destination: {} }, 400],
    [{ Destination: { ToAddresses: ['nobody'] } }, 400],
    [{ Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `a${n}@b.example`) } }, 400],
    [{ Content: { Raw: { Data: Uint8Array.of(1) } } }, 501],
    [{ Content: { Template: { TemplateName: 't' } } }, 501],
    [{ Content: {} }, 400],
  ])('refuses to send what is wrong (%#)', async (part, status) => {
    const call = aws.ses.sendEmail({ ...email('a@shop.example', 'b@c.example'), ...part });
    expect(await failure(call)).toMatchObject({ status });
  });

  it('counts emails by a tag, which tells one that was sent twice', async () => {
    for (const Value of ['x', 'y', 'y']) {
      await aws.ses.sendEmail({
        ...email('orders@shop.example', 'ann@mail.example'),
        EmailTags: [{ Name: 'counted', Value }],
      });
    }
    const counts = async (query: string) =>
      (await (await fetch(`${aws.cloud.url}/_cloud/inbox.json?${query}`)).json()) as object;
    expect(await counts('count=counted')).toEqual({ counts: { x: 1, y: 2 } });
    expect(await counts('count=counted&min=2')).toEqual({ counts: { y: 2 } });
    expect(await counts('count=unknown')).toEqual({ counts: {} });
  });

  it('shows an inbox in which an email is text and never a part of the page', async () => {
    const evil = '"><script>alert(1)</script>';
    const message = email('orders@shop.example', 'evil@mail.example', evil);
    message.Content.Simple.Subject.Data = evil;
    await aws.ses.sendEmail(message);
    const response = await fetch(
      `${aws.cloud.url}/_cloud/inbox?to=${encodeURIComponent('evil@mail.example')}`,
    );
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('&quot;&gt;&lt;script&gt;');
    expect(page).not.toContain('<script');
    const filter = await (await fetch(`${aws.cloud.url}/_cloud/inbox?to=${encodeURIComponent(evil)}`)).text();
    expect(filter).not.toContain('<script');
  });
});
