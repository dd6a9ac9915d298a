// The page as it opens: how to connect, and with the mode "full" the session of a person.
import { at, notice } from './element.js';
import { connect } from './connect.js';

connect(at('clients'));
start().catch((failure) => connectOnly(failure.message));

async function start() {
  const answer = await fetch('scoped-gate/page.json');
  if (!answer.ok) {
    connectOnly(`The server does not know the name ${location.host}: open the page at the origin of its resource.`);
    return;
  }
  const page = await answer.json();
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
  notice(reason);
}
