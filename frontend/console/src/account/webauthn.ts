// Passkeys: the server's JSON (base64url) to what navigator.credentials takes, and back.
// Source: Web Authentication level 3, section 5.1.8 to 5.1.10 (parseCreationOptionsFromJSON and toJSON), which not every
// browser that has passkeys has.

type Json = Record<string, unknown>;

export function fromBase64Url(text: string): ArrayBuffer {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0)).buffer;
}

export function toBase64Url(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

interface CredentialJson extends Json {
  id: string;
  type: PublicKeyCredentialType;
  transports?: AuthenticatorTransport[];
}

function descriptors(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as CredentialJson[]).map((each) => ({ ...each, id: fromBase64Url(each.id) }));
}

export function creationOptions(json: { publicKey: Json }): CredentialCreationOptions {
  const key = json.publicKey;
  const user = key.user as { id: string; name: string; displayName: string };
  const publicKey = {
    ...key,
    challenge: fromBase64Url(key.challenge as string),
    user: { ...user, id: fromBase64Url(user.id) },
    excludeCredentials: descriptors(key.excludeCredentials),
  };
  return { publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions };
}

export function requestOptions(json: { publicKey: Json }): CredentialRequestOptions {
  const key = json.publicKey;
  const publicKey = {
    ...key,
    challenge: fromBase64Url(key.challenge as string),
    allowCredentials: descriptors(key.allowCredentials),
  };
  return { publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions };
}

/** What is sent to the server for either ceremony. */
export function credentialJson(credential: PublicKeyCredential): Json {
  const response: Json = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'] as const) {
    const value = (credential.response as unknown as Record<string, ArrayBuffer | null | undefined>)[name];
    if (value) response[name] = toBase64Url(value);
  }
  const attestation = credential.response as Partial<AuthenticatorAttestationResponse>;
  if (attestation.getTransports) response.transports = attestation.getTransports();
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const IP_ADDRESS = /^\[|^[\d.]+$/;

/**
 * Passkeys need a browser that has them and a page with a domain name, by https or on this machine: they are bound to the
 * name, so a page opened by its IP address (127.0.0.1 too, though not localhost) has none.
 * Source: Web Authentication level 3, section 5.1.2, "effective domain".
 */
export function passkeysWork(host = location.hostname): boolean {
  const able = window.isSecureContext && 'credentials' in navigator && typeof PublicKeyCredential !== 'undefined';
  return able && !IP_ADDRESS.test(host);
}
