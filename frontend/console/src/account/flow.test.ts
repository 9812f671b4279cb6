import { describe, expect, it } from 'vitest';
import { cleanCode, fieldErrors, nextStep, type AuthAnswer, type Step } from './flow';

// Answers in the published format: django-allauth, headless specification, AuthenticationResponse.
const table: [string, AuthAnswer, Step | null][] = [
  [
    'nobody yet',
    {
      status: 401,
      data: { flows: [{ id: 'login' }, { id: 'mfa_login_webauthn' }] },
      meta: { is_authenticated: false },
    },
    { name: 'credentials' },
  ],
  [
    'the second factor',
    {
      status: 401,
      data: {
        flows: [{ id: 'login' }, { id: 'mfa_authenticate', is_pending: true, types: ['recovery_codes', 'totp'] }],
      },
      meta: { is_authenticated: false },
    },
    { name: 'factor', types: ['recovery_codes', 'totp'] },
  ],
  [
    'the question whether to trust this browser',
    { status: 401, data: { flows: [{ id: 'mfa_trust', is_pending: true }] }, meta: { is_authenticated: false } },
    { name: 'trust' },
  ],
  [
    'an address that is not verified',
    { status: 401, data: { flows: [{ id: 'verify_email', is_pending: true }] }, meta: { is_authenticated: false } },
    { name: 'verify' },
  ],
  [
    'something that needs the password again',
    {
      status: 401,
      data: { flows: [{ id: 'reauthenticate' }, { id: 'mfa_reauthenticate', types: ['webauthn'] }] },
      meta: { is_authenticated: true },
    },
    { name: 'again', password: true, types: ['webauthn'] },
  ],
  ['done', { status: 200, data: {}, meta: { is_authenticated: true } }, { name: 'in' }],
  [
    'a wrong password',
    { status: 400, errors: [{ code: 'email_password_mismatch', message: 'No.', param: 'password' }] },
    null,
  ],
];

describe('signing in', () => {
  it.each(table)('%s', (_, answer, step) => {
    expect(nextStep(answer)).toEqual(step);
  });
});

it('puts each sentence at its field', () => {
  const errors = [
    { code: 'a', message: 'Too short.', param: 'password' },
    { code: 'b', message: 'Too common.', param: 'password' },
    { code: 'c', message: 'Wait.' },
  ];
  expect(fieldErrors({ status: 400, errors })).toEqual({ password: 'Too short. Too common.', '': 'Wait.' });
});

it.each([
  ['123 456', '123456'],
  [' 12-34-56 ', '123456'],
])('takes the code %s as %s', (typed, code) => {
  expect(cleanCode(typed)).toBe(code);
});
