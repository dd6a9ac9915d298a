// The page as it opens: how to connect, and with the mode "full" the session of a person.
import { at, notice, put } from './element.js';
import { clients, tabs } from './connect.js';

start().catch((failure) => connectOnly(failure.message));

async function start() {
  const answer = await fetch('scoped-gate/page.json');
  if (!answer.ok) {
    connectOnly(`The server does not know the name ${location.host}: open the page at the origin of its resource.`);
    return;
  }
  const page = await answer.json();
  put('clients', ...tabs(clients(page.name, page.resource)));
  if (page.mode !== 'full') {
    return;
  }
  const { origin } = new URL(page.resource);
  if (origin !== location.origin) {
    connectOnly(`To sign in, open this page at ${origin}: tokens are for ${page.resource}.`);
  } else if (!isSecureContext) {
    connectOnly('To sign in, open this page over https: a browser makes no keys on http.');
  } else {
    const { begin } = await import('./session.js');
    await begin(page);
  }
}

/** Nobody can sign in here, for that reason. */
function connectOnly(reason) {
  document.body.dataset.mode = 'connect';
  at('connect').hidden = !at('clients').hasChildNodes();
  notice(reason);
}
