// Signing in, step by step, by what allauth's headless browser API answers (401 = more to do, with its flows).
// Source: django-allauth, "headless" specification (OpenAPI), browser client.

export interface AuthError {
  message: string;
  code: string;
  param?: string;
}

export interface Flow {
  id: string;
  is_pending?: boolean;
  types?: string[];
}

export interface AuthAnswer<T = unknown> {
  status: number;
  data?: T & { flows?: Flow[] };
  meta?: Record<string, unknown> & { is_authenticated?: boolean };
  errors?: AuthError[];
}

export type Factor = 'totp' | 'recovery_codes' | 'webauthn';

export type Step =
  | { name: 'credentials' }
  | { name: 'factor'; types: Factor[] }
  | { name: 'trust' }
  | { name: 'verify' }
  | { name: 'again'; password: boolean; types: Factor[] }
  | { name: 'in' };

const FACTORS: readonly string[] = ['totp', 'recovery_codes', 'webauthn'] satisfies Factor[];

function factors(flow: Flow | undefined): Factor[] {
  return (flow?.types ?? []).filter((type): type is Factor => FACTORS.includes(type));
}

/** What the person has to do next. Answers other than 200 and 401 change nothing: null. */
export function nextStep(answer: AuthAnswer): Step | null {
  if (answer.status === 200) return { name: 'in' };
  if (answer.status !== 401) return null;
  const flows = answer.data?.flows ?? [];
  const find = (id: string) => flows.find((flow) => flow.id === id);
  if (answer.meta?.is_authenticated) {
    return { name: 'again', password: !!find('reauthenticate'), types: factors(find('mfa_reauthenticate')) };
  }
  const pending = flows.find((flow) => flow.is_pending);
  switch (pending?.id) {
    case 'mfa_authenticate':
      return { name: 'factor', types: factors(pending) };
    case 'mfa_trust':
      return { name: 'trust' };
    case 'verify_email':
      return { name: 'verify' };
    default:
      return { name: 'credentials' };
  }
}

/** The server's sentences by field; "" holds those of the whole form. */
export function fieldErrors(answer: AuthAnswer): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { param = '', message } of answer.errors ?? []) {
    fields[param] = fields[param] ? `${fields[param]} ${message}` : message;
  }
  return fields;
}

/** A code as people type it: blanks and dashes out. Six digits are an authenticator's, anything else a recovery code. */
export function cleanCode(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}
