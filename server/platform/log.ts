/** Fields a log line may carry. An allow-list: what is not named here cannot be printed, so it cannot leak. */
export interface LogFields {
  readonly requestId?: string;
  readonly method?: string;
  /** The route's pattern (`/interaction/:id/login/start`), never the URL. */
  readonly route?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  readonly clientId?: string;
  readonly accountId?: string;
  /** Of a key or a key-encryption key: a name, not a secret. */
  readonly keyId?: string;
  readonly errorCode?: string;
  /** Name and stack of an unexpected error; messages of foreign libraries are cut to their first line. */
  readonly error?: unknown;
  readonly count?: number;
  readonly kind?: string;
  readonly port?: number;
  readonly worker?: number;
}

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
