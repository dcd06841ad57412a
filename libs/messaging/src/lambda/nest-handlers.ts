import type { INestApplicationContext, InjectionToken } from '@nestjs/common';
import { ExternalContextCreator } from '@nestjs/core/helpers/external-context-creator.js';
import { ModulesContainer } from '@nestjs/core/injector/modules-container.js';
import { MetadataScanner } from '@nestjs/core/metadata-scanner.js';
import type { EventHandler } from '../dispatch.ts';
import type { SqsContext } from '../nest/sqs-context.ts';

// What Nest's own decorators write; its listener explorer would bring every transport with it.
const PATTERN = 'microservices:pattern';
const HANDLER_KIND = 'microservices:handler_type';
const EVENT = 2;
const PARAMETERS = '__routeArguments__';
const PAYLOAD = 3;
const CONTEXT = 6;

/**
 * The `@EventPattern` handlers of an application's controllers, by event type, each behind its guards, pipes, interceptors
 * and filters. Throws when there is none, or two for one type.
 */
export function eventHandlers(app: INestApplicationContext): ReadonlyMap<string, EventHandler<SqsContext>> {
  const modules = app.get(ModulesContainer);
  const creator = app.get(ExternalContextCreator);
  // Nest looks for the module among providers only, and would find none of a controller's injected pipes and guards.
  creator.getContextModuleKey = (controller) => keyOfModule(modules, controller);
  // An observable that completes without a value is a success: `dispatch` knows that, Nest's own version does not.
  creator.transformToResult = (result: unknown) => Promise.resolve(result);
  const handlers = new Map<string, EventHandler<SqsContext>>();
  for (const module of modules.values()) {
    for (const { instance } of module.controllers.values()) {
      for (const { name, method, types } of eventMethods(instance)) {
        const handler = creator.create(
          instance,
          method,
          name,
          PARAMETERS,
          { exchangeKeyForValue },
          undefined,
          undefined,
          { guards: true, interceptors: true, filters: true },
          'rpc',
        );
        for (const type of types) {
          if (handlers.has(type))
            throw new Error(`Two @EventPattern('${type}') handlers in this app: keep one`);
          handlers.set(type, handler);
        }
      }
    }
  }
  if (handlers.size > 0) return handlers;
  throw new Error('No @EventPattern handler in this app: add a controller with one');
}

interface EventMethod {
  readonly name: string;
  readonly method: (...args: unknown[]) => unknown;
  readonly types: readonly string[];
}

function eventMethods(controller: object): readonly EventMethod[] {
  return new MetadataScanner().getAllMethodNames(controller).flatMap((name) => {
    const method = (controller as Record<string, EventMethod['method']>)[name] as EventMethod['method'];
    if (Reflect.getMetadata(HANDLER_KIND, method) !== EVENT) return [];
    return [{ name, method, types: Reflect.getMetadata(PATTERN, method) as readonly string[] }];
  });
}

/** What a handler's parameter gets: `@Payload()`, `@Payload('field')`, `@Ctx()`. */
function exchangeKeyForValue(type: number, field: unknown, [data, context]: readonly unknown[]): unknown {
  if (type === CONTEXT) return context;
  if (type !== PAYLOAD) return null;
  return typeof field === 'string' ? (data as Record<string, unknown> | null)?.[field] : data;
}

function keyOfModule(modules: ModulesContainer, controller: unknown): string {
  for (const [key, module] of modules) {
    if (module.controllers.has(controller as InjectionToken)) return key;
  }
  return '';
}
