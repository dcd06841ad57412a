export type { Issued } from './x509/issue.ts';
export { type AcmService, type CertificateReader, createAcmService } from './service.ts';
