import { expect, it } from 'vitest';
import type { AuthApi } from '../account/api';
import type { AuthAnswer } from '../account/flow';
import { Security } from './security.svelte';

const AGAIN: AuthAnswer = {
  status: 401,
  data: { flows: [{ id: 'reauthenticate' }] },
  meta: { is_authenticated: true },
};
const WRONG: AuthAnswer = { status: 400, errors: [{ code: 'incorrect', param: 'password', message: 'Wrong.' }] };

/** Wants the password before it tells of new recovery codes. */
function server() {
  const state = { proven: false };
  const api = {
    again: async (password: string) => {
      state.proven = password === 'right';
      return state.proven ? { status: 200 } : WRONG;
    },
    newRecoveryCodes: async () => (state.proven ? { status: 200, data: { unused_codes: ['a1'] } } : AGAIN),
    authenticators: async () => ({ status: 200, data: [{ type: 'recovery_codes', unused_code_count: 1 }] }),
    sessions: async () => ({ status: 401, meta: { is_authenticated: false } }),
  };
  return api as unknown as AuthApi;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

it('asks for the password in between, and goes on by itself', async () => {
  const security = new Security(server(), () => undefined);
  const codes = security.showCodes(true);
  await settle();
  expect(security.again).toEqual({ name: 'again', password: true, types: [] });
  await security.proveByPassword('wrong');
  expect(security.errors).toEqual({ password: 'Wrong.' });
  await security.proveByPassword('right');
  expect(await codes).toEqual(['a1']);
  expect(security.again).toBeNull();
  expect(security.codes?.unused_code_count).toBe(1);
});

it('does nothing when the person gives up', async () => {
  const security = new Security(server(), () => undefined);
  const codes = security.showCodes(true);
  await settle();
  security.giveUp();
  expect(await codes).toBeNull();
});

it('says when the session is over', async () => {
  let ended = 0;
  const security = new Security(server(), () => ended++);
  await security.load();
  expect(ended).toBe(1);
});
