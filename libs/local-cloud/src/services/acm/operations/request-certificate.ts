import { randomUUID } from 'node:crypto';
import type { RequestCertificateRequest, RequestCertificateResponse } from '@aws-sdk/client-acm';
import { AwsError, type Operation } from '../../../service.ts';
import { invalidName } from '../errors.ts';
import type { Acm } from '../model.ts';

const domainName = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html: validated by DNS; it is issued once the records are there. */
export const requestCertificate =
  (acm: Acm): Operation<RequestCertificateRequest, RequestCertificateResponse> =>
  (input) => {
    if ((input.ValidationMethod ?? 'EMAIL') !== 'DNS') {
      throw new AwsError(
        'InvalidParameterException',
        'The local cloud validates by DNS: give ValidationMethod DNS',
      );
    }
    const names = [
      ...new Set(
        [input.DomainName, ...(input.SubjectAlternativeNames ?? [])].map((name) => name?.toLowerCase()),
      ),
    ].map((name) => {
      if (name === undefined || !domainName.test(name)) throw invalidName(name);
      return name;
    });
    const { account, region } = acm.environment;
    const arn = `arn:aws:acm:${region}:${account}:certificate/${randomUUID()}`;
    acm.certificates.set(arn, {
      arn,
      names,
      createdAt: acm.clock.now(),
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    });
    return { CertificateArn: arn };
  };
