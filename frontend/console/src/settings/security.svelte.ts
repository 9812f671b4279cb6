// The security page: what protects the account. allauth asks for the password once more before it changes any of it;
// that question is put in between, and what was asked for goes on by itself.

import type { AuthApi, Authenticator, Purpose, Session } from '../account/api';
import { cleanCode, nextStep, type AuthAnswer, type Step } from '../account/flow';
import { problems, wordsOfCeremony } from '../account/signin.svelte';
import { creationOptions, credentialJson, requestOptions } from '../account/webauthn';

type Again = Extract<Step, { name: 'again' }>;

export class Security {
  factors = $state.raw<Authenticator[]>([]);
  sessions = $state.raw<Session[]>([]);
  loaded = $state(false);
  /** Not null: the password or a factor is asked for once more. */
  again = $state.raw<Again | null>(null);
  errors = $state.raw<Record<string, string>>({});
  busy = $state(false);
  readonly #api: AuthApi;
  readonly #ended: () => void;
  #waiting: { resolve: (on: boolean) => void } | null = null;

  constructor(api: AuthApi, ended: () => void) {
    this.#api = api;
    this.#ended = ended;
  }

  totp = $derived(this.factors.find((each) => each.type === 'totp') ?? null);
  codes = $derived(this.factors.find((each) => each.type === 'recovery_codes') ?? null);
  passkeys = $derived(this.factors.filter((each) => each.type === 'webauthn'));

  async load(): Promise<void> {
    const [factors, sessions] = await Promise.all([
      this.ask(() => this.#api.authenticators()),
      this.ask(() => this.#api.sessions()),
    ]);
    if (factors?.data) this.factors = factors.data;
    if (sessions?.data) this.sessions = sessions.data;
    this.loaded = true;
  }

  /**
   * Asks, and asks again once the person has proved to be the one who signed in. Null: given up, or no answer; the
   * errors say why. An answer that is refused (400) comes back as it is.
   */
  async ask<T>(call: () => Promise<AuthAnswer<T>>): Promise<AuthAnswer<T> | null> {
    this.errors = {};
    try {
      let answer = await call();
      const step = nextStep(answer);
      if (step?.name === 'again') {
        if (!(await this.#prove(step))) return null;
        answer = await call();
      } else if (answer.status === 401 || answer.status === 410) {
        this.#ended();
        return null;
      }
      if (answer.status >= 400 && answer.status !== 404) this.errors = problems(answer);
      return answer;
    } catch (error) {
      this.errors = { '': wordsOfCeremony(error) };
      return null;
    }
  }

  proveByPassword = (password: string) => this.#proof(() => this.#api.again(password));
  proveByCode = (code: string) => this.#proof(() => this.#api.againByCode(cleanCode(code)));
  proveByPasskey = () =>
    this.#proof(async () => {
      const purpose: Purpose = 'reauthenticate';
      const answer = await this.#api.passkeyOptions(purpose);
      if (!answer.data) return answer;
      const credential = await navigator.credentials.get(requestOptions(answer.data.request_options));
      return this.#api.passkey(purpose, credentialJson(credential as PublicKeyCredential));
    });

  giveUp(): void {
    this.again = null;
    this.#waiting?.resolve(false);
    this.#waiting = null;
  }

  async addPasskey(name: string): Promise<boolean> {
    const begun = await this.ask(() => this.#api.newPasskey());
    if (!begun?.data) return false;
    const options = begun.data.creation_options;
    const added = await this.ask(async () => {
      const credential = await navigator.credentials.create(creationOptions(options));
      return this.#api.addPasskey(name, credentialJson(credential as PublicKeyCredential));
    });
    return this.#reloadWhen(added);
  }

  removePasskey = async (id: number) => this.#reloadWhen(await this.ask(() => this.#api.removePasskeys([id])));
  renamePasskey = async (id: number, name: string) =>
    this.#reloadWhen(await this.ask(() => this.#api.renamePasskey(id, name)));
  removeTotp = async () => this.#reloadWhen(await this.ask(() => this.#api.removeTotp()));
  addTotp = async (code: string) => this.#reloadWhen(await this.ask(() => this.#api.addTotp(cleanCode(code))));

  /** The secret and its otpauth address for a new authenticator. */
  async newTotp(): Promise<{ secret: string; url: string } | null> {
    const answer = await this.ask(() => this.#api.totp());
    const { secret, totp_url: url } = answer?.meta ?? {};
    return typeof secret === 'string' && typeof url === 'string' ? { secret, url } : null;
  }

  /** The unused codes; null when they may not be seen again. */
  async showCodes(fresh: boolean): Promise<string[] | null> {
    const answer = await this.ask(() => (fresh ? this.#api.newRecoveryCodes() : this.#api.recoveryCodes()));
    if (fresh) await this.#reloadWhen(answer);
    return answer?.data?.unused_codes ?? null;
  }

  async endSessions(ids: number[]): Promise<boolean> {
    const answer = await this.ask(() => this.#api.endSessions(ids));
    if (answer?.status !== 200) return false;
    this.sessions = answer.data ?? [];
    return true;
  }

  /** Changing it signs out everywhere: the sign-in page comes next. */
  async changePassword(before: string, after: string): Promise<boolean> {
    this.busy = true;
    this.errors = {};
    try {
      const answer = await this.#api.changePassword(before, after);
      if (answer.status === 200) return true;
      if (answer.status === 401) this.#ended();
      else this.errors = problems(answer);
      return answer.status === 401;
    } catch (error) {
      this.errors = { '': wordsOfCeremony(error) };
      return false;
    } finally {
      this.busy = false;
    }
  }

  #prove(step: Again): Promise<boolean> {
    this.giveUp();
    this.again = step;
    return new Promise((resolve) => (this.#waiting = { resolve }));
  }

  async #proof(call: () => Promise<AuthAnswer>): Promise<void> {
    this.busy = true;
    this.errors = {};
    try {
      const answer = await call();
      if (answer.status !== 200) {
        this.errors = problems(answer);
        return;
      }
      this.again = null;
      this.#waiting?.resolve(true);
      this.#waiting = null;
    } catch (error) {
      this.errors = { '': wordsOfCeremony(error) };
    } finally {
      this.busy = false;
    }
  }

  async #reloadWhen(answer: AuthAnswer | null): Promise<boolean> {
    if (answer?.status !== 200) return false;
    const factors = await this.ask(() => this.#api.authenticators());
    if (factors?.data) this.factors = factors.data;
    return true;
  }
}
