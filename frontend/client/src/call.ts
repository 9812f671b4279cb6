// The API by its operations, as generated from openapi.json: a wrong path, body or use of an answer fails the type check.

import type { AgentOperations, WidgetOperations } from './api';
import type { Http, Options } from './http';

type Answer<T> = T extends { answer: infer A } ? A : never;
type Asked<T> = Omit<T, 'answer'>;
type Request<T> = Asked<T> & Omit<Options, 'query'>;
type Place<T> = T extends { path: infer P } ? [path: P] : [];

/** Operations that answer with JSON or with nothing; a file is fetched from its `pathOf`. */
type Callable<O> = { [K in keyof O]: Answer<O[K]> extends Blob ? never : K }[keyof O] & string;

export type Call<O> = <K extends Callable<O>>(
  operation: K,
  ...request: Record<never, never> extends Asked<O[K]> ? [Request<O[K]>?] : [Request<O[K]>]
) => Promise<Answer<O[K]>>;

/** `call('GET /conversations/{reference}', { path: { reference } })`. Rejects with ApiError or NetworkError. */
export const typed =
  <O extends object>(http: Http): Call<O> =>
  (operation, ...[request]) => {
    const { path, body, ...options } = (request ?? {}) as Options & { path?: Record<string, string>; body?: unknown };
    return http.send(operation.slice(0, operation.indexOf(' ')), filled(operation, path), body, options);
  };

/** Where an operation is, below its base. */
export const pathOf = <K extends keyof Operations>(operation: K, ...[path]: Place<Operations[K]>): string =>
  filled(operation, path as Record<string, string> | undefined);

type Operations = AgentOperations & WidgetOperations;

const filled = (operation: string, path: Record<string, string> = {}): string =>
  operation
    .slice(operation.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name]!));
