import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';

// Everything an app must know of Tacet: where it is, and the id it was registered under.
const app = new UserManager({
  authority: import.meta.env.VITE_ISSUER ?? 'http://localhost:4242',
  client_id: import.meta.env.VITE_CLIENT_ID ?? 'spa',
  redirect_uri: `${location.origin}/`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: 'openid profile email offline_access',
  // Tokens live in memory: a script that gets into this page later finds none in a store.
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  automaticSilentRenew: false,
  // ID tokens are lean: name and address come from userinfo, as they are today.
  loadUserInfo: true,
});

const status = element('status');
const buttons = {
  signIn: element('sign-in'),
  refresh: element('refresh'),
  signOut: element('sign-out'),
};

buttons.signIn.addEventListener('click', () => void attempt(() => app.signinRedirect()));
buttons.signOut.addEventListener('click', () => void attempt(() => app.signoutRedirect()));
buttons.refresh.addEventListener('click', () => void attempt(refresh));

async function refresh(): Promise<void> {
  show(await app.signinSilent(), 'Refreshed');
}

void attempt(async () => {
  const back = new URLSearchParams(location.search);
  if (back.has('code') || back.has('error')) {
    // Checks state and iss, sends the verifier, verifies the ID token's claims.
    const user = await app.signinCallback();
    history.replaceState({}, '', '/');
    show(user ?? null, 'Signed in');
  } else show(null, '');
});

function show(user: User | null, how: string): void {
  status.textContent =
    user === null ? 'Nobody is signed in' : `${how} as ${user.profile.email ?? user.profile.sub}`;
  buttons.signIn.hidden = user !== null;
  buttons.refresh.hidden = user === null;
  buttons.signOut.hidden = user === null;
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    status.textContent = `That did not work: ${error instanceof Error ? error.message : String(error)}`;
    buttons.signIn.hidden = false;
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}
