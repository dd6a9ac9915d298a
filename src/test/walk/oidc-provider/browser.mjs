// A person with a browser that keeps cookies, at oidc-provider's own pages: signs in under that name, and allows what the
// second page lists.
export async function signIn(authorizationUrl, owner) {
  const cookies = new Map();
  const login = await page(await open(authorizationUrl, {}, cookies), cookies);
  const form = { prompt: 'login', login: owner, password: 'any' };
  const consent = await page(await submit(login, form, cookies), cookies);
  if (consent.location) {
    // nothing to consent to
    return { scopes: [], location: consent.location, callback: consent.location.searchParams };
  }
  // listed once as the provider's own and once as the resource's
  const scopes = [...new Set([...consent.html.matchAll(/<li>([^<\s]*[a-z]+:[a-z]+)<\/li>/g)].map((match) => match[1]))];
  const { location } = await page(await submit(consent, { prompt: 'consent' }, cookies), cookies);
  return { scopes, location, callback: location.searchParams };
}

function submit({ url, html }, fields, cookies) {
  const [, action] = /<form [^>]*action="([^"]+)" method="post"/.exec(html);
  return open(new URL(action, url), { method: 'POST', body: new URLSearchParams(fields) }, cookies);
}

// Follows redirects to the next page of the same origin, or to where the last one leads.
async function page({ url, answer }, cookies) {
  while (answer.status >= 300 && answer.status < 400) {
    const location = new URL(answer.headers.get('location'), url);
    if (location.origin !== url.origin) {
      return { location };
    }
    ({ url, answer } = await open(location, {}, cookies));
  }
  if (answer.status !== 200) {
    throw new Error(`${url.pathname} answered ${answer.status}`);
  }
  return { url, html: await answer.text() };
}

async function open(url, init, cookies) {
  const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
  for (const set of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
    cookies.set(name, value);
  }
  return { url: new URL(url), answer };
}
