// Preloaded into the conformance suite, which has no option for a token: gives one to every request that goes to the
// server under test. Both fetch and undici's own request go through the global dispatcher.
import { Agent, setGlobalDispatcher } from 'undici';

const { origin } = new URL(process.env.CONFORMANCE_URL);
const token = await (await fetch(process.env.CONFORMANCE_TOKEN_URL)).text();

setGlobalDispatcher(
  new Agent().compose((dispatch) => (options, handler) =>
    dispatch(
      String(options.origin) === origin
        ? { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }
        : options,
      handler,
    ),
  ),
);
