// allauth's headless browser API: one method a step. It answers 401 for "more to do", so nothing here rejects but for a
// missing answer (NetworkError). Source: django-allauth, "headless" specification (OpenAPI), browser client.

import { NetworkError } from '$client/http';
import { csrfToken } from '../api/cookies';
import type { AuthAnswer } from './flow';

export interface Session {
  id: number;
  user_agent: string;
  ip: string;
  created_at: number;
  last_seen_at?: number;
  is_current: boolean;
}

export interface Authenticator {
  type: 'totp' | 'recovery_codes' | 'webauthn';
  created_at: number;
  last_used_at: number | null;
  id?: number;
  name?: string;
  is_passwordless?: boolean;
  total_code_count?: number;
  unused_code_count?: number;
  unused_codes?: string[];
}

type PublicKeyJson = { publicKey: Record<string, unknown> };

export class AuthApi {
  readonly #language: () => string;

  constructor(language: () => string) {
    this.#language = language;
  }

  session = () => this.#call('GET', 'auth/session');
  signOut = () => this.#call('DELETE', 'auth/session');
  logIn = (email: string, password: string) => this.#call('POST', 'auth/login', { email, password });
  factor = (code: string) => this.#call('POST', 'auth/2fa/authenticate', { code });
  trust = (trust: boolean) => this.#call('POST', 'auth/2fa/trust', { trust });
  again = (password: string) => this.#call('POST', 'auth/reauthenticate', { password });
  againByCode = (code: string) => this.#call('POST', 'auth/2fa/reauthenticate', { code });

  /** `purpose`: login = passkey alone, authenticate = second factor, reauthenticate = once more. */
  passkeyOptions = (purpose: Purpose) =>
    this.#call<{ request_options: PublicKeyJson }>('GET', `auth/webauthn/${purpose}`);
  passkey = (purpose: Purpose, credential: object) => this.#call('POST', `auth/webauthn/${purpose}`, { credential });

  verifyEmail = (key: string) => this.#call('POST', 'auth/email/verify', { key });
  requestReset = (email: string) => this.#call('POST', 'auth/password/request', { email });
  resetInfo = (key: string) =>
    this.#call<{ user: { email?: string; display?: string } }>('GET', 'auth/password/reset', undefined, {
      'X-Password-Reset-Key': key,
    });
  reset = (key: string, password: string) => this.#call('POST', 'auth/password/reset', { key, password });
  changePassword = (current_password: string, new_password: string) =>
    this.#call('POST', 'account/password/change', { current_password, new_password });

  sessions = () => this.#call<Session[]>('GET', 'auth/sessions');
  endSessions = (sessions: number[]) => this.#call<Session[]>('DELETE', 'auth/sessions', { sessions });

  authenticators = () => this.#call<Authenticator[]>('GET', 'account/authenticators');
  /** 404 with meta {secret, totp_url} while there is none. */
  totp = () => this.#call<Authenticator>('GET', 'account/authenticators/totp');
  addTotp = (code: string) => this.#call<Authenticator>('POST', 'account/authenticators/totp', { code });
  removeTotp = () => this.#call('DELETE', 'account/authenticators/totp');
  recoveryCodes = () => this.#call<Authenticator>('GET', 'account/authenticators/recovery-codes');
  newRecoveryCodes = () => this.#call<Authenticator>('POST', 'account/authenticators/recovery-codes', {});
  /** `passwordless`: a passkey that signs in by itself. */
  newPasskey = () =>
    this.#call<{ creation_options: PublicKeyJson }>('GET', 'account/authenticators/webauthn?passwordless');
  addPasskey = (name: string, credential: object) =>
    this.#call<Authenticator>('POST', 'account/authenticators/webauthn', { name, credential, passwordless: true });
  renamePasskey = (id: number, name: string) =>
    this.#call<Authenticator>('PUT', 'account/authenticators/webauthn', { id, name });
  removePasskeys = (authenticators: number[]) =>
    this.#call('DELETE', 'account/authenticators/webauthn', { authenticators });

  async #call<T>(
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<AuthAnswer<T>> {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'Accept-Language': this.#language(),
      ...more,
    };
    if (method !== 'GET') {
      headers['X-CSRFToken'] = csrfToken(document.cookie);
      headers['Content-Type'] = 'application/json';
    }
    let response: Response;
    try {
      const send = { method, headers, credentials: 'same-origin' as const };
      response = await fetch(`/api/auth/browser/v1/${path}`, body ? { ...send, body: JSON.stringify(body) } : send);
    } catch (error) {
      throw new NetworkError('no answer', { cause: error });
    }
    return answerOf<T>(response);
  }
}

export type Purpose = 'login' | 'authenticate' | 'reauthenticate';

async function answerOf<T>(response: Response): Promise<AuthAnswer<T>> {
  try {
    return { ...((await response.json()) as AuthAnswer<T>), status: response.status };
  } catch {
    // Rate limits, CSRF failures and proxies answer with a page.
    return { status: response.status };
  }
}
