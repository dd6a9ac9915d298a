// Preloaded into the conformance suite, which has no option for a token: gives one to every request that goes to the
// server under test. fetch and undici's own request go through the global dispatcher, some scenarios through node:http.
import http from 'node:http';
import { Agent, setGlobalDispatcher } from 'undici';

const { origin, hostname, port } = new URL(process.env.CONFORMANCE_URL);
const token = await (await fetch(process.env.CONFORMANCE_TOKEN_URL)).text();
const authorized = (headers) => ({ ...headers, authorization: `Bearer ${token}` });

setGlobalDispatcher(
  new Agent().compose((dispatch) => (options, handler) =>
    dispatch(
      String(options.origin) === origin ? { ...options, headers: authorized(options.headers) } : options,
      handler,
    ),
  ),
);

const { request } = http;
http.request = (options, ...rest) =>
  request(
    options.hostname === hostname && options.port === port
      ? { ...options, headers: authorized(options.headers) }
      : options,
    ...rest,
  );
