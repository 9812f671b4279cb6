// What every screen can reach.

import { getContext, setContext } from 'svelte';
import { Http } from '$client/http';
import { i18n } from '$ui/i18n.svelte';
import { AuthApi } from './account/api';
import { AgentApi, BASE } from './api/agent';
import { csrfToken } from './api/cookies';
import { Commands } from './commands/registry';
import type { Desk } from './desk/desk.svelte';
import { Notices } from './notices.svelte';
import { Router } from './router/router.svelte';
import { Session } from './session.svelte';

export interface App {
  api: AgentApi;
  auth: AuthApi;
  commands: Commands;
  notices: Notices;
  router: Router;
  session: Session;
}

const APP = Symbol('app');
const DESK = Symbol('desk');

export function createApp(): App {
  const language = () => i18n.lang;
  const http = new Http({
    base: BASE,
    headers: () => ({ 'X-CSRFToken': csrfToken(document.cookie) }),
    language,
    onerror: (error) => {
      if (error.status === 401) app.session.ended();
    },
  });
  const api = new AgentApi(http);
  const app: App = {
    api,
    auth: new AuthApi(language),
    commands: new Commands(/Mac|iPhone|iPad/.test(navigator.platform)),
    notices: new Notices(),
    router: new Router(window),
    session: new Session(api),
  };
  setContext(APP, app);
  return app;
}

export const useApp = (): App => getContext<App>(APP);
export const provideDesk = (desk: Desk): void => void setContext(DESK, desk);
export const useDesk = (): Desk => getContext<Desk>(DESK);
