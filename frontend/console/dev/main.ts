// ?signed-out starts at the sign-in page; ?factor asks for a second factor; ?lang=zh-Hans; ?quiet: nothing happens by itself.

import { FakeServer } from './server';
import { fill } from './scenes';

const wish = new URLSearchParams(location.search);
const server = new FakeServer({
  signedIn: !wish.has('signed-out'),
  factor: wish.has('factor'),
  language: wish.get('lang') ?? 'en',
});
fill(server);
server.install(window);
// For the browser's console: fake.say('7KQ4MXP29R', 'c_li', 'hello').
Object.assign(window, { fake: server });
if (!wish.has('quiet')) server.live();
await import('../src/main');
