// The part of the application that a conversation needs, as one chunk.

export { default as ChatView } from './ChatView.svelte';
export { Chat } from './chat.svelte';
