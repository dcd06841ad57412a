import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands errors on as they are. Without it Nest replaces everything but an RpcException by "Internal server error", and a
 * PermanentFailure would be retried as any other. Register it globally: `app.useGlobalFilters(new EventErrorFilter())`.
 */
export class EventErrorFilter implements RpcExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
// As a call: decorators are not erasable syntax.
Catch()(EventErrorFilter);
