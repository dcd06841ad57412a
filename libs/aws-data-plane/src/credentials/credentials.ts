/** Keys to sign with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When they stop working, in milliseconds since the epoch; absent: never. */
  readonly expiresAtMs?: number | undefined;
}

/** Finds the credentials to use now. */
export type CredentialProvider = () => Promise<AwsCredentials>;

/** Variables of an environment. */
export type Environment = Readonly<Record<string, string | undefined>>;
