// The sign-in page's state: which step, what is wrong, and what is on its way.

import { NetworkError } from '$client/http';
import { t } from '$ui/i18n.svelte';
import type { AuthApi, Purpose } from './api';
import { cleanCode, fieldErrors, nextStep, type AuthAnswer, type Step } from './flow';
import { credentialJson, requestOptions } from './webauthn';

export class SignIn {
  step = $state.raw<Step>({ name: 'credentials' });
  errors = $state.raw<Record<string, string>>({});
  busy = $state<'' | 'password' | 'passkey' | 'code'>('');
  readonly #api: AuthApi;
  readonly #done: () => void;

  constructor(api: AuthApi, done: () => void) {
    this.#api = api;
    this.#done = done;
  }

  /** Takes up a sign-in that was left half way, and gets the CSRF cookie. */
  start = () => this.#run('', () => this.#api.session());
  logIn = (email: string, password: string) => this.#run('password', () => this.#api.logIn(email.trim(), password));
  code = (text: string) => this.#run('code', () => this.#api.factor(cleanCode(text)));
  trust = (trust: boolean) => this.#run('code', () => this.#api.trust(trust));
  /** Back to the first step: another account. */
  restart = () => this.#run('', () => this.#api.signOut());

  /** `login`: a passkey alone. `authenticate`: as the second factor. */
  passkey(purpose: Purpose): Promise<void> {
    return this.#run('passkey', async () => {
      const answer = await this.#api.passkeyOptions(purpose);
      const options = answer.data?.request_options;
      if (answer.status !== 200 || !options) return answer;
      const credential = await navigator.credentials.get(requestOptions(options));
      if (!(credential instanceof PublicKeyCredential)) throw new DOMException('none', 'NotAllowedError');
      return this.#api.passkey(purpose, credentialJson(credential));
    });
  }

  async #run(busy: typeof this.busy, ask: () => Promise<AuthAnswer>): Promise<void> {
    if (this.busy) return;
    this.busy = busy;
    this.errors = {};
    try {
      this.#take(await ask());
    } catch (error) {
      this.errors = { '': wordsOfCeremony(error) };
    } finally {
      this.busy = '';
    }
  }

  #take(answer: AuthAnswer): void {
    const step = nextStep(answer);
    // 409: signed in already, in another tab.
    if (step?.name === 'in' || answer.status === 409) this.#done();
    else if (step) this.step = step;
    else this.errors = problems(answer);
  }
}

/** What was wrong, by field; a rate limit and an answer without words get ours. */
export function problems(answer: AuthAnswer): Record<string, string> {
  const fields = fieldErrors(answer);
  if (Object.keys(fields).length > 0) return fields;
  return { '': answer.status === 429 ? t('signin.error.too_many') : t('signin.error.unknown') };
}

export function wordsOfCeremony(error: unknown): string {
  if (error instanceof NetworkError) return t('signin.error.network');
  // The person closed the browser's window, or it took too long.
  if (error instanceof DOMException && error.name === 'NotAllowedError') return t('signin.passkey.cancelled');
  if (error instanceof DOMException && error.name === 'InvalidStateError') return t('signin.passkey.known');
  return t('signin.passkey.failed');
}
