import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '$client/http';
import { dismiss, toasts } from '$ui/toasts.svelte';
import { Notices } from './notices.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  for (const { id } of toasts.list) dismiss(id);
});
afterEach(() => void vi.useRealTimers());

it('takes back the newest that can be taken back, once', () => {
  const notices = new Notices();
  const back: string[] = [];
  notices.done('solved', async () => back.push('solved'));
  notices.done('assigned', async () => back.push('assigned'));
  notices.done('sent');
  expect(notices.undo()).toBe(true);
  expect(notices.undo()).toBe(true);
  expect(notices.undo()).toBe(false);
  expect(back).toEqual(['assigned', 'solved']);
});

it('takes nothing back once its notice is gone', async () => {
  const notices = new Notices();
  notices.done('solved', async () => undefined);
  await vi.advanceTimersByTimeAsync(8000);
  expect(toasts.list).toEqual([]);
  expect(notices.undo()).toBe(false);
});

it('says it in the words of the server when taking back fails, once', async () => {
  const notices = new Notices();
  const fail = () => Promise.reject(new ApiError(409, { code: 'conflict', message: 'It is closed by now.' }));
  notices.done('solved', fail);
  notices.undo();
  await vi.advanceTimersByTimeAsync(0);
  notices.error('It is closed by now.');
  expect(toasts.list.map((each) => [each.tone, each.text])).toEqual([['danger', 'It is closed by now.']]);
});
