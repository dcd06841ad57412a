import { Controller, Get, Inject, Res } from '@nestjs/common';
import { HTTP_STATUS, type SetStatus } from '../http/tokens.ts';
import type { Readiness } from './readiness.ts';

/** Injects the readiness probe. */
export const READINESS = Symbol('READINESS');

/** `GET /health`: this process answers. `GET /ready`: it can reach what it needs to take an order. */
@Controller()
export class HealthController {
  readonly #readiness: () => Promise<Readiness>;
  readonly #setStatus: SetStatus;

  constructor(
    @Inject(READINESS) readiness: () => Promise<Readiness>,
    @Inject(HTTP_STATUS) setStatus: SetStatus,
  ) {
    this.#readiness = readiness;
    this.#setStatus = setStatus;
  }

  /** Touches no dependency: a restart cures none of them. */
  @Get('health')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: unknown): Promise<Readiness> {
    const readiness = await this.#readiness();
    if (readiness.status !== 'ready') this.#setStatus(response, 503);
    return readiness;
  }
}
