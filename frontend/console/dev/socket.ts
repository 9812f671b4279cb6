import type { ServerFrame } from '$client/frames';

/** A WebSocket whose other end is in the same page. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly #hear: (socket: FakeSocket, text: string) => void;

  constructor(connect: (socket: FakeSocket) => void, hear: (socket: FakeSocket, text: string) => void) {
    this.#hear = hear;
    setTimeout(() => {
      connect(this);
      this.onopen?.();
    }, 30);
  }

  send(text: string): void {
    setTimeout(() => this.#hear(this, text), 10);
  }

  tell(frame: ServerFrame): void {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(frame) }), 5);
  }

  close(): void {
    this.onclose?.({ code: 1000 });
  }
}
