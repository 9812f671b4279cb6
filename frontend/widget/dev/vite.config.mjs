// npm run dev: the widget against a server that lives in the page (mock.ts), to look at the screens. Never shipped.
//   /                  a host page with the built loader (npm run build -- loader first)
//   /widget/frame/harbor?language=zh-CN&scene=talk     the frame alone; scenes are in scenes.ts

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { folders, shared } from '../../vite.shared.mjs';

const addresses = {
  name: 'addresses',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = (request.url ?? '').split('?')[0];
      if (path === '/files/upload') {
        request.resume();
        request.on('end', () => response.writeHead(204).end());
      } else if (path === '/widget/loader.js') {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(readFileSync(`${folders.static}/widget/loader.js`));
      } else {
        if (path.startsWith('/widget/frame/')) request.url = '/dev/frame.html';
        if (path === '/') request.url = '/dev/host.html';
        next();
      }
    });
  },
};

const base = shared(folders.widget);
export default defineConfig({ ...base, plugins: [...base.plugins, addresses] });
