// allauth's headless browser API, as far as the screens use it. Any password is right, the code is 123456.

export interface AuthState {
  step: 'out' | 'factor' | 'in';
  wantsFactor: boolean;
  totp: boolean;
  passkeys: { id: number; name: string }[];
}

const NOW = Math.floor(Date.now() / 1000);
const SESSIONS = [
  {
    id: 1,
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
    ip: '203.0.113.7',
    created_at: NOW - 3600,
    last_seen_at: NOW,
    is_current: true,
  },
  {
    id: 2,
    user_agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/605.1',
    ip: '198.51.100.20',
    created_at: NOW - 600_000,
    last_seen_at: NOW - 90_000,
    is_current: false,
  },
];

function state(auth: AuthState): Response {
  if (auth.step === 'in') return Response.json({ status: 200, data: {}, meta: { is_authenticated: true } });
  const pending =
    auth.step === 'factor'
      ? [{ id: 'mfa_authenticate', is_pending: true, types: ['totp', 'recovery_codes', 'webauthn'] }]
      : [];
  const flows = [{ id: 'login' }, { id: 'mfa_login_webauthn' }, ...pending];
  return Response.json({ status: 401, data: { flows }, meta: { is_authenticated: false } }, { status: 401 });
}

function wrong(param: string, message: string): Response {
  return Response.json({ status: 400, errors: [{ code: 'invalid', param, message }] }, { status: 400 });
}

export function authAnswer(auth: AuthState, method: string, path: string, body: Record<string, unknown>): Response {
  const name = path.replace('/api/auth/browser/v1/', '');
  const ok = (data: unknown, meta = {}) => Response.json({ status: 200, data, meta });
  switch (`${method} ${name}`) {
    case 'GET auth/session':
      return state(auth);
    case 'DELETE auth/session':
      auth.step = 'out';
      return state(auth);
    case 'POST auth/login':
      if (body.password === 'wrong') return wrong('password', 'The e-mail address or the password is not right.');
      auth.step = auth.wantsFactor ? 'factor' : 'in';
      return state(auth);
    case 'POST auth/2fa/authenticate':
      if (body.code !== '123456') return wrong('code', 'Incorrect code.');
      auth.step = 'in';
      return state(auth);
    case 'GET auth/password/reset':
      return ok({ user: { email: 'mei@harbor.example', display: 'Mei Tan' } });
    case 'POST auth/password/reset':
      return String(body.password).length < 10 ? wrong('password', 'This password is too short.') : state(auth);
    case 'GET auth/sessions':
      return ok(SESSIONS);
    case 'DELETE auth/sessions':
      return ok(SESSIONS.filter((each) => each.is_current));
    case 'GET account/authenticators':
      return ok([
        ...(auth.totp ? [{ type: 'totp', created_at: NOW, last_used_at: null }] : []),
        { type: 'recovery_codes', created_at: NOW, last_used_at: null, total_code_count: 10, unused_code_count: 8 },
        {
          type: 'webauthn',
          id: 5,
          name: 'MacBook',
          created_at: NOW - 86_400 * 30,
          last_used_at: NOW - 4000,
          is_passwordless: true,
        },
      ]);
    case 'GET account/authenticators/totp':
      return Response.json(
        {
          status: 404,
          meta: {
            secret: 'JBSWY3DPEHPK3PXP',
            totp_url: 'otpauth://totp/mei%40harbor.example?secret=JBSWY3DPEHPK3PXP&issuer=Lightkeeper',
          },
        },
        { status: 404 },
      );
    case 'POST account/authenticators/totp':
      if (body.code !== '123456') return wrong('code', 'Incorrect code.');
      auth.totp = true;
      return ok({ type: 'totp' });
    case 'GET account/authenticators/recovery-codes':
    case 'POST account/authenticators/recovery-codes':
      return ok({
        type: 'recovery_codes',
        unused_codes: ['5b2c8e0d', '91d0aa31', '0f63bb52', 'd9017ce4', 'a7b3309f', '66e1f4d8', '3c9d5512', 'e84f7aa0'],
      });
    default:
      return ok({});
  }
}
