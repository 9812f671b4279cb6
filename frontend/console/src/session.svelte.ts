// Who is signed in. When the session ends anywhere in the application, it says so once and the sign-in page comes.

import { ApiError } from '$client/http';
import type { AgentApi } from './api/agent';
import type { Me } from './wire';

export class Session {
  /** loading: not asked yet. away: the server can't be reached. */
  status = $state<'loading' | 'out' | 'in' | 'away'>('loading');
  me = $state.raw<Me | null>(null);
  readonly #api: AgentApi;

  constructor(api: AgentApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    try {
      this.me = await this.#api.me();
      this.status = 'in';
    } catch (error) {
      this.me = null;
      this.status = error instanceof ApiError && [401, 403].includes(error.status) ? 'out' : 'away';
    }
  }

  /** Any request was answered with 401. */
  ended(): void {
    if (this.status === 'in') this.status = 'out';
  }

  async change(change: Partial<Pick<Me, 'name' | 'language' | 'timezone' | 'online'>>): Promise<void> {
    const answer = await this.#api.changeMe(change);
    this.me = { ...this.me!, ...change, ...answer };
  }

  may(permission: string): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }
}
