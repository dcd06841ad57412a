import type { Caller, CallOptions } from '../caller.ts';
import type { Endpoint } from '../endpoint.ts';

interface Content {
  readonly Data: string;
  readonly Charset?: string | undefined;
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export interface SendEmailInput {
  readonly FromEmailAddress?: string | undefined;
  readonly Destination?: {
    readonly ToAddresses?: readonly string[] | undefined;
    readonly CcAddresses?: readonly string[] | undefined;
    readonly BccAddresses?: readonly string[] | undefined;
  };
  readonly ReplyToAddresses?: readonly string[] | undefined;
  readonly Content: {
    readonly Simple?: {
      readonly Subject: Content;
      readonly Body: { readonly Text?: Content; readonly Html?: Content };
      readonly Headers?: readonly { readonly Name: string; readonly Value: string }[];
    };
    /** A whole MIME message, base64. */
    readonly Raw?: { readonly Data: string };
    readonly Template?: {
      readonly TemplateName: string;
      readonly TemplateData?: string;
    };
  };
  readonly EmailTags?: readonly { readonly Name: string; readonly Value: string }[] | undefined;
  readonly ConfigurationSetName?: string | undefined;
}

/** Sending mail by SES v2. */
export interface SesClient {
  /** Not repeated when a connection breaks: the mail may be out. The error says `outcomeUnknown`. */
  sendEmail(input: SendEmailInput, options?: CallOptions): Promise<{ readonly MessageId?: string }>;
}

const HEADERS = { 'content-type': 'application/json' };

/** SES v2 (restJson1) over `call`. */
export function createSes(call: Caller, endpoint: Endpoint): SesClient {
  return {
    async sendEmail(input, options) {
      const body = await call(
        {
          operation: 'SendEmail',
          endpoint,
          path: '/v2/email/outbound-emails',
          headers: HEADERS,
          body: JSON.stringify(input),
          idempotent: false,
        },
        options,
      );
      return (body === '' ? {} : JSON.parse(body)) as { MessageId?: string };
    },
  };
}
