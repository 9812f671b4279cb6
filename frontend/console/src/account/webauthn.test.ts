import { expect, it, vi } from 'vitest';
import { creationOptions, credentialJson, fromBase64Url, passkeysWork, requestOptions, toBase64Url } from './webauthn';

const bytes = (buffer: BufferSource) => [...new Uint8Array(buffer as ArrayBuffer)];

it('reads and writes base64url without padding', () => {
  expect(bytes(fromBase64Url('-_8'))).toEqual([251, 255]);
  expect(toBase64Url(new Uint8Array([251, 255]).buffer)).toBe('-_8');
});

it('turns the options of a new passkey into what the browser takes', () => {
  const { publicKey } = creationOptions({
    publicKey: {
      rp: { id: 'desk.test', name: 'Desk' },
      user: { id: 'AQI', name: 'mei', displayName: 'Mei' },
      challenge: 'AwQ',
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      excludeCredentials: [{ type: 'public-key', id: 'BQ' }],
    },
  });
  expect(bytes(publicKey!.challenge)).toEqual([3, 4]);
  expect(bytes(publicKey!.user.id)).toEqual([1, 2]);
  expect(bytes(publicKey!.excludeCredentials![0]!.id)).toEqual([5]);
  expect(publicKey!.rp.id).toBe('desk.test');
});

it('turns the options of a sign-in into what the browser takes', () => {
  const { publicKey } = requestOptions({ publicKey: { challenge: 'AwQ', rpId: 'desk.test' } });
  expect(bytes(publicKey!.challenge)).toEqual([3, 4]);
  expect(publicKey!.allowCredentials).toEqual([]);
});

it('writes a credential as the server reads it', () => {
  const credential = {
    id: 'BQ',
    rawId: new Uint8Array([5]).buffer,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({}),
    response: {
      clientDataJSON: new Uint8Array([1]).buffer,
      authenticatorData: new Uint8Array([2]).buffer,
      signature: new Uint8Array([3]).buffer,
      userHandle: null,
    },
  } as unknown as PublicKeyCredential;
  expect(credentialJson(credential)).toEqual({
    id: 'BQ',
    rawId: 'BQ',
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: { clientDataJSON: 'AQ', authenticatorData: 'Ag', signature: 'Aw' },
  });
});

it('offers passkeys where the page has a name', () => {
  vi.stubGlobal('window', { isSecureContext: true });
  vi.stubGlobal('navigator', { credentials: {} });
  vi.stubGlobal('PublicKeyCredential', () => undefined);
  expect(['localhost', 'desk.example', '10.example'].map(passkeysWork)).toEqual([true, true, true]);
  expect(['127.0.0.1', '[::1]', '192.168.0.7'].map(passkeysWork)).toEqual([false, false, false]);
  vi.stubGlobal('window', { isSecureContext: false });
  expect(passkeysWork('desk.example')).toBe(false);
  vi.unstubAllGlobals();
});
