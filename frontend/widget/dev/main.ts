import { install } from './mock';

install();
await import('../src/main');
